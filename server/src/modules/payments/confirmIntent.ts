import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import { type CardSource, type DebitRequest, longestAnswerMs, type Provider } from '../../connectors/index.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { claimKey, type Reply } from '../../platform/idempotency.store.ts';
import type { OnceReply } from '../../platform/once.ts';
import { readTenant, type Tenant } from '../../platform/tenants.store.ts';
import { type Transaction, withSharedTransaction } from '../../platform/transaction.ts';
import { changeOrigin } from '../../platform/useCase.ts';
import { type Attempt, type AttemptOutcome, insertAttempts, isBeingAuthorised } from '../attempts/index.ts';
import { newWayBack, returnAddress, supersedeAuthentications } from '../authentications/index.ts';
import type { MeetCard } from '../card_testing/index.ts';
import { assertMayCharge } from '../ceilings/index.ts';
import { requireSettlement } from '../exchange/index.ts';
import { type Mandate, type MandateInput, mandateForDebit } from '../mandates/index.ts';
import {
  assertKept,
  type CardMethod,
  cardSource,
  type DebitMethod,
  type EnteredMethod,
  type PaymentMethod,
  requireLockedPaymentMethod,
  requirePaymentMethod,
  storeMethod,
} from '../payment_methods/index.ts';
import { KeepFirst, keepingFirst, type Need, providerCustomer } from '../provider_accounts/index.ts';
import { assertMayRetry } from './assertMayRetry.ts';
import { type AuthorisationDetails, authoriseRequest, detailsOf, payerIsOnline } from './authorisation.rules.ts';
import { entryModeOf, type OffSession } from './entryMode.rules.ts';
import type { ConfirmInput } from './intentInput.ts';
import { assertTakes } from './methodTypes.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import type { PaymentParts } from './paymentParts.ts';
import { assertDescribes, calculatedDescriptor } from './statementDescriptor.rules.ts';

/** What the first transaction leaves to be done: everything that the provider is asked with. */
interface Sending {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: PaymentMethod;
  /** Where the number lies, a card's or an account's. */
  readonly card: CardSource;
  /** What a debit rests on; null for a card. */
  readonly mandate: Mandate | null;
  readonly tenant: Tenant;
}

export interface Confirmation {
  /** The intent as this transaction found or made it, locked, with its rules checked; it is not yet written as `processing`. */
  readonly intent: PaymentIntent;
  readonly offSession: OffSession;
  readonly given: GivenMethod;
  /** What the request says of the payer's agreement to be debited. */
  readonly mandate: MandateInput;
  readonly payer: PayerTerms;
}

/** Whether and how the payer can be sent to their issuer. */
export interface PayerTerms {
  readonly returnUrl: string | null;
  /** The merchant would rather have the payment refused. */
  readonly refusesAction: boolean;
}

/** What a request says of that. Where a program in the page leads the payer, nobody goes to the merchant's address. */
export const payerTerms = (input: Pick<ConfirmInput, 'error_on_requires_action' | 'return_url' | 'use_stripe_sdk'>): PayerTerms => ({
  returnUrl: input.use_stripe_sdk === true ? null : (input.return_url ?? null),
  refusesAction: input.error_on_requires_action ?? false,
});

/** The card to charge: on file or made before, or entered with this request. */
export type GivenMethod = { readonly id: string } | { readonly entered: EnteredMethod };

/** For the two transactions of an attempt, besides what the provider is given. */
const GRACE_MS = 2_000;

/** A card of one customer cannot be charged for another; one on file belongs to its customer's payments. */
function assertUsable(method: PaymentMethod, intent: PaymentIntent): void {
  if (method.customerId !== null && method.customerId !== intent.customerId) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message: 'This payment method is on file for a customer. Give that customer with the payment.',
    });
  }
  if (method.customerId === null && method.attached !== null) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message: 'This payment method was taken off its customer’s file and cannot be charged any more.',
    });
  }
  assertKept(method);
  // Only an approved payment leaves the network's id: the cardholder agreed to that one, and to no other unless the card went on file.
  if (method.type === 'card' && method.customerId === null && method.networkTransactionId !== null) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message:
        'This payment method has been charged before and is on no customer’s file, so it may not be used again. Enter the card again.',
    });
  }
}

