import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import type { FollowUpOutcome, FollowUpRequest, Provider } from '../../connectors/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { claimKey, type Reply, storeReply } from '../../platform/idempotency.store.ts';
import type { OnceReply } from '../../platform/once.ts';
import { type Transaction, withTransaction } from '../../platform/transaction.ts';
import { type Asked, type Attempt, insertAttempts, type PaymentAttemptKind } from '../attempts/index.ts';
import type { Charge } from './charge.ts';
import { attemptOrigin } from './confirmIntent.ts';
import type { PaymentParts } from './paymentParts.ts';

/** What a capture, a void, a refund and the like ask of the provider. */
export interface FollowUp {
  readonly kind: Exclude<PaymentAttemptKind, 'authorise'>;
  /** How the provider is asked, where that takes more than a reference and an amount. */
  readonly send?: (provider: Provider, attempt: Attempt, request: FollowUpRequest) => Promise<FollowUpOutcome>;
  readonly charge: Charge;
  readonly amount: bigint;
  readonly refundId: Id<'re'> | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** What else finds it again at a provider that does not know our references. */
  readonly asked?: Pick<Asked, 'dispute' | 'descriptor'>;
}

type Parts = Pick<PaymentParts, 'database' | 'makeId' | 'attempts' | 'providerDeadlineMs'>;

/**
 * Carries out a later step on an authorisation: the first transaction claims the key, lets `prepare` check and note what it must, and
 * stores the attempt; then the provider is asked, and the attempt's handler applies the answer. `prepare` answers a reply of its own when
 * the provider need not be asked.
 */
export async function carryOutFollowUp(
  parts: Parts,
  context: RequestContext,
  prepare: (tx: Transaction) => Promise<FollowUp | Reply>,
): Promise<OnceReply> {
  await parts.attempts.reach('before_transaction_1');
  const begun = await withTransaction(parts.database, async (tx): Promise<OnceReply | { attempt: Attempt; followUp: FollowUp }> => {
    const { caller, idempotency, requestId, now } = context;
    const before = idempotency && (await claimKey(tx, caller.tenantId, idempotency, requestId, now));
    if (before !== null) return { ...before.reply, replayedFrom: before.requestId };
    const prepared = await prepare(tx);
    if (!('kind' in prepared)) {
      if (idempotency !== null) await storeReply(tx, caller.tenantId, idempotency.key, prepared);
      return prepared;
    }
    const attempt = followUpAttempt(parts, context, prepared);
    await insertAttempts(tx, [attempt]);
    return { attempt, followUp: prepared };
  });
  if (!('attempt' in begun)) return begun;
  const { attempt, followUp } = begun;
  const { charge, send = ask } = followUp;
  const { authorisation, providerReference } = charge;
  const request = { reference: attempt.id, authorisation, providerReference, amount: attempt.amount };
  return parts.attempts.carryOut(attempt, (provider) => send(provider, attempt, request));
}

function followUpAttempt(parts: Parts, context: RequestContext, { kind, charge, amount, refundId, details, asked }: FollowUp): Attempt {
  return {
    tenantId: charge.tenantId,
    id: parts.makeId('att'),
    kind,
    connector: charge.connector,
    paymentIntentId: charge.paymentIntentId,
    chargeId: charge.id,
    refundId,
    paymentMethodId: charge.paymentMethodId,
    amount: money(amount, charge.currency),
    details: { ...details, asked: { capture: false, providerReference: charge.providerReference, ...asked } satisfies Asked },
    ...attemptOrigin(parts, context),
  };
}

function ask(provider: Provider, { kind }: Attempt, request: FollowUpRequest): Promise<FollowUpOutcome> {
  if (kind === 'capture') return provider.capture(request);
  return kind === 'void' ? provider.void(request) : provider.refund(request);
}
