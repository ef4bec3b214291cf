import type { CancellationReason } from '@guichet/contract/wire/paymentIntent.ts';
import { type Changes, previousAttributes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import type { Attempt, AttemptHandler, SettledOutcome } from '../attempts/index.ts';
import { recordMovements } from '../balance/index.ts';
import { settlementOf } from '../exchange/index.ts';
import { changesOf, parkIntent } from './applyAuthorisation.ts';
import { canceledIntent } from './cancelPaymentIntent.ts';
import type { CaptureDescription } from './captureCharge.ts';
import { capturedCharge } from './captured.rules.ts';
import type { Charge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { updateChargeRow } from './charges.store.ts';
import { answersCharge, endHold } from './directCharge.ts';
import { noteIntent } from './noteIntent.ts';
import { viewStatusOf } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { tellPaid } from './receiptOccasion.ts';
import { type Concerned, declinedReply, type FollowUpName, notDoneReply, refusedReply } from './replies.ts';
import { requireCharge, requireLockedCharge, requireLockedPaymentIntent, requirePaymentIntent } from './requirePaymentIntent.ts';

export type FollowUpParts = Pick<PaymentParts, 'makeId' | 'attempts' | 'tellPayer'>;

interface Settling {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly charge: Charge;
  readonly changes: Changes;
  readonly livemode: boolean;
  readonly placeCountry: string;
  readonly now: Date;
}

/** What a capture, a void or a raise does once the provider has done it. */
export type Done = (tx: Transaction, parts: FollowUpParts, settling: Settling) => Promise<Reply>;

/** A handler of attempts that either were done, or left the hold as it was. */
export function followUpHandler(parts: FollowUpParts, what: FollowUpName, done: Done): AttemptHandler {
  const apply = async (tx: Transaction, attempt: Attempt, outcome: SettledOutcome, now: Date): Promise<Reply> => {
    const { tenantId } = attempt;
    const intent = await requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId);
    const charge = await requireLockedCharge(tx, tenantId, attempt.chargeId);
    const { livemode, country: placeCountry } = await readTenant(tx, tenantId);
    const settling = { attempt, intent, charge, changes: changesOf(attempt, now, parts.makeId), livemode, placeCountry, now };
    const reply = outcome.result === 'approved' ? await done(tx, parts, settling) : await undo(tx, settling, what, outcome);
    await settling.changes.store(tx);
    return reply;
  };
  return {
    apply,
    park: (tx, attempt, now) => parkIntent(tx, parts, attempt, now),
    current: (sql, attempt) => currentReply(sql, attempt, what),
  };
}

export const captureHandler = (parts: FollowUpParts): AttemptHandler => followUpHandler(parts, 'capture', captureDone);
export const voidHandler = (parts: FollowUpParts): AttemptHandler => followUpHandler(parts, 'cancel', voidDone);

const captureDone: Done = async (tx, parts, { attempt, intent, charge, changes, livemode, placeCountry, now }) => {
  const terms = (await parts.attempts.provider(attempt, tx)).account;
  const taken = capturedCharge({
    ...{ charge, amount: attempt.amount.amount, transactionId: parts.makeId('txn'), terms, placeCountry, now },
    settlement: await settlementOf(tx, charge.tenantId, charge.currency, now),
  });
  // The address may have been given while the funds were held.
  const described = attempt.details.described as CaptureDescription | undefined;
  const receiptEmail = described?.receiptEmail ?? charge.receiptEmail ?? intent.receiptEmail;
  const captured = { ...taken.charge, ...described, receiptEmail, version: charge.version + 1 };
  await recordMovements(tx, [taken.movement]);
  await updateChargeRow(tx, captured);
  const shown = chargeWire(captured, livemode);
  const told = changes.add(shown, captured.version, ['charge.captured'], previousAttributes(chargeWire(charge, livemode), shown));
  const paid: PaymentIntent = {
    ...intent,
    status: 'succeeded',
    viewStatus: 'succeeded',
    amountReceived: captured.amountCaptured,
    amountCapturable: 0n,
    version: intent.version + 1,
  };
  await updatePaymentIntentRow(tx, paid);
  await tellPaid(tx, parts.tellPayer, captured, { livemode, actor: attempt.actor, now });
  const noted = noteIntent(changes, paid, livemode, ['payment_intent.succeeded']);
  return replyOf(answersCharge(attempt) ? told : noted);
};

const voidDone: Done = async (tx, _parts, { attempt, intent, charge, changes, livemode, now }) => {
  const canceled = canceledIntent(intent, (attempt.details.reason ?? null) as CancellationReason | null, now);
  await updatePaymentIntentRow(tx, canceled);
  // Whoever listens for a charge that was made by itself hears of no intent.
  if (intent.direct) await endHold(tx, charge, changes, livemode);
  return replyOf(noteIntent(changes, canceled, livemode, ['payment_intent.canceled']));
};

/** The hold stands as before. Who was told in between that it was being processed is told so. */
async function undo(
  tx: Transaction,
  { attempt, intent, charge, changes, livemode }: Settling,
  what: FollowUpName,
  outcome: Exclude<SettledOutcome, { readonly result: 'approved' }>,
): Promise<Reply> {
  const held: PaymentIntent = { ...intent, status: 'requires_capture', version: intent.version + 1 };
  const shown = { ...held, viewStatus: viewStatusOf(held, false) };
  await updatePaymentIntentRow(tx, shown);
  noteIntent(changes, shown, livemode, attempt.tries > 0 ? ['payment_intent.amount_capturable_updated'] : []);
  const wire: Concerned = answersCharge(attempt) ? { charge: charge.id } : { paymentIntent: paymentIntentWire(shown, livemode) };
  if (outcome.result === 'failed') return notDoneReply(wire, what, outcome.reason);
  if ('issuer' in outcome.decline && outcome.decline.issuer !== undefined) return declinedReply(wire, charge.id, outcome.decline.issuer);
  return refusedReply(wire, what, 'reason' in outcome.decline ? outcome.decline.reason : outcome.decline.declineCode);
}

async function currentReply(sql: Sql, attempt: Attempt, what: FollowUpName): Promise<Reply> {
  const { livemode } = await readTenant(sql, attempt.tenantId);
  const stored = await requirePaymentIntent(sql, attempt.tenantId, attempt.paymentIntentId);
  const isHeld = stored.status === 'requires_capture';
  if (answersCharge(attempt)) {
    const charge = await requireCharge(sql, attempt.tenantId, attempt.chargeId);
    return isHeld ? notDoneReply({ charge: charge.id }, what, 'see the charge') : { status: 200, body: chargeWire(charge, livemode) };
  }
  const intent = paymentIntentWire(stored, livemode);
  if (what === 'increment' && BigInt(intent.amount) >= attempt.amount.amount) return { status: 200, body: intent };
  return isHeld ? notDoneReply({ paymentIntent: intent }, what, 'see the payment') : { status: 200, body: intent };
}