/** A card is charged without a mandate: one that is named would have no effect. */
function assertMandated({ type }: PaymentMethod, { mandate }: MandateInput): void {
  if (type !== 'card' || mandate === undefined) return;
  throw new ApiError('parameter_invalid', {
    param: 'mandate',
    message: 'A mandate is for a debit. This payment is by card: leave it out.',
  });
}

const numberOf = (method: PaymentMethod): CardSource =>
  method.type === 'card' ? cardSource(method.tenantId, method) : { tenantId: method.tenantId, cardId: method.accountId };

/**
 * A card that is on nobody's file is good for one approved payment. So it waits for one answer at a time: whoever comes second finds it
 * charged, or declined and free again.
 */
async function claimedCard(tx: Transaction, tenantId: number, id: string, alone: readonly string[]): Promise<PaymentMethod> {
  if (!alone.includes(id)) tx.alone();
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  if (method.customerId === null && (await isBeingAuthorised(tx, tenantId, method.id))) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message:
        'This payment method is being charged by another payment at this moment. Wait for its answer, or put the card on a customer’s file first.',
    });
  }
  return method;
}

async function cardToCharge(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  given: GivenMethod,
  alone: readonly string[],
): Promise<{ method: PaymentMethod; card: CardSource; onFile: boolean }> {
  if ('entered' in given) return { ...(await storeMethod(tx, parts, context, given.entered, 'now')), onFile: false };
  const { tenantId } = context.caller;
  const found = await requirePaymentMethod(tx, tenantId, given.id);
  const method = found.type === 'card' && found.customerId === null ? await claimedCard(tx, tenantId, found.id, alone) : found;
  return { method, card: numberOf(method), onFile: method.customerId !== null };
}

/** The method that a request names, if it does: nobody else may be charging it. */
export const methodNamed = ({ payment_method: id }: Pick<ConfirmInput, 'payment_method'>): string[] => (id ? [id] : []);

/**
 * The way of a charge. `prepare` runs within the first transaction: it finds or makes the intent, and `write` stores it as `processing`.
 * Then the provider is asked outside of any transaction, and the second transaction applies what it says. `alone` names what else the request
 * must have for itself: the intent, or the method, that others may ask for at the same time.
 */
export function confirmIntent(
  parts: PaymentParts,
  context: RequestContext,
  prepare: Beginning['prepare'],
  write: Beginning['write'],
  alone: readonly string[],
): Promise<OnceReply> {
  return parts.cardTesting.watch(context, (meet) => confirmWatched(parts, context, { prepare, write, alone, meet }));
}

async function confirmWatched(parts: PaymentParts, context: RequestContext, beginning: Beginning): Promise<OnceReply> {
  await parts.attempts.reach('before_transaction_1');
  const { tenantId } = context.caller;
  const subjects = [context.idempotency?.key ?? context.requestId, ...beginning.alone];
  const begin = () =>
    withSharedTransaction(parts.database, 'begin charge', subjects, (tx) => beginConfirmation(tx, parts, context, beginning));
  const begun = await keepingFirst(parts, { tenantId, now: context.now }, begin);
  if (!('attempt' in begun)) return begun;
  return sendAttempt(parts, begun);
}

/** The first transaction of a charge. */
interface Beginning {
  readonly prepare: (tx: Transaction) => Promise<Confirmation>;
  readonly write: (tx: Transaction, intent: PaymentIntent) => Promise<void>;
  readonly alone: readonly string[];
  readonly meet: MeetCard;
}

