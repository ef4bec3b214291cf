import { wholeAddress } from '@guichet/contract/address.ts';
import type { Currency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { applyMetadata } from '@guichet/contract/metadata.ts';
import type { IntentInput } from './intentInput.ts';
import { allowedTypes, assertMethodTypes, methodTypesFor, withoutTypes } from './methodTypes.rules.ts';
import { assertChargeable, requireCurrency, viewStatusOf } from './paymentIntent.rules.ts';
import type { CardOptions, PaymentIntent } from './paymentIntent.ts';

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

function cardOptions(current: CardOptions, input: IntentInput['payment_method_options']): CardOptions {
  if (input === null) return {};
  const { moto, network, request_incremental_authorization: incremental, request_three_d_secure: threeDSecure } = input?.card ?? {};
  return {
    ...current,
    ...(moto === undefined ? {} : { moto }),
    ...(network === undefined ? {} : { network }),
    ...(incremental === undefined ? {} : { request_incremental_authorization: incremental }),
    ...(threeDSecure === undefined ? {} : { request_three_d_secure: threeDSecure }),
  };
}

/** Null where nothing is excluded; an empty list excludes nothing any more. */
function excludedTypes(intent: PaymentIntent, { excluded_payment_method_types: given }: IntentInput): readonly string[] | null {
  return given === undefined ? intent.excludedPaymentMethodTypes : given.length === 0 ? null : given;
}

/** By name, by what the request allows, or by "automatic methods", which follow the currency; less what is excluded. */
function methodTypes(intent: PaymentIntent, input: IntentInput, currency: Currency): readonly string[] {
  if (input.payment_method_types !== undefined) {
    if (input.excluded_payment_method_types !== undefined) {
      throw new ApiError('parameters_exclusive', {
        param: 'excluded_payment_method_types',
        message: 'Give the types, or what is excluded, not both.',
      });
    }
    assertMethodTypes(input.payment_method_types, currency);
    return input.payment_method_types;
  }
  const excluded = excludedTypes(intent, input) ?? [];
  const allowed = chosen(input.allowed_payment_method_types, intent.allowedPaymentMethodTypes);
  if (allowed !== null) return withoutTypes(allowedTypes(allowed, currency), excluded);
  if (currency === intent.currency && input.excluded_payment_method_types === undefined) return intent.paymentMethodTypes;
  if (intent.automaticPaymentMethods !== null) return withoutTypes(methodTypesFor(currency), excluded);
  if (input.excluded_payment_method_types !== undefined) {
    throw new ApiError('parameters_exclusive', {
      param: 'excluded_payment_method_types',
      message: 'Types are excluded from those that fit the currency. Where they are given by name, leave out what is not wanted.',
    });
  }
  assertMethodTypes(intent.paymentMethodTypes, currency);
  return intent.paymentMethodTypes;
}

/**
 * The intent after a request, with its version not yet raised. The customer and the payment method are ids that the use case has looked
 * up. A payment method given to an intent that waited for one makes it wait for its confirmation.
 */
export function changedIntent(intent: PaymentIntent, input: IntentInput): PaymentIntent {
  const { shipping, payment_method: paymentMethod } = input;
  const currency = input.currency === undefined ? intent.currency : requireCurrency(input.currency);
  const amount = chosen(input.amount, intent.amount);
  assertChargeable(amount, currency);
  const paymentMethodId = chosen(paymentMethod, intent.paymentMethodId) as Id<'pm'> | null;
  const changed: PaymentIntent = {
    ...intent,
    amount,
    currency,
    captureMethod: chosen(input.capture_method, intent.captureMethod),
    customerId: chosen(input.customer, intent.customerId) as Id<'cus'> | null,
    paymentMethodId,
    allowedPaymentMethodTypes: chosen(input.allowed_payment_method_types, intent.allowedPaymentMethodTypes),
    excludedPaymentMethodTypes: excludedTypes(intent, input),
    paymentMethodTypes: methodTypes(intent, input, currency),
    cardOptions: cardOptions(intent.cardOptions, input.payment_method_options),
    setupFutureUsage: chosen(input.setup_future_usage, intent.setupFutureUsage),
    description: chosen(input.description, intent.description),
    metadata: applyMetadata(intent.metadata, input.metadata),
    receiptEmail: chosen(input.receipt_email, intent.receiptEmail),
    shipping:
      shipping === undefined
        ? intent.shipping
        : shipping && {
            address: wholeAddress(shipping.address),
            carrier: shipping.carrier ?? null,
            name: shipping.name,
            phone: shipping.phone ?? null,
            tracking_number: shipping.tracking_number ?? null,
          },
    statementDescriptor: chosen(input.statement_descriptor, intent.statementDescriptor),
    statementDescriptorSuffix: chosen(input.statement_descriptor_suffix, intent.statementDescriptorSuffix),
    status: statusWith(intent.status, paymentMethodId),
  };
  return { ...changed, viewStatus: viewStatusOf(changed, intent.viewStatus === 'blocked') };
}

function statusWith(status: PaymentIntent['status'], paymentMethodId: string | null): PaymentIntent['status'] {
  if (status === 'requires_payment_method' && paymentMethodId !== null) return 'requires_confirmation';
  if (status === 'requires_confirmation' && paymentMethodId === null) return 'requires_payment_method';
  return status;
}
