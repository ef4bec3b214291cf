import { z } from 'zod';

// What the bank answers, as far as we read it. Anything else in an answer is ignored, anything missing makes the answer unreadable.

const card = z.object({ brand: z.string(), funding: z.string(), country: z.string(), networks: z.array(z.string()) });

export const verificationAnswer = z.object({
  reference: z.string(),
  result: z.enum(['approved', 'declined']),
  response_code: z.string(),
  reason: z.string().optional(),
  avs: z.string().nullable(),
  cvc: z.string().nullable(),
  network_transaction_id: z.string().nullable(),
  card: card.nullable(),
  // Answers that an older bank gave, and still keeps, have none.
  network: z.string().nullish(),
  challenge: z.object({ authentication: z.string(), path: z.string().startsWith('/') }).optional(),
});
export type VerificationAnswer = z.infer<typeof verificationAnswer>;

export const authorisationAnswer = verificationAnswer.extend({
  authorisation_code: z.string().nullable(),
  captured: z.boolean(),
  expires_at: z.number().int().nullable(),
  reversed: z.literal(true).optional(),
  available_at_once: z.boolean().optional(),
  incremental: z.boolean().optional(),
  risk: z.enum(['elevated']).optional(),
});
export type AuthorisationAnswer = z.infer<typeof authorisationAnswer>;

const authentication = z.object({ authentication: z.string(), version: z.string() });

/** Its `reference` is ours of the operation; the answer is told by the authentication that was asked for. */
export const authenticationAnswer = z.discriminatedUnion('status', [
  authentication.extend({ status: z.enum(['open', 'failed']) }),
  authentication.extend({ status: z.literal('authenticated'), eci: z.string(), cavv: z.string(), transaction_id: z.string() }),
]);

export const followUpAnswer = z.object({
  reference: z.string(),
  result: z.enum(['approved', 'declined']),
  response_code: z.string(),
  reason: z.string().optional(),
  pending: z.literal(true).optional(),
});

/** Whether a payout was taken on; what became of it is told by a notice. */
export const payoutAnswer = z.object({
  reference: z.string(),
  result: z.enum(['approved', 'declined']),
  response_code: z.string(),
  reason: z.string().optional(),
});

export const debitAnswer = z.object({
  reference: z.string(),
  result: z.enum(['pending', 'declined']),
  reason: z.string().optional(),
  expected_at: z.number().int().nullable(),
  reversed: z.literal(true).optional(),
});

/** A debit looked up: as it was taken in, and where it stands. */
const debitView = debitAnswer.extend({
  kind: z.literal('debit'),
  state: z.enum(['pending', 'settled', 'failed', 'returned', 'reversed']),
  code: z.string().nullable(),
});
export type DebitView = z.infer<typeof debitView>;

export const operationAnswer = z.discriminatedUnion('kind', [
  authorisationAnswer.extend({ kind: z.literal('authorise') }),
  debitView,
  verificationAnswer.extend({ kind: z.literal('verify') }),
  followUpAnswer.extend({ kind: z.enum(['increment', 'capture', 'void', 'refund', 'cancel_refund', 'evidence', 'accept']) }),
  z.object({ reference: z.string(), kind: z.literal('tombstone') }),
]);

export const reversalAnswer = z.object({ reference: z.string(), result: z.enum(['reversed', 'not_reversible']) });

/** What tells a reference that the bank does not know from an address that nobody serves. */
export const unknownReference = z.object({ error: z.object({ code: z.literal('unknown_reference') }) });

export const noticesAnswer = z.object({
  notices: z.array(
    z.object({
      sequence: z.number().int().positive(),
      kind: z.string(),
      account: z.string(),
      reference: z.string(),
      at: z.number().int(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  has_more: z.boolean(),
});
