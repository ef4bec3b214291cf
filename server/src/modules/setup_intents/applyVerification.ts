import { ERRORS, type ErrorBody } from '@guichet/contract/errors.ts';
import type { WireSetupError, WireSetupIntent } from '@guichet/contract/wire/setupIntent.ts';
import { Changes } from '../../events/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import { deleteCodes } from '../../vault/index.ts';
import type { AttemptHandler, SettledOutcome, SetupAttempt } from '../attempts/index.ts';
import { openAuthentication } from '../authentications/index.ts';
import { lockCustomer } from '../customers/index.ts';
import {
  attachLocked,
  type CardMethod,
  noteProgramConsent,
  paymentMethodWire,
  requireLockedCard,
  updatePaymentMethodRow,
  vaultRefs,
} from '../payment_methods/index.ts';
import type { PaymentParts } from '../payments/index.ts';
import { requireLockedSetupIntent, requireSetupIntent } from './requireSetupIntent.ts';
import type { SetupIntent } from './setupIntent.ts';
import { setupIntentWire } from './setupIntent.wire.ts';
import { updateSetupIntentRow } from './setupIntents.store.ts';
import { updateSetupTry } from './setupTries.store.ts';
import { detailsOf, triedCard, type Verification } from './verification.rules.ts';

type Parts = Pick<PaymentParts, 'makeId' | 'baseUrl'>;

/** What the second transaction of a setup works on. */
interface Settling {
  readonly attempt: SetupAttempt;
  readonly intent: SetupIntent;
  readonly method: CardMethod;
  /** On whose file the card goes when it is good. */
  readonly keeperId: SetupIntent['customerId'];
  readonly changes: Changes;
  readonly livemode: boolean;
  readonly now: Date;
}

/** Outcomes of verifications, as the attempt's handler: the second transaction of a setup. */
export function verificationHandler(parts: Parts): AttemptHandler<SetupAttempt> {
  return {
    apply: (tx, attempt, outcome, now) => applyVerification(tx, parts, attempt, outcome, now),
    park: (tx, attempt, now) => parkSetup(tx, parts, attempt, now),
    current: (sql, attempt) => currentReply(sql, attempt),
  };
}

export const setupChangesOf = (attempt: SetupAttempt, now: Date, makeId: Parts['makeId']): Changes =>
  new Changes({ tenantId: attempt.tenantId, now, requestId: attempt.requestId, idempotencyKey: attempt.idempotencyKey }, makeId);

async function applyVerification(tx: Transaction, parts: Parts, attempt: SetupAttempt, outcome: SettledOutcome, now: Date): Promise<Reply> {
  const verification = outcome as Verification;
  const { tenantId } = attempt;
  const intent = await requireLockedSetupIntent(tx, tenantId, attempt.setupIntentId);
  // The customer is locked before the card, as when a card is put on file; one who is gone meanwhile keeps none.
  const customer = intent.customerId === null ? undefined : await lockCustomer(tx, tenantId, intent.customerId);
  const method = await requireLockedCard(tx, tenantId, attempt.paymentMethodId ?? '');
  const { livemode } = await readTenant(tx, tenantId);
  const keeperId = customer === undefined || customer.deleted ? null : customer.id;
  const settling = { attempt, intent, method, keeperId, changes: setupChangesOf(attempt, now, parts.makeId), livemode, now };
  // The issuer has seen the code by now, also when it wants to see the payer too.
  await deleteCodes(tx, vaultRefs(method));
  const asked = await askPayer(tx, parts, settling, verification);
  const reply =
    asked ??
    (verification.result === 'approved'
      ? await succeed(tx, parts, settling, verification)
      : await failSetup(tx, settling, verification, errorOf(verification)));
  await settling.changes.store(tx);
  return reply;
}

/** Stores the intent as it has become, with the try that brought it there. */
async function conclude(
  tx: Transaction,
  { attempt, intent, method, changes, livemode }: Settling,
  {
    status,
    outcome,
    change,
    event,
  }: {
    readonly status: 'requires_action' | 'succeeded' | 'failed';
    readonly outcome: Verification | null;
    readonly change: Partial<SetupIntent>;
    readonly event: string;
  },
): Promise<{ readonly reply: Reply; readonly wire: WireSetupIntent }> {
  const changed: SetupIntent = { ...intent, nextAction: null, ...change, version: intent.version + 1 };
  await updateSetupIntentRow(tx, changed);
  const details = detailsOf(attempt);
  await updateSetupTry(tx, {
    tenantId: intent.tenantId,
    id: details.setupTryId as `setatt_${string}`,
    status,
    card: triedCard(method, details, outcome),
    setupError: status === 'failed' ? changed.lastSetupError : null,
  });
  const wire = setupIntentWire(changed, livemode);
  return { reply: replyOf(changes.add(wire, changed.version, [event])), wire };
}

