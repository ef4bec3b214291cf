import { asCurrency } from '@guichet/contract/currencies.ts';
import { money } from '@guichet/contract/money.ts';
import type { RequestContext } from '../../platform/context.ts';
import { claimKey, type Reply } from '../../platform/idempotency.store.ts';
import type { OnceReply } from '../../platform/once.ts';
import { readTenant, type Tenant } from '../../platform/tenants.store.ts';
import { type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { CardRef } from '../../vault/index.ts';
import { insertAttempts, type SetupAttempt } from '../attempts/index.ts';
import { newWayBack, returnAddress, supersedeAuthentications } from '../authentications/index.ts';
import type { MeetCard } from '../card_testing/index.ts';
import { type CardMethod, requireKeptMethod, requireVaultCard, storeMethod } from '../payment_methods/index.ts';
import { attemptOrigin, entryModeOf, type GivenMethod, type PaymentParts, payerIsOnline } from '../payments/index.ts';
import { assertUsable, requireCardType } from './setupIntent.rules.ts';
import type { SetupIntent } from './setupIntent.ts';
import { abandonSetupTry, insertSetupTry } from './setupTries.store.ts';
import { detailsOf, triedCard, type VerificationDetails, verifyRequest } from './verification.rules.ts';

interface Sending {
  readonly attempt: SetupAttempt;
  readonly method: CardMethod;
  readonly card: CardRef;
  readonly tenant: Tenant;
}

export interface SetupConfirmation {
  /** The intent as this transaction found or made it, locked, with its rules checked; it is not yet written as `processing`. */
  readonly intent: SetupIntent;
  readonly given: GivenMethod;
  readonly returnUrl: string | null;
}

async function cardToVerify(tx: Transaction, parts: PaymentParts, context: RequestContext, given: GivenMethod) {
  if ('entered' in given) {
    const { method, card } = await storeMethod(tx, parts, context, given.entered, 'now');
    return { method: requireCardType(method), card: 'token' in card ? requireVaultCard(requireCardType(method)) : card, onFile: false };
  }
  const method = requireCardType(await requireKeptMethod(tx, context.caller.tenantId, given.id));
  return { method, card: requireVaultCard(method), onFile: method.customerId !== null };
}

/**
 * The way of a setup, the same as that of a charge: `prepare` runs within the first transaction and finds or makes the intent, `write`
 * stores it as `processing`, the provider is asked outside of any transaction, and the second one applies what it says.
 */
export function confirmSetup(
  parts: PaymentParts,
  context: RequestContext,
  prepare: Beginning['prepare'],
  write: Beginning['write'],
): Promise<OnceReply> {
  return parts.cardTesting.watch(context, (meet) => confirmWatched(parts, context, { prepare, write, meet }));
}

/** The first transaction of a setup. */
interface Beginning {
  readonly prepare: (tx: Transaction) => Promise<SetupConfirmation>;
  readonly write: (tx: Transaction, intent: SetupIntent) => Promise<void>;
  readonly meet: MeetCard;
}

async function confirmWatched(parts: PaymentParts, context: RequestContext, { prepare, write, meet }: Beginning): Promise<OnceReply> {
  await parts.attempts.reach('before_transaction_1');
  const begun = await withTransaction(parts.database, async (tx): Promise<OnceReply | Sending> => {
    const { caller, idempotency, requestId, now } = context;
    const before = idempotency && (await claimKey(tx, caller.tenantId, idempotency, requestId, now));
    if (before !== null) return { ...before.reply, replayedFrom: before.requestId };
    const { intent, given, returnUrl } = await prepare(tx);
    const { method, card, onFile } = await cardToVerify(tx, parts, context, given);
    assertUsable(method, intent);
    meet(method.fingerprint);
    if (intent.status === 'requires_action') {
      await supersedeAuthentications(tx, caller.tenantId, intent.id);
      await abandonSetupTry(tx, caller.tenantId, intent.latestAttemptId);
    }
    const tenant = await readTenant(tx, caller.tenantId);
    const setupTryId = parts.makeId('setatt');
    const connector = await parts.routing.route(tx, caller.tenantId, { method: 'card', currency: tenant.defaultCurrency, verifies: true });
    const { authenticates } = await parts.attempts.provider({ tenantId: caller.tenantId, connector }, tx);
    const details = detailsFor(parts, tenant, { authenticates, intent, method, onFile, returnUrl, setupTryId });
    const processing: SetupIntent = {
      ...intent,
      status: 'processing',
      nextAction: null,
      paymentMethodId: method.id,
      latestAttemptId: setupTryId,
    };
    await write(tx, processing);
    await insertSetupTry(tx, {
      tenantId: intent.tenantId,
      id: setupTryId,
      setupIntentId: intent.id,
      customerId: intent.customerId,
      paymentMethodId: method.id,
      status: 'processing',
      usage: intent.usage,
      card: triedCard(method, details, null),
      setupError: null,
      created: now,
    });
    const attempt: SetupAttempt = {
      tenantId: intent.tenantId,
      id: parts.makeId('att'),
      kind: 'verify',
      connector,
      setupIntentId: intent.id,
      paymentMethodId: method.id,
      amount: money(0n, asCurrency(tenant.defaultCurrency)),
      details: { ...details },
      ...attemptOrigin(parts, context),
    };
    await insertAttempts(tx, [attempt]);
    return { attempt, method, card, tenant };
  });
  if (!('attempt' in begun)) return begun;
  return sendVerification(parts, begun);
}

/** Asks the provider what was stored before, and applies its answer. */
export function sendVerification(parts: PaymentParts, sending: Sending): Promise<Reply> {
  const { attempt, card } = sending;
  const { wayBack } = detailsOf(attempt);
  const request = verifyRequest({ ...sending, returnAddress: wayBack && returnAddress(parts, wayBack) });
  return parts.attempts.carryOut(attempt, (provider) => provider.verify(request, card));
}

interface Verified {
  readonly intent: SetupIntent;
  readonly method: CardMethod;
  readonly onFile: boolean;
  readonly returnUrl: string | null;
  readonly setupTryId: string;
  readonly authenticates: boolean;
}

function detailsFor(
  parts: PaymentParts,
  tenant: Tenant,
  { intent, method, onFile, returnUrl, setupTryId, authenticates }: Verified,
): VerificationDetails {
  const { moto = false, network, request_three_d_secure: asked = 'automatic' } = intent.cardOptions;
  const entry = entryModeOf({ moto, channel: intent.channel, offSession: false, onFile });
  return {
    setupTryId,
    entry,
    onFile,
    network: network ?? method.preferredNetwork,
    moto,
    // Staff who enter a card have no payer before them who could be sent anywhere.
    wayBack: payerIsOnline(entry) && intent.channel === 'api' && authenticates ? newWayBack(parts.random, tenant.account, returnUrl) : null,
    demanded: asked !== 'automatic',
    proof: null,
  };
}
