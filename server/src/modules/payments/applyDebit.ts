import { returnMeaning } from '../../connectors/index.ts';
import { Changes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import type { Attempt, AttemptHandler, PendingOutcome, SettledOutcome } from '../attempts/index.ts';
import { recordMovements } from '../balance/index.ts';
import type { Customer } from '../customers/index.ts';
import { settlementOf } from '../exchange/index.ts';
import { endMandate } from '../mandates/index.ts';
import type { NoticeHandler } from '../notices/index.ts';
import { attachLocked, type DebitMethod, paymentMethodWire, requireLockedDebitMethod } from '../payment_methods/index.ts';
import { changesOf, parkIntent } from './applyAuthorisation.ts';
import { capturedCharge } from './captured.rules.ts';
import type { Charge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { findChargeOfAuthorisation, insertCharges, lockCharge, settleChargeRow } from './charges.store.ts';
import { debitErrorOf, failedDebit, pendingCharge } from './debited.rules.ts';
import { lockKeeper } from './lockKeeper.ts';
import { viewStatusOf } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { tellPaid } from './receiptOccasion.ts';
import { cardErrorReply } from './replies.ts';
import { requireLockedPaymentIntent, requirePaymentIntent } from './requirePaymentIntent.ts';

type Parts = Pick<PaymentParts, 'makeId' | 'attempts' | 'baseUrl' | 'tellPayer'>;

/**
 * A debit ends twice: the provider takes it in, and days later the payer's bank pays or refuses.
 *
 *   sent ──pend──▶ pending (charge `pending`, intent `processing`) ──settled──▶ succeeded, and only now the books move
 *                                                                  └─failed──▶ requires_payment_method, charge `failed`
 */
interface Settling {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: DebitMethod;
  /** On whose file the account goes when the debit is taken in. */
  readonly keeper: Customer | null;
  readonly changes: Changes;
  readonly livemode: boolean;
  readonly placeCountry: string;
  readonly now: Date;
}

async function open(tx: Transaction, parts: Parts, attempt: Attempt, now: Date): Promise<Settling> {
  const { tenantId } = attempt;
  const intent = await requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId);
  const keeper = await lockKeeper(tx, intent);
  const method = await requireLockedDebitMethod(tx, tenantId, attempt.paymentMethodId ?? '');
  const { livemode, country: placeCountry } = await readTenant(tx, tenantId);
  return { attempt, intent, method, keeper, changes: changesOf(attempt, now, parts.makeId), livemode, placeCountry, now };
}

/** Outcomes of debits, as the attempt's handler. */
export function debitHandler(parts: Parts): AttemptHandler {
  return {
    pend: async (tx, attempt, outcome, now) => {
      const settling = await open(tx, parts, attempt, now);
      const reply = await takenIn(tx, settling, outcome);
      await settling.changes.store(tx);
      return reply;
    },
    apply: async (tx, attempt, outcome, now) => {
      const settling = await open(tx, parts, attempt, now);
      const reply = outcome.result === 'approved' ? await settled(tx, parts, settling) : await failed(tx, parts, settling, outcome);
      await settling.changes.store(tx);
      return reply;
    },
    park: (tx, attempt, now) => parkIntent(tx, parts, attempt, now),
    current: (sql, attempt) => currentReply(sql, attempt),
  };
}

async function takenIn(tx: Transaction, settling: Settling, { pending }: PendingOutcome): Promise<Reply> {
  const { attempt, intent, method, keeper, changes, livemode, now } = settling;
  const charge = pendingCharge(settling, pending.expectedAt);
  await insertCharges(tx, [charge]);
  changes.add(chargeWire(charge, livemode), charge.version, ['charge.pending']);
  if (keeper !== null && method.attached === null) {
    await attachLocked(tx, changes, method, keeper.id, now, livemode);
  }
  const processing: PaymentIntent = {
    ...intent,
    version: intent.version + 1,
    latestChargeId: charge.id,
    lastPaymentError: null,
    declineCode: null,
  };
  await updatePaymentIntentRow(tx, processing);
  // Who was told before, while the answer was in doubt, is not told again.
  const types = attempt.tries > 0 ? [] : ['payment_intent.processing'];
  return replyOf(changes.add(paymentIntentWire(processing, livemode), processing.version, types));
}

/** The charge that the debit's taking in left, or the one that it would have: an answer that was lost may be found settled already. */
async function chargeOf(
  tx: Transaction,
  settling: Settling,
): Promise<{ readonly charge: Charge; readonly store: (charge: Charge) => Promise<void> }> {
  const { tenantId, chargeId } = settling.attempt;
  const charge = await lockCharge(tx, tenantId, chargeId);
  if (charge === undefined) return { charge: { ...pendingCharge(settling, null), version: 0 }, store: (made) => insertCharges(tx, [made]) };
  return { charge, store: (changed) => settleChargeRow(tx, changed) };
}

async function settled(tx: Transaction, parts: Parts, settling: Settling): Promise<Reply> {
  const { attempt, intent, changes, livemode, placeCountry, now } = settling;
  const { charge: pending, store } = await chargeOf(tx, settling);
  const terms = (await parts.attempts.provider(attempt, tx)).account;
  const taken = capturedCharge({
    ...{ charge: pending, amount: pending.amount, transactionId: parts.makeId('txn'), terms, placeCountry, now },
    settlement: await settlementOf(tx, pending.tenantId, pending.currency, now),
  });
  const charge: Charge = { ...taken.charge, status: 'succeeded', version: pending.version + 1 };
  await recordMovements(tx, [taken.movement]);
  await store(charge);
  changes.add(chargeWire(charge, livemode), charge.version, ['charge.succeeded']);
  const paid: PaymentIntent = {
    ...intent,
    version: intent.version + 1,
    status: 'succeeded',
    viewStatus: 'succeeded',
    latestChargeId: charge.id,
    amountReceived: charge.amountCaptured,
    lastPaymentError: null,
    declineCode: null,
  };
  await updatePaymentIntentRow(tx, paid);
  await tellPaid(
    tx,
    parts.tellPayer,
    { ...charge, receiptEmail: charge.receiptEmail ?? intent.receiptEmail },
    { livemode, actor: attempt.actor, now },
  );
  return replyOf(changes.add(paymentIntentWire(paid, livemode), paid.version, ['payment_intent.succeeded']));
}

type NotPaid = Exclude<SettledOutcome, { readonly result: 'approved' }>;

async function failed(tx: Transaction, parts: Parts, settling: Settling, outcome: NotPaid): Promise<Reply> {
  const { intent, method, changes, livemode, now } = settling;
  const { charge: pending, store } = await chargeOf(tx, settling);
  const charge = { ...failedDebit(pending, outcome), version: pending.version + 1 };
  await store(charge);
  changes.add(chargeWire(charge, livemode), charge.version, ['charge.failed']);
  const refused: PaymentIntent = {
    ...intent,
    version: intent.version + 1,
    status: 'requires_payment_method',
    latestChargeId: charge.id,
    paymentMethodId: null,
    lastPaymentError: debitErrorOf(charge, paymentMethodWire(method, livemode)),
    declineCode: charge.declineCode,
  };
  const shown = { ...refused, viewStatus: viewStatusOf(refused, false) };
  await updatePaymentIntentRow(tx, shown);
  const wire = paymentIntentWire(shown, livemode);
  changes.add(wire, shown.version, ['payment_intent.payment_failed']);
  if (outcome.result === 'declined' && 'reason' in outcome.decline) {
    const { reason } = outcome.decline;
    await endMandateFor(tx, parts, charge, reason, { livemode, now }, changes);
  }
  return cardErrorReply(wire);
}

/** Ends the mandate that a charge rests on when the bank's reason says that there is none, or no account. */
async function endMandateFor(
  tx: Transaction,
  parts: Pick<PaymentParts, 'baseUrl'>,
  { tenantId, details }: Charge,
  reason: string,
  { livemode, now }: { readonly livemode: boolean; readonly now: Date },
  changes: Changes,
): Promise<void> {
  if (details.type === 'card' || details.mandateId === null || !returnMeaning(reason).endsMandate) return;
  await endMandate(tx, parts, { tenantId, id: details.mandateId }, { reason, now, livemode }, changes);
}

async function currentReply(sql: Sql, attempt: Attempt): Promise<Reply> {
  const { livemode } = await readTenant(sql, attempt.tenantId);
  const intent = paymentIntentWire(await requirePaymentIntent(sql, attempt.tenantId, attempt.paymentIntentId), livemode);
  return intent.status === 'requires_payment_method' && intent.last_payment_error !== null
    ? cardErrorReply(intent)
    : { status: 200, body: intent };
}

/** The payer's bank has paid a debit. */
export const debitSettledHandler =
  ({ attempts }: Pick<PaymentParts, 'attempts'>): NoticeHandler =>
  async (tx, { tenantId, reference }) =>
    (await attempts.settleWithin(tx, tenantId, reference, { result: 'approved', approval: null })) ? 'applied' : 'later';

/**
 * The payer's bank takes back what it had paid. Here that ends the mandate, if the reason says so; the money is a matter of disputes. Asked
 * again, it changes nothing.
 */
export const debitReturnedMandateHandler =
  (parts: Pick<PaymentParts, 'makeId' | 'baseUrl'>): NoticeHandler =>
  async (tx, { tenantId, reference, data }, now) => {
    const charge = await findChargeOfAuthorisation(tx, tenantId, reference);
    // The notice that it settled comes first.
    if (charge === undefined || charge.status === 'pending') return 'later';
    const { livemode } = await readTenant(tx, tenantId);
    const changes = new Changes({ tenantId, now, requestId: null, idempotencyKey: null }, parts.makeId);
    await endMandateFor(tx, parts, charge, reasonOf(data), { livemode, now }, changes);
    await changes.store(tx);
    return 'applied';
  };

const reasonOf = ({ code }: Readonly<Record<string, unknown>>): string => (typeof code === 'string' ? code : 'unknown');

/** The payer's bank refuses a debit; `code` is its reason. */
export const debitFailedHandler =
  ({ attempts }: Pick<PaymentParts, 'attempts'>): NoticeHandler =>
  async (tx, { tenantId, reference, data }) => {
    const decline = { reason: reasonOf(data) };
    return (await attempts.settleWithin(tx, tenantId, reference, { result: 'declined', decline })) ? 'applied' : 'later';
  };
