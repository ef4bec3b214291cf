import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import type { EvidenceField } from '@guichet/contract/wire/dispute.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { findCustomers } from '../customers/index.ts';
import { assertAnswerable, type Dispute, findDisputes } from '../disputes/index.ts';
import { createFile } from '../files/index.ts';
import { findMandates } from '../mandates/index.ts';
import { type Charge, findCharges, findPaymentIntents, listCharges } from '../payments/index.ts';
import { type FindReceiptFacts, messagesOfPayment, receiptFile } from '../receipts/index.ts';
import { type EvidenceFacts, evidenceTexts, moneyOf, speaksForItself } from './evidence.rules.ts';

export interface AssembleParts extends UseCaseParts {
  readonly receiptFacts: FindReceiptFacts;
}

/** So many of a customer's last payments are looked at. */
const LOOKED_AT = 50;

async function mandateOf(tx: Transaction, { tenantId, details }: Charge): Promise<EvidenceFacts['mandate']> {
  if (details.type === 'card' || details.mandateId === null) return null;
  const [mandate] = await findMandates(tx, tenantId, [details.mandateId]);
  return mandate ?? null;
}

const cardOf = ({ details }: Charge): EvidenceFacts['card'] =>
  details.type === 'card'
    ? {
        line1: details.checks.address_line1_check,
        postalCode: details.checks.address_postal_code_check,
        cvc: details.checks.cvc_check,
        authorisationCode: details.authorisationCode,
        proof: details.proof ?? null,
      }
    : null;

async function factsOf(tx: Transaction, dispute: Dispute, charge: Charge): Promise<EvidenceFacts> {
  const { tenantId, paymentIntentId } = dispute;
  const [intent] = await findPaymentIntents(tx, tenantId, [paymentIntentId]);
  const [customer] = charge.customerId === null ? [] : await findCustomers(tx, tenantId, [charge.customerId]);
  const others = charge.customerId === null ? [] : await listCharges(tx, tenantId, { customer: charge.customerId }, { take: LOOKED_AT });
  const messages = await messagesOfPayment(tx, tenantId, paymentIntentId);
  const { billingDetails, shipping } = charge;
  return {
    charged: {
      amount: money(charge.amount, charge.currency),
      at: charge.created,
      description: charge.description,
      channel: intent?.channel ?? 'api',
    },
    payer: {
      name: billingDetails.name ?? customer?.name ?? null,
      email: billingDetails.email ?? customer?.email ?? charge.receiptEmail,
      address: billingDetails.address ?? customer?.address ?? null,
    },
    shipping: {
      address: shipping?.address ?? null,
      carrier: shipping?.carrier ?? null,
      trackingNumber: shipping?.tracking_number ?? null,
    },
    card: cardOf(charge),
    mandate: await mandateOf(tx, charge),
    earlier: others
      .filter((other) => speaksForItself(other, charge.created))
      .map((other) => ({ id: other.id, amount: moneyOf(other), at: other.created })),
    messages: messages.map(({ recipient, created, sentAt, status, subject }) => ({
      to: recipient,
      at: sentAt ?? created,
      status,
      subject,
    })),
  };
}

export type FoundEvidence = readonly { readonly field: EvidenceField; readonly value: string }[];

/**
 * Gathers what speaks for a payment that is disputed, and puts its receipt among the files. It answers a proposal: the dispute's draft is changed by
 * whoever has checked it. Throws `ApiError` resource_missing or dispute_unexpected_state.
 */
export async function assembleEvidence(tx: Transaction, parts: AssembleParts, context: RequestContext, id: string): Promise<FoundEvidence> {
  const { tenantId, livemode } = context.caller;
  const [dispute] = await findDisputes(tx, tenantId, [id]);
  if (dispute === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such dispute: '${id}'` });
  assertAnswerable(dispute, context.now);
  const [charge] = await findCharges(tx, tenantId, [dispute.chargeId]);
  if (charge === undefined) throw new Error('A dispute without its charge.');
  const texts = Object.entries(evidenceTexts(await factsOf(tx, dispute, charge))) as [EvidenceField, string][];
  const asked = { tenantId, livemode, paymentIntent: dispute.paymentIntentId, now: context.now };
  const receipt = dispute.evidence.receipt === undefined ? await receiptFile(tx, parts.receiptFacts, asked) : null;
  const file = receipt && (await createFile(tx, parts, context, { purpose: 'dispute_evidence', ...receipt }));
  const found = [
    ...texts.map(([field, value]) => ({ field, value })),
    ...(file === null ? [] : [{ field: 'receipt' as const, value: file.id }]),
  ];
  const details = { fields: found.map(({ field }) => field).join(' ') };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'dispute.assemble', target: dispute.id, details });
  return found;
}
