import { z } from 'zod';

// What Stripe answers, as far as we read it. Anything else in an answer is ignored, anything missing makes the answer unreadable.
// `sdkShapes.test.ts` holds these shapes against the types of the official SDK.

const CHECKS = ['pass', 'fail', 'unavailable', 'unchecked'] as const;
const check = z
  .string()
  .nullable()
  .transform((given) => CHECKS.find((known) => known === given) ?? null);

/** A moment in unix seconds; one that no calendar has is as good as none. */
const moment = z.number().int().min(0).max(253_402_300_799).nullish().catch(null);

const cardDetails = z.object({
  authorization_code: z.string().nullish(),
  capture_before: moment,
  checks: z.object({ address_line1_check: check, address_postal_code_check: check, cvc_check: check }).nullish(),
  country: z.string().nullish(),
  incremental_authorization: z.object({ status: z.string() }).nullish(),
  funding: z.string().nullish(),
  network: z.string().nullish(),
  network_transaction_id: z.string().nullish(),
});

const charge = z.object({
  id: z.string(),
  captured: z.boolean(),
  outcome: z.object({ risk_level: z.string().nullish(), type: z.string() }).nullish(),
  payment_method_details: z.object({ card: cardDetails.nullish() }).nullish(),
});
export type ChargeAnswer = z.infer<typeof charge>;

/** Why a card was refused: what an answer of 402 says, and what the intent keeps. */
const refusal = z.object({
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
  advice_code: z.string().nullish(),
  network_advice_code: z.string().nullish(),
  network_decline_code: z.string().nullish(),
});
export type Refusal = z.infer<typeof refusal>;

const metadata = z.record(z.string(), z.string());

/** An intent; its latest charge is read where it was asked for with it. */
export const intentAnswer = z.object({
  id: z.string().min(1),
  object: z.literal('payment_intent'),
  status: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  created: z.number().int(),
  metadata,
  last_payment_error: refusal.nullish(),
  latest_charge: z.union([z.string(), charge]).nullish(),
});
export type IntentAnswer = z.infer<typeof intentAnswer>;

const methodCard = z.object({
  checks: cardDetails.shape.checks,
  country: z.string().nullish(),
  funding: z.string().nullish(),
  networks: z.object({ available: z.array(z.string()) }).nullish(),
});

/** A verification of a card; the card is read where it was asked for with it. */
export const setupAnswer = z.object({
  id: z.string().min(1),
  object: z.literal('setup_intent'),
  status: z.string(),
  metadata,
  last_setup_error: refusal.nullish(),
  payment_method: z.union([z.string(), z.object({ card: methodCard.nullish() })]).nullish(),
});
export type SetupAnswer = z.infer<typeof setupAnswer>;

export const intentSearch = z.object({ object: z.literal('search_result'), data: z.array(intentAnswer) });

export const refundAnswer = z.object({
  id: z.string(),
  object: z.literal('refund'),
  status: z.string(),
  amount: z.number().int(),
  failure_reason: z.string().nullish(),
  metadata,
});
export type RefundAnswer = z.infer<typeof refundAnswer>;

export const refundList = z.object({ object: z.literal('list'), data: z.array(refundAnswer), has_more: z.boolean() });

export const disputeAnswer = z.object({
  id: z.string().min(1),
  object: z.literal('dispute'),
  status: z.string(),
  amount: z.number().int().positive(),
  currency: z.string(),
  reason: z.string(),
  network_reason_code: z.string().nullish(),
  payment_intent: z.unknown(),
  evidence_details: z.object({ due_by: moment }),
  metadata,
});

export const fileAnswer = z.object({ id: z.string().min(1), object: z.literal('file'), size: z.number().int() });

export const fraudWarningAnswer = z.object({ fraud_type: z.string(), payment_intent: z.unknown().optional() });

const event = z.object({
  id: z.string().min(1),
  object: z.literal('event'),
  type: z.string(),
  created: z.number().int(),
  data: z.object({ object: z.unknown(), previous_attributes: z.record(z.string(), z.unknown()).nullish() }),
});
export type EventAnswer = z.infer<typeof event>;
export const eventList = z.object({ object: z.literal('list'), data: z.array(event), has_more: z.boolean() });

export const errorAnswer = z.object({
  error: refusal.extend({
    type: z.string(),
    message: z.string().nullish(),
    payment_intent: z.object({ id: z.string(), metadata }).nullish(),
    setup_intent: z.object({ id: z.string(), metadata: metadata.nullish() }).nullish(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswer>['error'];

/** A card that the provider holds. */
export const methodAnswer = z.object({
  id: z.string(),
  object: z.literal('payment_method'),
  type: z.string(),
  card: z
    .object({
      brand: z.string(),
      exp_month: z.number().int(),
      exp_year: z.number().int(),
      fingerprint: z.string().nullish(),
      last4: z.string(),
    })
    .nullish(),
  customer: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
});

export const customerAnswer = z.object({ id: z.string().min(1), object: z.literal('customer'), metadata });

/** What another Guichet says of its own fields. */
export const fieldsAnswer = z.object({ object: z.literal('card_fields'), livemode: z.boolean() });