async function beginConfirmation(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  { prepare, write, alone, meet }: Beginning,
): Promise<OnceReply | Sending> {
  const { caller, idempotency, requestId, now } = context;
  // What does not depend on one another is asked in one round trip, here and below.
  const [before, tenant] = await Promise.all([
    idempotency && claimKey(tx, caller.tenantId, idempotency, requestId, now),
    readTenant(tx, caller.tenantId),
  ]);
  if (before !== null) return { ...before.reply, replayedFrom: before.requestId };
  const confirmation = await prepare(tx);
  const { intent, given } = confirmation;
  await assertMayCharge(tx, context, intent.id, money(intent.amount, intent.currency));
  await parts.admit(tx, context, intent);
  const [, { method, card, onFile }] = await Promise.all([
    requireSettlement(tx, caller.tenantId, money(intent.amount, intent.currency), now),
    cardToCharge(tx, parts, context, given, alone),
  ]);
  assertUsable(method, intent);
  assertTakes(intent, method);
  assertDescribes(intent, method.type);
  assertMandated(method, confirmation.mandate);
  if (method.type === 'card') meet(method.fingerprint);
  const [connector] = await Promise.all([
    parts.routing.route(tx, caller.tenantId, needOf(intent, method)),
    method.type === 'card' && assertMayRetry(tx, { intent, method, offSession: confirmation.offSession !== false, onFile, now }),
  ]);
  if (intent.status === 'requires_action') await supersedeAuthentications(tx, caller.tenantId, intent.id);
  const processing: PaymentIntent = {
    ...intent,
    status: 'processing',
    viewStatus: 'processing',
    nextAction: null,
    paymentMethodId: method.id,
    methodType: method.type,
    cardBrand: method.type === 'card' ? method.brand : null,
    cardLast4: method.last4,
  };
  await write(tx, processing);
  const mandate = method.type === 'card' ? null : await debitMandate(tx, parts, context, intent, method, confirmation.mandate);
  const { authenticates } = await parts.attempts.provider({ tenantId: caller.tenantId, connector }, tx);
  const keeper = method.type === 'card' ? await keeperThere(tx, processing, method) : null;
  const descriptor = calculatedDescriptor(intent, method.type, tenant);
  const details =
    method.type === 'card'
      ? {
          ...withDescriptor(detailsFor(parts, tenant, { ...confirmation, method, onFile, authenticates, keeper }), descriptor),
          ...(intent.direct && { answers: 'charge' }),
        }
      : { mandate: mandate?.id, descriptor };
  const attempt = attemptFor(parts, context, { intent: processing, method, connector, details });
  await insertAttempts(tx, [attempt]);
  const source = keeper === null || !('token' in card) ? card : { ...card, customer: keeper };
  return { attempt, intent: processing, method, card: source, mandate, tenant };
}

const needOf = ({ currency }: PaymentIntent, method: PaymentMethod): Need => ({
  method: method.type,
  currency,
  ...(method.type === 'card' && method.held !== null && { heldBy: method.held.account }),
});

/**
 * Where a provider holds the card: on whose file it is there, or is to go with this payment. Throws `KeepFirst` where the provider does not
 * know the customer yet.
 */
async function keeperThere(tx: Transaction, intent: PaymentIntent, { held, attached }: CardMethod): Promise<string | null> {
  if (held === null || held.customer !== null) return held?.customer ?? null;
  if (intent.setupFutureUsage === null || intent.customerId === null || attached !== null) return null;
  const known = await providerCustomer(tx, intent.tenantId, held.account, intent.customerId);
  if (known === null) throw new KeepFirst(held.account, intent.customerId, null);
  return known;
}

/** Asks the provider what was stored before, and applies its answer. One that was not reached at all is passed over for the next. */
export function sendAttempt(parts: PaymentParts, sending: Sending): Promise<Reply> {
  const passed: string[] = [];
  return parts.attempts.carryOut(
    sending.attempt,
    (provider, attempt) => ask(parts, provider, { ...sending, attempt }),
    async (tx, attempt, now) => {
      passed.push(attempt.connector);
      // Who has proved themselves to their issuer did so through this provider.
      if (attempt.kind === 'authorise' && detailsOf(attempt).proof !== null) return null;
      const connector = await parts.routing.next(tx, attempt.tenantId, needOf(sending.intent, sending.method), passed);
      if (connector === null) return null;
      return { ...attempt, id: parts.makeId('att'), chargeId: parts.makeId('ch'), connector, ...attemptTimes(parts, now) };
    },
  );
}

/** What is known of the card and of who is asked about it. */
interface Charged {
  readonly method: CardMethod;
  readonly onFile: boolean;
  readonly authenticates: boolean;
  /** On whose file it is or goes with a provider that holds it. */
  readonly keeper: string | null;
}

