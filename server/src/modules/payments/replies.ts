import { ApiError, type ErrorCode, errorBody } from '@guichet/contract/errors.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import type { Reply } from '../../platform/idempotency.store.ts';

interface Refused {
  readonly intent: WirePaymentIntent;
  readonly paymentMethod: WirePaymentMethod;
  readonly charge: string;
  readonly code: ErrorCode;
  readonly declineCode: string;
  readonly message: string;
}

/** The wire's answer to a payment that was refused: 402 with the intent, which waits for another payment method. */
export function cardErrorReply({ intent, paymentMethod, charge, code, declineCode, message }: Refused): Reply {
  const error = new ApiError(code, {
    message,
    charge,
    paymentIntent: intent,
    paymentMethod,
    // As on Stripe's wire, a code that says it all has no decline code besides.
    ...(code === 'card_declined' ? { declineCode } : {}),
  });
  return { status: error.status, body: errorBody(error) };
}

/** The answer when a capture or void was certainly not done: the hold stands as before, and the caller may try again. */
export function notDoneReply(intent: WirePaymentIntent, what: 'capture' | 'cancel', reason: string): Reply {
  const error = new ApiError('processing_error', {
    message: `The provider did not ${what} this payment (${reason}). Nothing has changed; try again.`,
    paymentIntent: intent,
  });
  return { status: error.status, body: errorBody(error) };
}
