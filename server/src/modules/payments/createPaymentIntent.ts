import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import { randomText } from '../../platform/random.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, replyOf } from '../../platform/useCase.ts';
import { assertMayTakeAtOnce } from '../ceilings/index.ts';
import { spendConfirmationToken } from '../confirmation_tokens/index.ts';
import { requireCustomer } from '../customers/index.ts';
import type { MandateInput } from '../mandates/index.ts';
import { enterMethod, enterTestCard, requireKeptMethod, storeMethod } from '../payment_methods/index.ts';
import { confirmIntent, type GivenMethod, methodNamed, payerTerms } from './confirmIntent.ts';
import { changedIntent } from './intentChange.rules.ts';
import type { ConfirmInput, IntentInput } from './intentInput.ts';
import { methodTypesFor } from './methodTypes.rules.ts';
import { assertChargeable, requireCurrency } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { insertPaymentIntents } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';

export interface CreateIntentInput extends IntentInput, MandateInput, Pick<ConfirmInput, OnlyAtConfirmation> {
  readonly amount: bigint;
  readonly currency: string;
  readonly confirm?: boolean | undefined;
}

type OnlyAtConfirmation = 'off_session' | 'confirmation_token' | 'error_on_requires_action' | 'return_url' | 'use_stripe_sdk';

/** Makes an intent, and with `confirm` charges it at once. */
export async function createPaymentIntent(parts: PaymentParts, context: RequestContext, input: CreateIntentInput): Promise<OnceReply> {
  const draft = newIntent(parts, context, input);
  const given = await givenMethod(parts, context, input);
  if (input.confirm === true) return createConfirmed(parts, context, input, draft, given);
  const early = (['off_session', 'mandate', 'mandate_data', 'confirmation_token'] as const).find((name) => input[name] !== undefined);
  if (early !== undefined) {
    throw new ApiError('parameter_invalid', {
      param: early,
      message: `The parameter "${early}" has a meaning only with "confirm=true".`,
    });
  }
  return once(parts.database, context, async (tx) => {
    await assertMayTakeAtOnce(tx, context, money(draft.amount, draft.currency));
    const intent = await withMethod(tx, parts, context, draft, given);
    return replyOf(await storeNew(tx, parts, context, intent));
  });
}

function createConfirmed(
  parts: PaymentParts,
  context: RequestContext,
  input: CreateIntentInput,
  draft: PaymentIntent,
  given: GivenMethod | null,
): Promise<OnceReply> {
  assertOneMethod(input);
  if (given === null && input.confirmation_token === undefined) {
    throw new ApiError('parameter_missing', {
      param: 'payment_method',
      message: 'To confirm, give "payment_method", "payment_method_data" or "confirmation_token".',
    });
  }
  return confirmIntent(
    parts,
    context,
    async (tx) => {
      await assertCustomer(tx, draft);
      const gathered = await spentToken(tx, context, input, draft.id);
      const method = gathered?.given ?? given;
      if (method === null) throw new Error('A confirmation without a payment method.');
      const intent = changedIntent(draft, gathered?.change ?? {});
      const payer = payerTerms({ ...gathered?.payer, ...input });
      const mandate = { mandate: input.mandate, mandate_data: input.mandate_data };
      return { intent, offSession: input.off_session ?? false, given: method, mandate, payer };
    },
    async (tx, processing) => {
      await storeNew(tx, parts, context, processing);
    },
    methodNamed(input),
  );
}

/** A confirmation token brings its own method. */
export function assertOneMethod(input: Pick<ConfirmInput, 'confirmation_token' | 'payment_method' | 'payment_method_data'>): void {
  if (input.confirmation_token !== undefined && (input.payment_method_data !== undefined || input.payment_method)) {
    throw new ApiError('parameters_exclusive', {
      param: 'confirmation_token',
      message: 'Give "confirmation_token" or a payment method, not both.',
    });
  }
}

/** What a confirmation token adds to a request that names one; what the request says itself comes first. */
export async function spentToken(tx: Transaction, context: RequestContext, input: ConfirmInput, intentId: PaymentIntent['id']) {
  if (input.confirmation_token === undefined) return null;
  const token = await spendConfirmationToken(tx, context, input.confirmation_token, { paymentIntentId: intentId });
  const { shipping } = token;
  return {
    given: { id: token.paymentMethodId },
    change: {
      ...(input.setup_future_usage === undefined && token.setupFutureUsage !== null ? { setup_future_usage: token.setupFutureUsage } : {}),
      ...(input.shipping === undefined && shipping !== null ? { shipping } : {}),
    } satisfies IntentInput,
    payer: { return_url: token.returnUrl ?? undefined },
  };
}

