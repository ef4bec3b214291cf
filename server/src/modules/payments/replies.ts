import { ApiError, type ErrorBody, errorBody } from '@guichet/contract/errors.ts';
import type { WireLastPaymentError, WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import type { FollowUpDecline } from '../../connectors/index.ts';
import type { Reply } from '../../platform/idempotency.store.ts';
import type { Charge } from './charge.ts';

const PAYMENT_REQUIRED = 402;

/** Which of the card's fields a code is about. */
const FIELD_AT_FAULT: Readonly<Record<string, string>> = { expired_card: 'exp_month', incorrect_cvc: 'cvc', incorrect_number: 'number' };

/** Why a charge failed, as the intent keeps it and the refusal tells it. */
export function paymentErrorOf(charge: Charge, paymentMethod: WirePaymentMethod): WireLastPaymentError {
  const { failureCode: code, failureMessage: message, declineCode, outcome } = charge;
  if (code === null || message === null) throw new Error('A charge that did not fail has no error.');
  const param = FIELD_AT_FAULT[code];
  return {
    type: 'card_error',
    code,
    // As on Stripe's wire, a code that says it all has no decline code besides.
    ...((code === 'card_declined' || code === 'authentication_required') && declineCode !== null ? { decline_code: declineCode } : {}),
    ...(outcome.advice_code === null ? {} : { advice_code: outcome.advice_code }),
    ...(outcome.network_decline_code === null ? {} : { network_decline_code: outcome.network_decline_code }),
    message,
    ...(param === undefined ? {} : { param }),
    charge: charge.id,
    payment_method: paymentMethod,
  };
}

/**
 * The wire's answer to a payment that was refused: 402 with the intent, which waits for another payment method. Of a charge that was made by
 * itself there is only the charge.
 */
export function cardErrorReply(intent: WirePaymentIntent, direct = false): Reply {
  if (intent.last_payment_error === null) throw new Error('An intent whose payment was not refused.');
  const { payment_method: paymentMethod, ...error } = intent.last_payment_error;
  const body: ErrorBody = { error: direct ? error : { ...error, payment_method: paymentMethod, payment_intent: intent } };
  return { status: PAYMENT_REQUIRED, body };
}

/** What a refusal is about, as the caller named it. */
export type Concerned = { readonly paymentIntent: WirePaymentIntent } | { readonly charge: string };

/** What is asked of a provider about a hold, by the name that the caller knows it by. */
export type FollowUpName = 'capture' | 'cancel' | 'increment';

/** Reasons of providers by which a hold is gone. */
const EXPIRED: ReadonlySet<string> = new Set(['expired']);

/** The answer when the provider refuses a capture or void for good: trying again would change nothing. */
export function refusedReply(concerned: Concerned, what: FollowUpName, reason: string): Reply {
  const error =
    what !== 'cancel' && EXPIRED.has(reason)
      ? new ApiError('charge_expired_for_capture', { ...concerned })
      : new ApiError('charge' in concerned ? 'charge_unexpected_state' : 'payment_intent_unexpected_state', {
          message: `The provider refuses to ${what} this ${'charge' in concerned ? 'charge' : 'payment'} (${reason}), and trying again will not change that. Nothing has changed.`,
          ...concerned,
        });
  return { status: error.status, body: errorBody(error) };
}

/** The answer when the issuer does not let a hold be raised: 402, and what was held before stands. */
export function declinedReply(concerned: Concerned, charge: string, issuer: NonNullable<FollowUpDecline['issuer']>): Reply {
  const error = new ApiError(issuer.code, {
    ...(issuer.code === 'card_declined' && { declineCode: issuer.declineCode }),
    ...(issuer.advice !== null && { adviceCode: issuer.advice }),
    networkDeclineCode: issuer.networkCode,
    ...concerned,
    charge,
  });
  return { status: error.status, body: errorBody(error) };
}

/** The answer when a capture or void was certainly not done: the hold stands as before, and the caller may try again. */
export function notDoneReply(concerned: Concerned, what: FollowUpName, reason: string): Reply {
  const error = new ApiError('processing_error', {
    message: `The provider did not ${what} this payment (${reason}). Nothing has changed; try again.`,
    ...concerned,
  });
  return { status: error.status, body: errorBody(error) };
}
