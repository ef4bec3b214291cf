import { ERRORS } from '@guichet/contract/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { type Sql, withTransaction } from '../../platform/transaction.ts';
import { deleteCodes } from '../../vault/index.ts';
import { insertAttempts, readAttempt, type SetupAttempt } from '../attempts/index.ts';
import {
  type Authentication,
  type AuthenticationSubject,
  type PayerOutcome,
  type Proven,
  spendAuthentication,
} from '../authentications/index.ts';
import { requireLockedCard, requireVaultCard, vaultRefs } from '../payment_methods/index.ts';
import { attemptTimes, type PaymentParts } from '../payments/index.ts';
import { failSetup, setupChangesOf } from './applyVerification.ts';
import { sendVerification } from './confirmSetup.ts';
import { requireLockedSetupIntent, requireSetupIntent } from './requireSetupIntent.ts';
import type { SetupIntent } from './setupIntent.ts';
import { updateSetupIntentRow } from './setupIntents.store.ts';
import { detailsOf } from './verification.rules.ts';

/** Setups whose payer has been at their issuer. */
export function setupSubject(parts: PaymentParts, clock: Clock): AuthenticationSubject {
  return {
    resume: (authentication, proven) => resumeSetup(parts, authentication, proven, clock.now()),
    outcome: (sql, authentication) => payerOutcome(sql, authentication),
  };
}

/** Goes on after the payer has been at their issuer: the card is verified with what proves it, or the setup waits for another card. */
async function resumeSetup(parts: PaymentParts, authentication: Authentication, proven: Proven, now: Date): Promise<void> {
  await parts.attempts.reach('before_transaction_1');
  const { tenantId } = authentication;
  const begun = await withTransaction(parts.database, async (tx) => {
    const intent = await requireLockedSetupIntent(tx, tenantId, authentication.setupIntentId ?? '');
    if (intent.status !== 'requires_action' || !(await spendAuthentication(tx, authentication))) return null;
    const found = (await readAttempt(tx, tenantId, authentication.attemptId))?.attempt;
    if (found?.kind !== 'verify') throw new Error('An authentication of a setup without its attempt.');
    const asked: SetupAttempt = { ...found, idempotencyKey: null };
    const method = await requireLockedCard(tx, tenantId, asked.paymentMethodId ?? '');
    const tenant = await readTenant(tx, tenantId);
    if (proven.result === 'failed') {
      const changes = setupChangesOf(asked, now, parts.makeId);
      const code = 'setup_intent_authentication_failure';
      const settling = { attempt: asked, intent, method, keeperId: null, changes, livemode: tenant.livemode, now };
      await failSetup(tx, settling, null, { type: ERRORS[code].type, code, message: ERRORS[code].message });
      await deleteCodes(tx, vaultRefs(method));
      await changes.store(tx);
      return null;
    }
    const attempt: SetupAttempt = {
      ...asked,
      id: parts.makeId('att'),
      details: { ...detailsOf(asked), wayBack: null, proof: proven.proof },
      ...attemptTimes(parts, now),
    };
    const processing: SetupIntent = { ...intent, status: 'processing', nextAction: null, version: intent.version + 1 };
    await updateSetupIntentRow(tx, processing);
    await insertAttempts(tx, [attempt]);
    return { attempt, method, card: requireVaultCard(method), tenant };
  });
  if (begun !== null) await sendVerification(parts, begun);
}

const OUTCOMES: Readonly<Partial<Record<SetupIntent['status'], PayerOutcome['status']>>> = {
  succeeded: 'succeeded',
  requires_payment_method: 'failed',
  canceled: 'failed',
};

async function payerOutcome(sql: Sql, { tenantId, setupIntentId }: Authentication): Promise<PayerOutcome> {
  const { clientSecret, status } = await requireSetupIntent(sql, tenantId, setupIntentId ?? '');
  return { clientSecret, status: OUTCOMES[status] ?? 'pending' };
}
