import { ERRORS } from '@guichet/contract/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Sql, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { deleteCodes } from '../../vault/index.ts';
import { type Attempt, insertAttempts, readAttempt } from '../attempts/index.ts';
import {
  type Authentication,
  type AuthenticationSubject,
  type PayerOutcome,
  type Proven,
  spendAuthentication,
} from '../authentications/index.ts';
import { type CardMethod, cardSource, paymentMethodWire, requireLockedCard, vaultRefs } from '../payment_methods/index.ts';
import { changesOf } from './applyAuthorisation.ts';
import { detailsOf } from './authorisation.rules.ts';
import { attemptTimes, sendAttempt } from './confirmIntent.ts';
import { viewStatusOf } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { updatePaymentIntentRow } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireLockedPaymentIntent, requirePaymentIntent } from './requirePaymentIntent.ts';

/** Payments whose payer has been at their issuer. */
export function paymentSubject(parts: PaymentParts, clock: Clock): AuthenticationSubject {
  return {
    resume: (authentication, proven) => resumePayment(parts, authentication, proven, clock.now()),
    outcome: (sql, authentication) => payerOutcome(sql, authentication),
  };
}

/**
 * Goes on after the payer has been at their issuer: the payment is authorised with what proves it, or waits for another card. The first
 * transaction spends the authentication under the intent's lock, so that of the payer's return and the provider's notice one charges.
 */
async function resumePayment(parts: PaymentParts, authentication: Authentication, proven: Proven, now: Date): Promise<void> {
  await parts.attempts.reach('before_transaction_1');
  const { tenantId } = authentication;
  const begun = await withTransaction(parts.database, async (tx) => {
    const intent = await requireLockedPaymentIntent(tx, tenantId, authentication.paymentIntentId ?? '');
    if (intent.status !== 'requires_action' || !(await spendAuthentication(tx, authentication))) return null;
    const asked = (await readAttempt(tx, tenantId, authentication.attemptId))?.attempt;
    if (asked === undefined || asked.kind === 'verify') throw new Error('An authentication of a payment without its attempt.');
    const method = await requireLockedCard(tx, tenantId, asked.paymentMethodId ?? '');
    const tenant = await readTenant(tx, tenantId);
    if (proven.result === 'failed') {
      await failAuthentication(tx, parts, { attempt: asked, intent, method, livemode: tenant.livemode, now });
      return null;
    }
    // The caller of then was answered long ago, so nobody's key waits for this one.
    const attempt: Attempt = {
      ...asked,
      id: parts.makeId('att'),
      chargeId: parts.makeId('ch'),
      details: { ...detailsOf(asked), wayBack: null, proof: proven.proof },
      idempotencyKey: null,
      ...attemptTimes(parts, now),
    };
    const processing: PaymentIntent = {
      ...intent,
      status: 'processing',
      viewStatus: 'processing',
      nextAction: null,
      version: intent.version + 1,
    };
    await updatePaymentIntentRow(tx, processing);
    await insertAttempts(tx, [attempt]);
    return { attempt, intent: processing, method, card: cardSource(tenantId, method), mandate: null, tenant };
  });
  if (begun !== null) await sendAttempt(parts, begun);
}

interface Failing {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: CardMethod;
  readonly livemode: boolean;
  readonly now: Date;
}

/** The payer did not prove themselves: nothing was charged, and the payment waits for another method. */
async function failAuthentication(
  tx: Transaction,
  parts: Pick<PaymentParts, 'makeId'>,
  { attempt, intent, method, livemode, now }: Failing,
): Promise<void> {
  const code = 'payment_intent_authentication_failure';
  const refused: PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    nextAction: null,
    paymentMethodId: null,
    lastPaymentError: { type: ERRORS[code].type, code, message: ERRORS[code].message, payment_method: paymentMethodWire(method, livemode) },
    cardBrand: method.brand,
    cardLast4: method.last4,
    declineCode: 'authentication_required',
    version: intent.version + 1,
  };
  const shown = { ...refused, viewStatus: viewStatusOf(refused, false) };
  await updatePaymentIntentRow(tx, shown);
  await deleteCodes(tx, vaultRefs(method));
  const changes = changesOf({ ...attempt, idempotencyKey: null }, now, parts.makeId);
  changes.add(paymentIntentWire(shown, livemode), shown.version, ['payment_intent.payment_failed']);
  await changes.store(tx);
}

const OUTCOMES: Readonly<Partial<Record<PaymentIntent['status'], PayerOutcome['status']>>> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  requires_payment_method: 'failed',
  canceled: 'failed',
};

async function payerOutcome(sql: Sql, { tenantId, paymentIntentId }: Authentication): Promise<PayerOutcome> {
  const { clientSecret, status } = await requirePaymentIntent(sql, tenantId, paymentIntentId ?? '');
  return { clientSecret, status: OUTCOMES[status] ?? 'pending' };
}
