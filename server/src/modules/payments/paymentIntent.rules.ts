import { type Currency, isMoney, smallestCharge, stepOf } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { PaymentStatus } from '@guichet/contract/terminal.ts';
import type { PaymentIntentStatus } from '@guichet/contract/wire/paymentIntent.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** A currency of the table, or a refusal that names the parameter. */
export function requireCurrency(text: string): Currency {
  if (isMoney(text)) return text;
  throw new ApiError('parameter_invalid', {
    param: 'currency',
    message: `Invalid currency: ${text}. It must be an ISO 4217 code such as eur.`,
  });
}

/** May this be charged? Refuses amounts below the currency's smallest charge, and amounts that the currency's coins cannot make up. */
export function assertChargeable(amount: bigint, currency: Currency): void {
  const smallest = smallestCharge(currency);
  if (amount < smallest) {
    throw new ApiError('amount_too_small', {
      param: 'amount',
      message: `The amount must be at least ${smallest} (in ${currency}'s smallest unit).`,
    });
  }
  assertStep(amount, currency, 'amount');
}

/** Can the currency's coins make this amount up? Holds for parts as well: captures and refunds. */
export function assertStep(amount: bigint, currency: Currency, param: string): void {
  if (amount % stepOf(currency) === 0n) return;
  throw new ApiError('parameter_invalid', { param, message: `In ${currency} the amount must be a multiple of ${stepOf(currency)}.` });
}

/** What can be done to an intent, and in which states. `processing` allows nothing: the provider is being asked. */
const ALLOWED = {
  update: ['requires_payment_method', 'requires_confirmation'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  capture: ['requires_capture'],
  increment: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'],
} as const satisfies Record<string, readonly PaymentIntentStatus[]>;

export type IntentAction = keyof typeof ALLOWED;

/** Of an intent beneath a charge the money can be taken and let go, as by the charge; the rest belongs to intents. */
const ALLOWED_DIRECT: ReadonlySet<IntentAction> = new Set(['capture', 'cancel']);

export const isAllowed = (action: IntentAction, status: PaymentIntentStatus): boolean =>
  (ALLOWED[action] as readonly string[]).includes(status);

/** Throws `payment_intent_unexpected_state` with the intent as it is. */
export function assertAllowed(action: IntentAction, intent: PaymentIntent, wire: unknown): void {
  if (intent.direct && !ALLOWED_DIRECT.has(action)) {
    throw new ApiError('payment_intent_unexpected_state', {
      message: `You cannot ${action} this PaymentIntent: it belongs to a charge that was made by itself, with "POST /v1/charges".`,
      paymentIntent: wire,
    });
  }
  if (isAllowed(action, intent.status)) return;
  throw new ApiError('payment_intent_unexpected_state', {
    message: `You cannot ${action} this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses allows it: ${ALLOWED[action].join(', ')}.`,
    paymentIntent: wire,
  });
}

/** How the terminal's list names the state of a payment. */
export function viewStatusOf(
  intent: Pick<PaymentIntent, 'status' | 'amountReceived' | 'amountRefunded' | 'lastPaymentError'>,
  blocked: boolean,
): PaymentStatus {
  switch (intent.status) {
    case 'succeeded':
      if (intent.amountRefunded === 0n) return 'succeeded';
      return intent.amountRefunded >= intent.amountReceived ? 'refunded' : 'partially_refunded';
    case 'requires_payment_method':
      if (intent.lastPaymentError === null) return 'incomplete';
      return blocked ? 'blocked' : 'failed';
    case 'requires_confirmation':
      return 'incomplete';
    default:
      return intent.status;
  }
}
