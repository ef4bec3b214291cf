import { ApiError } from '@guichet/contract/errors.ts';
import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import { randomText } from '../../platform/random.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, replyOf } from '../../platform/useCase.ts';
import { spendConfirmationToken } from '../confirmation_tokens/index.ts';
import { requireCustomer } from '../customers/index.ts';
import { requireKeptMethod, storeMethod } from '../payment_methods/index.ts';
import { assertOneMethod, type GivenMethod, givenMethod, type PaymentParts } from '../payments/index.ts';
import { confirmSetup } from './confirmSetup.ts';
import type { ConfirmSetupInput, CreateSetupInput } from './setupInput.ts';
import { assertUsable, changedSetup, requireCardType } from './setupIntent.rules.ts';
import type { SetupIntent } from './setupIntent.ts';
import { setupIntentWire } from './setupIntent.wire.ts';
import { insertSetupIntent } from './setupIntents.store.ts';

/** Makes a setup intent, and with `confirm` verifies its card at once. */
export async function createSetupIntent(parts: PaymentParts, context: RequestContext, input: CreateSetupInput): Promise<OnceReply> {
  assertOneMethod(input);
  const draft = newSetup(parts, context, input);
  const given = await givenMethod(parts, context, input);
  if (input.confirm === true) return createConfirmed(parts, context, input, draft, given);
  for (const param of ['confirmation_token', 'return_url'] as const) {
    if (input[param] === undefined) continue;
    throw new ApiError('parameter_invalid', { param, message: `The parameter "${param}" has a meaning only with "confirm=true".` });
  }
  return once(parts.database, context, async (tx) => {
    await assertCustomer(tx, draft);
    const id = given && (await storedMethod(tx, parts, context, draft, given));
    return replyOf(await storeNew(tx, parts, context, changedSetup(draft, id === null ? {} : { payment_method: id })));
  });
}

function createConfirmed(
  parts: PaymentParts,
  context: RequestContext,
  input: CreateSetupInput,
  draft: SetupIntent,
  given: GivenMethod | null,
): Promise<OnceReply> {
  if (given === null && input.confirmation_token === undefined) {
    throw new ApiError('parameter_missing', {
      param: 'payment_method',
      message: 'To confirm, give "payment_method", "payment_method_data" or "confirmation_token".',
    });
  }
  return confirmSetup(
    parts,
    context,
    async (tx) => {
      await assertCustomer(tx, draft);
      const gathered = await spentSetupToken(tx, context, input, draft.id);
      const method = gathered?.given ?? given;
      if (method === null) throw new Error('A confirmation without a payment method.');
      return { intent: draft, given: method, returnUrl: payersReturnUrl(input, gathered) };
    },
    async (tx, processing) => {
      await storeNew(tx, parts, context, processing);
    },
  );
}

/** What a confirmation token brings, if the request names one. */
export async function spentSetupToken(tx: Transaction, context: RequestContext, input: ConfirmSetupInput, intentId: SetupIntent['id']) {
  if (input.confirmation_token === undefined) return null;
  const token = await spendConfirmationToken(tx, context, input.confirmation_token, { setupIntentId: intentId });
  return { given: { id: token.paymentMethodId }, returnUrl: token.returnUrl };
}

/** Where the payer goes afterwards; where a program in the page leads them, nowhere. */
export function payersReturnUrl(input: ConfirmSetupInput, gathered: { readonly returnUrl: string | null } | null): string | null {
  return input.use_stripe_sdk === true ? null : (input.return_url ?? gathered?.returnUrl ?? null);
}

/** The id of the method that a request gives, stored if it was entered. */
export async function storedMethod(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  intent: SetupIntent,
  given: GivenMethod,
): Promise<string> {
  const method =
    'id' in given
      ? await requireKeptMethod(tx, intent.tenantId, given.id)
      : (await storeMethod(tx, parts, context, given.entered, 'later')).method;
  assertUsable(requireCardType(method), intent);
  return method.id;
}

function newSetup(parts: PaymentParts, context: RequestContext, input: CreateSetupInput): SetupIntent {
  const automatic = input.automatic_payment_methods;
  const byName = input.payment_method_types !== undefined || input.allowed_payment_method_types !== undefined;
  if (byName && automatic?.enabled === true) {
    throw new ApiError('parameters_exclusive', {
      param: 'automatic_payment_methods',
      message: 'Give the types or "automatic_payment_methods", not both.',
    });
  }
  const id = parts.makeId('seti');
  const isAutomatic = !byName && automatic?.enabled !== false;
  const blank: SetupIntent = {
    tenantId: context.caller.tenantId,
    id,
    version: 1,
    status: 'requires_payment_method',
    usage: input.usage ?? 'off_session',
    customerId: null,
    paymentMethodId: null,
    allowedPaymentMethodTypes: null,
    paymentMethodTypes: ['card'],
    automaticPaymentMethods: isAutomatic ? { allow_redirects: automatic?.allow_redirects ?? 'always', enabled: true } : null,
    cardOptions: {},
    description: null,
    metadata: {},
    clientSecret: `${id}_secret_${randomText(parts.random, 25)}`,
    nextAction: null,
    lastSetupError: null,
    latestAttemptId: null,
    canceledAt: null,
    cancellationReason: null,
    channel: context.channel,
    createdBy: context.caller.actor.id,
    created: context.now,
  };
  // The method is looked up or stored in the transaction; until then the intent has none.
  return changedSetup(blank, { ...input, payment_method: undefined });
}

async function assertCustomer(tx: Transaction, intent: SetupIntent): Promise<void> {
  if (intent.customerId !== null) await requireCustomer(tx, intent.tenantId, intent.customerId);
}

async function storeNew(tx: Transaction, parts: PaymentParts, context: RequestContext, intent: SetupIntent): Promise<ObjectVersion> {
  await insertSetupIntent(tx, intent);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(setupIntentWire(intent, context.caller.livemode), intent.version, ['setup_intent.created']);
  await changes.store(tx);
  const details = { usage: intent.usage, channel: intent.channel, confirmed: intent.status === 'processing' };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'setup_intent.create', target: intent.id, details });
  return stored;
}