/** The issuer wants to see the payer, and the payer can be sent there. Answers null when it is not so. */
async function askPayer(tx: Transaction, parts: Parts, settling: Settling, outcome: Verification): Promise<Reply | null> {
  const { attempt, method, now } = settling;
  const { wayBack } = detailsOf(attempt);
  const challenge = outcome.result === 'declined' ? outcome.decline.challenge : undefined;
  if (challenge === undefined || !wayBack) return null;
  const nextAction = await openAuthentication(tx, parts, { attempt, challenge, wayBack, now });
  const change: Partial<SetupIntent> = { status: 'requires_action', nextAction, paymentMethodId: method.id, lastSetupError: null };
  return (await conclude(tx, settling, { status: 'requires_action', outcome, change, event: 'setup_intent.requires_action' })).reply;
}

/** The card is good: what the issuer told of it is kept, and it goes on its customer's file. */
async function succeed(
  tx: Transaction,
  parts: Parts,
  settling: Settling,
  outcome: Extract<Verification, { readonly result: 'approved' }>,
): Promise<Reply> {
  const { attempt, intent, method, keeperId, changes, livemode, now } = settling;
  const { approval } = outcome;
  const card = triedCard(method, detailsOf(attempt), outcome);
  const known: CardMethod = {
    ...method,
    country: card.country,
    funding: card.funding,
    checks: card.checks,
    networks: approval.card.networks.length === 0 ? method.networks : approval.card.networks,
    networkTransactionId: method.networkTransactionId ?? approval.networkTransactionId,
  };
  if (keeperId !== null && method.customerId === null) {
    await attachLocked(tx, changes, known, keeperId, now, livemode);
    await noteProgramConsent(tx, parts, { method: known, customerId: keeperId, source: intent, usage: intent.usage, now });
  } else {
    const seen = { ...known, version: method.version + 1 };
    await updatePaymentMethodRow(tx, seen);
    changes.add(paymentMethodWire(seen, livemode), seen.version, []);
  }
  const change: Partial<SetupIntent> = { status: 'succeeded', paymentMethodId: method.id, lastSetupError: null };
  return (await conclude(tx, settling, { status: 'succeeded', outcome, change, event: 'setup_intent.succeeded' })).reply;
}

/** Which of the card's fields a code is about. */
const FIELD_AT_FAULT: Readonly<Record<string, string>> = { expired_card: 'exp_month', incorrect_cvc: 'cvc', incorrect_number: 'number' };

function errorOf(outcome: Exclude<Verification, { readonly result: 'approved' }>): WireSetupError {
  if (outcome.result === 'failed') return { type: 'card_error', code: 'processing_error', message: ERRORS.processing_error.message };
  const { code, declineCode, advice, networkCode } = outcome.decline;
  const param = FIELD_AT_FAULT[code];
  return {
    type: 'card_error',
    code,
    ...(code === 'card_declined' || code === 'authentication_required' ? { decline_code: declineCode } : {}),
    ...(advice === null ? {} : { advice_code: advice }),
    network_decline_code: networkCode,
    message: ERRORS[code].message,
    ...(param === undefined ? {} : { param }),
  };
}

/** The card will not do: the intent waits for another one, and says why. */
export async function failSetup(tx: Transaction, settling: Settling, outcome: Verification | null, error: WireSetupError): Promise<Reply> {
  const lastSetupError = { ...error, payment_method: paymentMethodWire(settling.method, settling.livemode) };
  const change: Partial<SetupIntent> = { status: 'requires_payment_method', paymentMethodId: null, lastSetupError };
  const { wire } = await conclude(tx, settling, { status: 'failed', outcome, change, event: 'setup_intent.setup_failed' });
  return setupErrorReply(wire);
}

/** The wire's answer to a card that will not do: 402 with the intent, which waits for another one. */
function setupErrorReply(intent: WireSetupIntent): Reply {
  if (intent.last_setup_error === null) throw new Error('A setup that was not refused.');
  const body: ErrorBody = { error: { ...intent.last_setup_error, setup_intent: intent } };
  return { status: 402, body };
}

/** The caller is told `processing`: the answer will be found. */
async function parkSetup(tx: Transaction, parts: Parts, attempt: SetupAttempt, now: Date): Promise<Reply> {
  const intent = await requireLockedSetupIntent(tx, attempt.tenantId, attempt.setupIntentId);
  const { livemode } = await readTenant(tx, attempt.tenantId);
  const parked = { ...intent, version: intent.version + 1 };
  await updateSetupIntentRow(tx, parked);
  const changes = setupChangesOf(attempt, now, parts.makeId);
  const stored = changes.add(setupIntentWire(parked, livemode), parked.version, []);
  await changes.store(tx);
  return replyOf(stored);
}

async function currentReply(sql: Sql, attempt: SetupAttempt): Promise<Reply> {
  const { livemode } = await readTenant(sql, attempt.tenantId);
  const wire = setupIntentWire(await requireSetupIntent(sql, attempt.tenantId, attempt.setupIntentId), livemode);
  return wire.status === 'requires_payment_method' && wire.last_setup_error !== null ? setupErrorReply(wire) : { status: 200, body: wire };
}