function detailsFor(
  parts: PaymentParts,
  tenant: Tenant,
  { intent, method, offSession, payer, onFile, authenticates, keeper }: Confirmation & Charged,
): AuthorisationDetails {
  const { moto = false, network, request_three_d_secure: asked = 'automatic' } = intent.cardOptions;
  const entry = entryModeOf({ moto, channel: intent.channel, offSession, onFile });
  // Staff who enter a payment have no payer before them who could be sent anywhere.
  const canGo = payerIsOnline(entry) && intent.channel === 'api' && authenticates && !payer.refusesAction;
  return {
    entry,
    onFile,
    network: network ?? method.preferredNetwork,
    wayBack: canGo ? newWayBack(parts.random, tenant.account, payer.returnUrl) : null,
    demanded: asked !== 'automatic',
    proof: null,
    asked: { capture: intent.captureMethod !== 'manual', providerReference: null, ...(keeper !== null && { customer: keeper }) },
  };
}

/** What the payer finds on the statement is part of what a provider is asked to find again. */
const withDescriptor = (details: AuthorisationDetails, descriptor: string): AuthorisationDetails => ({
  ...details,
  descriptor,
  ...(details.asked && { asked: { ...details.asked, descriptor } }),
});

interface Charging {
  readonly intent: PaymentIntent;
  readonly method: PaymentMethod;
  readonly connector: string;
  readonly details: Attempt['details'];
}

function attemptFor(parts: PaymentParts, context: RequestContext, { intent, method, connector, details }: Charging): Attempt {
  return {
    tenantId: intent.tenantId,
    id: parts.makeId('att'),
    kind: method.type === 'card' ? 'authorise' : 'debit',
    connector,
    paymentIntentId: intent.id,
    chargeId: parts.makeId('ch'),
    refundId: null,
    paymentMethodId: method.id,
    amount: money(intent.amount, intent.currency),
    details: { ...details },
    ...attemptOrigin(parts, context),
  };
}

/** What every attempt keeps of the request that began it. */
export const attemptOrigin = (parts: Pick<PaymentParts, 'providerDeadlineMs'>, context: RequestContext) => ({
  actor: context.caller.actor,
  requestId: context.requestId,
  idempotencyKey: context.idempotency?.key ?? null,
  ...attemptTimes(parts, context.now),
});

/** When an attempt that is sent now is given up by its sender. */
export const attemptTimes = ({ providerDeadlineMs }: Pick<PaymentParts, 'providerDeadlineMs'>, now: Date) => ({
  sentAt: now,
  resolveAfter: new Date(now.getTime() + longestAnswerMs(providerDeadlineMs) + GRACE_MS),
  tries: 0,
  pending: false,
  reversalSent: false,
});

function ask(parts: PaymentParts, provider: Provider, sending: Sending): Promise<AttemptOutcome> {
  const { attempt, method, mandate, card } = sending;
  if (method.type === 'card') {
    const { wayBack } = detailsOf(attempt);
    return provider.authorise(authoriseRequest({ ...sending, method, returnAddress: wayBack && returnAddress(parts, wayBack) }), card);
  }
  if (mandate === null) throw new Error('An account is to be debited without a mandate.');
  if ('token' in card) throw new Error('An account that a provider holds.');
  return provider.debit(debitRequest(sending, method, mandate), card);
}

async function debitMandate(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  { amount, setupFutureUsage }: PaymentIntent,
  method: DebitMethod,
  agreed: MandateInput,
): Promise<Mandate> {
  // A mandate is looked for before one is made.
  tx.alone();
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const mandate = await mandateForDebit(tx, parts, context, { method, amount, lasting: setupFutureUsage !== null }, agreed, changes);
  await changes.store(tx);
  return mandate;
}

const merchantOf = ({ businessName, country, account }: Tenant) => ({ name: businessName, country, account });

function debitRequest({ attempt, tenant }: Sending, method: DebitMethod, { reference, acceptedAt }: Mandate): DebitRequest {
  return {
    reference: attempt.id,
    amount: attempt.amount,
    holder: method.billingDetails.name ?? '',
    accountType: method.type === 'us_bank_account' ? method.details.accountType : 'checking',
    mandate: { reference, acceptedAt },
    merchant: merchantOf(tenant),
    descriptor: typeof attempt.details.descriptor === 'string' ? attempt.details.descriptor : null,
  };
}
