import type { Currency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { PAYMENT_METHOD_TYPES, type PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import { DEBIT_CURRENCIES } from '../mandates/index.ts';
import type { PaymentMethod } from '../payment_methods/index.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** The one currency of a debit's scheme; null for cards, which take any. */
const onlyCurrency = (type: PaymentMethodType): Currency | null => (type === 'card' ? null : DEBIT_CURRENCIES[type]);

const takes = (type: PaymentMethodType, currency: Currency): boolean => (onlyCurrency(type) ?? currency) === currency;

const isKnown = (type: string): type is PaymentMethodType => PAYMENT_METHOD_TYPES.some((known) => known === type);

/** What can be paid with in a currency: cards always, debits in the one currency of their scheme. */
export const methodTypesFor = (currency: Currency): PaymentMethodType[] => PAYMENT_METHOD_TYPES.filter((type) => takes(type, currency));

const available = (currency: Currency): string => methodTypesFor(currency).join('", "');

/** Types by name: each must be one that can be taken here, in this currency. */
export function assertMethodTypes(types: readonly string[], currency: Currency): void {
  const param = 'payment_method_types';
  if (types.length === 0) throw new ApiError('parameter_invalid_empty', { param, message: 'Name at least one payment method type: card.' });
  for (const type of types) {
    if (!isKnown(type)) {
      const message = `The payment method type "${type}" is not available here; "${available(currency)}" is.`;
      throw new ApiError('parameter_invalid', { param, message });
    }
    if (!takes(type, currency)) {
      const message = `The payment method type "${type}" takes payments in ${onlyCurrency(type)} only, not in ${currency}.`;
      throw new ApiError('parameter_invalid', { param, message });
    }
  }
}

/** Types that a request allows may name some that are not taken here, as long as one of them is. */
export function allowedTypes(types: readonly string[], currency: Currency): PaymentMethodType[] {
  const taken = methodTypesFor(currency).filter((type) => types.includes(type));
  if (taken.length > 0) return taken;
  throw new ApiError('parameter_invalid', {
    param: 'allowed_payment_method_types',
    message: `None of these payment method types is available here; "${available(currency)}" is.`,
  });
}

/** The types less those that a request excludes, of which some may not be taken here anyway. One must be left. */
export function withoutTypes(types: readonly PaymentMethodType[], excluded: readonly string[]): PaymentMethodType[] {
  const left = types.filter((type) => !excluded.includes(type));
  if (left.length > 0) return left;
  throw new ApiError('parameter_invalid', {
    param: 'excluded_payment_method_types',
    message: `Nothing is left to pay with: without these types there is no "${types.join('", "')}".`,
  });
}

/** May this method pay this intent? Refuses types that the intent does not take, and holds on accounts, which no bank offers. */
export function assertTakes(intent: PaymentIntent, method: PaymentMethod): void {
  if (!intent.paymentMethodTypes.includes(method.type)) {
    throw new ApiError('parameter_invalid', {
      param: 'payment_method',
      message: `The PaymentMethod is of the type ${method.type}, which this PaymentIntent in ${intent.currency} does not take. It takes: ${intent.paymentMethodTypes.join(', ')}.`,
    });
  }
  if (method.type !== 'card' && intent.captureMethod === 'manual') {
    throw new ApiError('parameter_invalid', {
      param: 'capture_method',
      message: 'An account is debited or not: nothing can be held on it. Use "automatic" with this payment method.',
    });
  }
}
