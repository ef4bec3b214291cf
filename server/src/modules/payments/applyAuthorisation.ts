import { isDeepStrictEqual } from 'node:util';
import { Changes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import { deleteCodes } from '../../vault/index.ts';
import type { Attempt, AttemptHandler, SettledOutcome } from '../attempts/index.ts';
import { openAuthentication } from '../authentications/index.ts';
import { recordMovements } from '../balance/index.ts';
import type { Customer } from '../customers/index.ts';
import { type Settlement, settlementOf } from '../exchange/index.ts';
import {
  attachLocked,
  type CardMethod,
  noteProgramConsent,
  paymentMethodWire,
  requireLockedCard,
  updatePaymentMethodRow,
  vaultRefs,
} from '../payment_methods/index.ts';
import { detailsOf } from './authorisation.rules.ts';
import { type Answer, authorisedCharge } from './authorised.rules.ts';
import { capturedCharge } from './captured.rules.ts';
import type { CardCharge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { answersCharge, currentCharge, parkCharge, storeAuthorised } from './directCharge.ts';
import { lockKeeper } from './lockKeeper.ts';
import { noteIntent } from './noteIntent.ts';
import { viewStatusOf } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentState } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { tellPaid } from './receiptOccasion.ts';
import { cardErrorReply, paymentErrorOf } from './replies.ts';
import { requireLockedPaymentIntent, requirePaymentIntent } from './requirePaymentIntent.ts';

/** What the second transaction of a charge works on. */
interface Settling {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: CardMethod;
  /** On whose file the card goes when it is approved. */
  readonly keeper: Customer | null;
  /** How the money is settled when it was taken at once. */
  readonly settlement: Settlement | null;
  readonly changes: Changes;
  readonly livemode: boolean;
  readonly placeCountry: string;
  readonly now: Date;
}

type Parts = Pick<PaymentParts, 'makeId' | 'attempts' | 'baseUrl' | 'tellPayer'>;

/** Outcomes of authorisations, as the attempt's handler: the second transaction of a charge. */
export function authorisationHandler(parts: Parts): AttemptHandler {
  return {
    subjects: ({ paymentIntentId, paymentMethodId }) => [paymentIntentId, paymentMethodId ?? ''],
    apply: (tx, attempt, outcome, now) => applyAuthorisation(tx, parts, attempt, outcome, now),
    park: (tx, attempt, now) => parkIntent(tx, parts, attempt, now),
    current: (sql, attempt) => currentReply(sql, attempt),
  };
}

export const changesOf = (attempt: Attempt, now: Date, makeId: PaymentParts['makeId']): Changes =>
  new Changes({ tenantId: attempt.tenantId, now, requestId: attempt.requestId, idempotencyKey: attempt.idempotencyKey }, makeId);

async function applyAuthorisation(tx: Transaction, parts: Parts, attempt: Attempt, outcome: SettledOutcome, now: Date): Promise<Reply> {
  const answer = outcome as Answer;
  const { tenantId, paymentMethodId } = attempt;
  const [intent, { livemode, country: placeCountry }] = await Promise.all([
    requireLockedPaymentIntent(tx, tenantId, attempt.paymentIntentId),
    readTenant(tx, tenantId),
  ]);
  const keeper = await lockKeeper(tx, intent);
  const [method, settlement] = await Promise.all([
    requireLockedCard(tx, tenantId, paymentMethodId ?? ''),
    isTaken(answer) ? settlementOf(tx, tenantId, attempt.amount.currency, now) : null,
  ]);
  const changes = changesOf(attempt, now, parts.makeId);
  const settling = { attempt, intent, method, keeper, settlement, changes, livemode, placeCountry, now };
  // The issuer has seen the code by now, also when it wants to see the payer too: it need not be sent again.
  await deleteCodes(tx, vaultRefs(method));
  const asked = await askPayer(tx, parts, settling, answer);
  if (asked !== null) return asked;
  const reply = answer.result === 'approved' ? await approve(tx, parts, settling, answer) : await decline(tx, settling, answer);
  await settling.changes.store(tx);
  return reply;
}

const isTaken = (answer: Answer): boolean => answer.result === 'approved' && answer.approval.captured;

type Approved = Extract<Answer, { readonly result: 'approved' }>;

async function approve(
  tx: Transaction,
  parts: Pick<PaymentParts, 'makeId' | 'attempts' | 'tellPayer'>,
  settling: Settling,
  answer: Approved,
): Promise<Reply> {
  const { attempt, intent, settlement, changes, livemode, placeCountry, now } = settling;
  const held = authorisedCharge(settling, answer);
  const method = await rememberCard(tx, parts, settling, held, answer);
  let charge: CardCharge = held;
  if (settlement !== null) {
    const terms = (await parts.attempts.provider(attempt, tx)).account;
    const taken = capturedCharge({
      ...{ charge: held, amount: held.amount, transactionId: parts.makeId('txn'), terms, placeCountry, now },
      settlement,
      availableAtOnce: answer.approval.availableAtOnce ?? false,
    });
    await recordMovements(tx, [taken.movement]);
    charge = { ...held, ...taken.charge, details: held.details };
  }
  charge = await storeAuthorised(tx, charge);
  const told = changes.add(chargeWire(charge, livemode), charge.version, ['charge.succeeded']);
  const paid = withCharge(intent, charge, {
    status: charge.captured ? 'succeeded' : 'requires_capture',
    amountReceived: charge.amountCaptured,
    amountCapturable: charge.captured ? 0n : charge.amount,
    paymentMethodId: method.id,
    lastPaymentError: null,
  });
  await updatePaymentState(tx, paid);
  if (charge.captured) await tellPaid(tx, parts.tellPayer, charge, { livemode, actor: attempt.actor, now });
  const type = charge.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  const noted = noteIntent(changes, paid, livemode, [type]);
  return replyOf(answersCharge(attempt) ? told : noted);
}

/**
 * The issuer wants to see the payer, and the payer can be sent there: nothing is charged yet, and nothing has failed. The security code is
 * kept for as long as it may be, since the payment is asked for again when they come back. Answers null when it is not so.
 */
async function askPayer(tx: Transaction, parts: Parts, settling: Settling, answer: Answer): Promise<Reply | null> {
  const { attempt, intent, method, changes, livemode, now } = settling;
  const { wayBack } = detailsOf(attempt);
  const challenge = answer.result === 'declined' ? answer.decline.challenge : undefined;
  if (challenge === undefined || !wayBack) return null;
  const waiting: PaymentIntent = {
    ...intent,
    status: 'requires_action',
    viewStatus: 'requires_action',
    nextAction: await openAuthentication(tx, parts, { attempt, challenge, wayBack, now }),
    paymentMethodId: method.id,
    lastPaymentError: null,
    version: intent.version + 1,
  };
  await updatePaymentState(tx, waiting);
  const stored = noteIntent(changes, waiting, livemode, ['payment_intent.requires_action']);
  await changes.store(tx);
  return replyOf(stored);
}

async function decline(tx: Transaction, settling: Settling, answer: Exclude<Answer, Approved>): Promise<Reply> {
  const { intent, method, changes, livemode } = settling;
  const charge = await storeAuthorised(tx, authorisedCharge(settling, answer));
  changes.add(chargeWire(charge, livemode), charge.version, ['charge.failed']);
  const refused = withCharge(intent, charge, {
    status: 'requires_payment_method',
    paymentMethodId: null,
    lastPaymentError: paymentErrorOf(charge, paymentMethodWire(method, livemode)),
  });
  await updatePaymentState(tx, refused);
  noteIntent(changes, refused, livemode, ['payment_intent.payment_failed']);
  return cardErrorReply(paymentIntentWire(refused, livemode), intent.direct);
}

/** The intent with what its latest charge brought. */
function withCharge(intent: PaymentIntent, charge: CardCharge, change: Partial<PaymentIntent>): PaymentIntent {
  const changed = {
    ...intent,
    ...change,
    version: intent.version + 1,
    latestChargeId: charge.id,
    methodType: charge.details.type,
    cardBrand: charge.details.brand,
    cardLast4: charge.details.last4,
    declineCode: charge.declineCode,
  };
  return { ...changed, viewStatus: viewStatusOf(changed, charge.outcome.type === 'blocked') };
}

/** Keeps what the issuer told of the card, and puts it on file when the intent was to set it up for later. */
async function rememberCard(
  tx: Transaction,
  parts: Pick<PaymentParts, 'makeId'>,
  { attempt, intent, keeper, method, changes, livemode, now }: Settling,
  charge: CardCharge,
  { approval }: Approved,
): Promise<CardMethod> {
  // The provider that holds the card has put it on its customer's file together with this approval, as it was asked to.
  const keptAs = detailsOf(attempt).asked?.customer ?? method.held?.customer ?? null;
  const known: CardMethod = {
    ...method,
    held: method.held && { ...method.held, customer: keptAs },
    country: charge.details.country,
    funding: charge.details.funding,
    networks: approval.card.networks.length === 0 ? method.networks : approval.card.networks,
    checks: charge.details.checks,
    networkTransactionId: method.networkTransactionId ?? approval.networkTransactionId,
  };
  if (keeper !== null && method.attached === null) {
    const attached = await attachLocked(tx, changes, known, keeper.id, now, livemode);
    const usage = intent.setupFutureUsage ?? 'on_session';
    await noteProgramConsent(tx, parts, { method: attached, customerId: keeper.id, source: intent, usage, now });
    return attached;
  }
  if (isDeepStrictEqual(known, method)) return method;
  // Nobody is told that the card is known better, but what is shown of it has changed.
  const seen = { ...known, version: method.version + 1 };
  await updatePaymentMethodRow(tx, seen);
  changes.add(paymentMethodWire(seen, livemode), seen.version, []);
  return seen;
}

/** The caller is told `processing`: the money may have moved, and the answer will be found. */
export async function parkIntent(tx: Transaction, parts: Pick<PaymentParts, 'makeId'>, attempt: Attempt, now: Date): Promise<Reply> {
  const intent = await requireLockedPaymentIntent(tx, attempt.tenantId, attempt.paymentIntentId);
  const { livemode } = await readTenant(tx, attempt.tenantId);
  const parked = { ...intent, version: intent.version + 1 };
  await updatePaymentState(tx, parked);
  const changes = changesOf(attempt, now, parts.makeId);
  const stored = noteIntent(changes, parked, livemode, ['payment_intent.processing']);
  const reply = answersCharge(attempt) ? await parkCharge(tx, changes, { attempt, intent: parked, livemode, now }) : replyOf(stored);
  await changes.store(tx);
  return reply;
}

async function currentReply(sql: Sql, attempt: Attempt): Promise<Reply> {
  const { livemode } = await readTenant(sql, attempt.tenantId);
  const intent = paymentIntentWire(await requirePaymentIntent(sql, attempt.tenantId, attempt.paymentIntentId), livemode);
  const charge = answersCharge(attempt) ? await currentCharge(sql, attempt) : undefined;
  if (charge !== undefined && charge.status !== 'failed') return { status: 200, body: chargeWire(charge, livemode) };
  return intent.status === 'requires_payment_method' && intent.last_payment_error !== null
    ? cardErrorReply(intent, charge !== undefined)
    : { status: 200, body: intent };
}