/** The card that a request gives, checked and sealed but not stored; null when it gives none. */
export async function givenMethod(
  parts: PaymentParts,
  context: RequestContext,
  { payment_method: id, payment_method_data: data }: Pick<IntentInput, 'payment_method' | 'payment_method_data'>,
): Promise<GivenMethod | null> {
  if (data !== undefined && id) {
    throw new ApiError('parameters_exclusive', {
      param: 'payment_method_data',
      message: 'Give "payment_method" or "payment_method_data", not both.',
    });
  }
  if (data !== undefined) return { entered: await enterMethod(parts, context, data, 'payment_method_data') };
  if (id === undefined || id === null) return null;
  const testCard = await enterTestCard(parts, context, id);
  return testCard === null ? { id } : { entered: testCard };
}

/** An intent that a request describes; its method is looked up or stored later. Throws where the rules refuse it. */
export function newIntent(parts: PaymentParts, context: RequestContext, input: CreateIntentInput): PaymentIntent {
  const currency = requireCurrency(input.currency);
  assertChargeable(input.amount, currency);
  const id = parts.makeId('pi');
  const byName = input.payment_method_types !== undefined || input.allowed_payment_method_types !== undefined;
  if (byName && input.automatic_payment_methods?.enabled === true) {
    throw new ApiError('parameters_exclusive', {
      param: 'automatic_payment_methods',
      message: 'Give the types or "automatic_payment_methods", not both.',
    });
  }
  const { allow_redirects: redirects } = input.automatic_payment_methods ?? {};
  const blank: PaymentIntent = {
    tenantId: context.caller.tenantId,
    id,
    version: 1,
    status: 'requires_payment_method',
    amount: input.amount,
    currency,
    amountCapturable: 0n,
    amountReceived: 0n,
    captureMethod: 'automatic_async',
    confirmationMethod: input.confirmation_method ?? 'automatic',
    customerId: null,
    paymentMethodId: null,
    latestChargeId: null,
    allowedPaymentMethodTypes: null,
    excludedPaymentMethodTypes: null,
    paymentMethodTypes: input.automatic_payment_methods?.enabled === false ? ['card'] : methodTypesFor(currency),
    automaticPaymentMethods:
      byName || input.automatic_payment_methods?.enabled === false ? null : { allow_redirects: redirects ?? 'always', enabled: true },
    cardOptions: {},
    setupFutureUsage: null,
    description: null,
    metadata: {},
    receiptEmail: null,
    shipping: null,
    statementDescriptor: null,
    statementDescriptorSuffix: null,
    direct: false,
    clientSecret: `${id}_secret_${randomText(parts.random, 25)}`,
    nextAction: null,
    lastPaymentError: null,
    canceledAt: null,
    cancellationReason: null,
    channel: context.channel,
    createdBy: context.caller.actor.id,
    created: context.now,
    viewStatus: 'incomplete',
    amountRefunded: 0n,
    methodType: null,
    cardBrand: null,
    cardLast4: null,
    declineCode: null,
  };
  // The method is looked up or stored in the transaction; until then the intent has none.
  return changedIntent(blank, { ...input, payment_method: undefined });
}

async function assertCustomer(tx: Transaction, intent: PaymentIntent): Promise<void> {
  if (intent.customerId !== null) await requireCustomer(tx, intent.tenantId, intent.customerId);
}

/** The intent with the method that the request gives, which waits for its confirmation then. */
async function withMethod(
  tx: Transaction,
  parts: PaymentParts,
  context: RequestContext,
  draft: PaymentIntent,
  given: GivenMethod | null,
): Promise<PaymentIntent> {
  await assertCustomer(tx, draft);
  if (given === null) return draft;
  const id =
    'id' in given
      ? (await requireKeptMethod(tx, draft.tenantId, given.id)).id
      : (await storeMethod(tx, parts, context, given.entered, 'later')).method.id;
  return changedIntent(draft, { payment_method: id });
}

async function storeNew(tx: Transaction, parts: PaymentParts, context: RequestContext, intent: PaymentIntent) {
  await insertPaymentIntents(tx, [intent]);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(paymentIntentWire(intent, context.caller.livemode), intent.version, ['payment_intent.created']);
  await changes.store(tx);
  const details = {
    amount: String(intent.amount),
    currency: intent.currency,
    channel: intent.channel,
    confirmed: intent.status === 'processing',
  };
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payment_intent.create', target: intent.id, details });
  return stored;
}
