import type { MandateView, NamedRef, PaymentDetail } from '@guichet/contract/terminal.ts';
import { transactionsOfSources } from '../../ledger/index.ts';
import type { Actor } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { approvedOf } from '../approvals/index.ts';
import { attemptsOfIntent } from '../attempts/index.ts';
import { type BalanceTransaction, balanceTransactionsOf, balanceTransactionWire, conversionViews } from '../balance/index.ts';
import { type Dispute, disputeViews, listDisputes } from '../disputes/index.ts';
import { fraudWarningWire, listFraudWarnings } from '../fraud_warnings/index.ts';
import { findMandates, mandateView } from '../mandates/index.ts';
import { type Charge, chargeWire, listCharges, paymentIntentWire, requirePaymentIntent } from '../payments/index.ts';
import { messageSummary, messagesOfPayment } from '../receipts/index.ts';
import { refundsOfIntent, refundWire } from '../refunds/index.ts';
import { paymentViews } from './listPayments.ts';
import { postingViews } from './paymentView.wire.ts';
import { type Occurrence, type TimelineAttempt, timelineOf } from './timeline.rules.ts';

const MOST_CHARGES = 100;

const named = (actor: Actor): NamedRef | null => (actor.kind === 'system' ? null : { id: actor.id, name: actor.name });

type StoredAttempt = Awaited<ReturnType<typeof attemptsOfIntent>>[number];

/** What the timeline needs of an attempt. A charge was captured in the step that authorised it when nobody asked for a capture afterwards. */
function timelineAttempt(
  { attempt, status, resolvedAt }: StoredAttempt,
  charges: ReadonlyMap<string, Charge>,
  all: readonly StoredAttempt[],
): TimelineAttempt {
  const charge = charges.get(attempt.chargeId);
  const capturedLater = all.some((other) => other.attempt.kind === 'capture' && other.attempt.chargeId === attempt.chargeId);
  const { kind, amount, sentAt } = attempt;
  const isAuthorisation = kind === 'authorise';
  return {
    kind,
    // A refusal is recorded as a charge; the issuer's wish to see the payer is not.
    status: isAuthorisation && status === 'declined' && charge === undefined ? 'challenged' : status,
    amount: amount.amount,
    currency: amount.currency,
    actor: named(attempt.actor),
    sentAt,
    resolvedAt,
    code: isAuthorisation || kind === 'debit' ? (charge?.declineCode ?? null) : null,
    captured: isAuthorisation && charge?.captured === true && !capturedLater,
    takenInAt: kind === 'debit' ? takenInAt(charge, resolvedAt) : null,
  };
}

/** When the provider took a debit in, days before the payer's bank answered; null where it refused at once. */
const takenInAt = (charge: Charge | undefined, resolvedAt: Date | null): Date | null =>
  charge === undefined || charge.created.getTime() === resolvedAt?.getTime() ? null : charge.created;

/** A dispute that took no money when it was opened began as an inquiry. */
const inquiryOf =
  (movements: readonly BalanceTransaction[]) =>
  ({ id, created: at, amount, currency }: Dispute): Occurrence[] =>
    movements.some(({ source, created }) => source === id && created.getTime() === at.getTime())
      ? []
      : [{ type: 'inquiry_opened', at, amount, currency }];

/** The mandate that a debit rests on. */
async function mandateOf(database: Database, tenantId: number, charge: Charge | undefined): Promise<MandateView | null> {
  const { details } = charge ?? {};
  if (details === undefined || details.type === 'card' || details.mandateId === null) return null;
  const [[mandate], { businessName }] = await Promise.all([
    findMandates(database, tenantId, [details.mandateId]),
    readTenant(database, tenantId),
  ]);
  return mandate === undefined ? null : mandateView(mandate, businessName);
}

/** What moved the balance and was not asked for: it has no attempt that the timeline would show. */
function occurrenceOf(
  { type, amount, currency, created: at, source }: BalanceTransaction,
  _place: number,
  all: readonly BalanceTransaction[],
): Occurrence[] {
  // A refund that was called back has an attempt of its own.
  const isReturn = type === 'refund_failure' && all.some((other) => other.type === 'refund' && other.source === source);
  if (isReturn) return [{ type: 'refund_returned', at, amount, currency }];
  if (type !== 'adjustment') return [];
  return [{ type: amount < 0n ? 'disputed' : 'dispute_won', at, amount: amount < 0n ? -amount : amount, currency }];
}

/** One payment with everything that belongs to it, as its page shows it. Throws `resource_missing`. */
export async function paymentDetail(
  database: Database,
  tenantId: number,
  id: string,
  { livemode, now }: { readonly livemode: boolean; readonly now: Date },
): Promise<PaymentDetail> {
  const intent = await requirePaymentIntent(database, tenantId, id, 'id');
  const [charges, refunds, disputes, warnings, attempts, messages, [payment]] = await Promise.all([
    listCharges(database, tenantId, { paymentIntent: intent.id }, { take: MOST_CHARGES }),
    refundsOfIntent(database, tenantId, intent.id),
    listDisputes(database, tenantId, { paymentIntent: intent.id }, { take: MOST_CHARGES }),
    listFraudWarnings(database, tenantId, { paymentIntent: intent.id }, { take: MOST_CHARGES }),
    attemptsOfIntent(database, tenantId, intent.id),
    messagesOfPayment(database, tenantId, intent.id),
    paymentViews(database, tenantId, [intent]),
  ]);
  if (payment === undefined) throw new Error('A payment without a view.');
  const sources = [...charges.map((charge) => charge.id), ...refunds.map(({ refund }) => refund.id), ...disputes.map(({ id }) => id)];
  const [movements, transactions, approved] = await Promise.all([
    balanceTransactionsOf(database, tenantId, sources),
    transactionsOfSources(database, tenantId, sources),
    approvedOf(
      database,
      tenantId,
      refunds.map(({ refund }) => refund.id),
    ),
  ]);
  const byId = new Map(charges.map((charge) => [charge.id as string, charge]));
  return {
    payment,
    payment_intent: paymentIntentWire(intent, livemode),
    charges: charges.map((charge) => chargeWire(charge, livemode)),
    refunds: refunds.map(({ refund, charge }) => refundWire(refund, charge)),
    approved,
    disputes: await disputeViews(database, tenantId, disputes),
    mandate: await mandateOf(database, tenantId, charges[0]),
    fraud_warnings: warnings.map((warning) => fraudWarningWire(warning, livemode)),
    balance_transactions: movements.map((movement) => balanceTransactionWire(movement, now)),
    conversions: movements.flatMap(conversionViews),
    timeline: timelineOf({
      created: intent.created,
      createdBy: payment.staff,
      canceledAt: intent.canceledAt,
      attempts: attempts.map((attempt) => timelineAttempt(attempt, byId, attempts)),
      occurrences: [...disputes.flatMap(inquiryOf(movements)), ...movements.flatMap(occurrenceOf)],
      messages: messages
        .filter(({ status }) => status === 'sent' || status === 'kept')
        .map(({ sentAt, created, status }) => ({ sentAt: sentAt ?? created, status })),
    }),
    postings: transactions.flatMap(postingViews),
    messages: messages.map(messageSummary),
  };
}
