/**
 * What staff do about a refused card. The lists of the networks change yearly and their readers differ, so this is data: a code of the
 * issuer (`decline_code`, or the error's `code` when there is none) leads to what is said, and to whether the same card may be tried again.
 */

/**
 * - `now`: the same card at once, nothing reached the issuer or it asks for a repeat;
 * - `after_correction`: the same card with the named field typed again;
 * - `later`: the same card, but after the caller or time has changed something;
 * - `other_card`: another card; the same one is refused again with near certainty;
 * - `never`: the networks forbid another attempt with this card.
 */
export type Retry = 'now' | 'after_correction' | 'later' | 'other_card' | 'never';

/** Each has its words in every language of the terminal. `generic` says nothing of the reason. */
export const DECLINE_WORDINGS = [
  'generic',
  'call_issuer',
  'funds',
  'limit',
  'expired',
  'number',
  'security_code',
  'postal_code',
  'amount',
  'account_closed',
  'not_permitted',
  'confirmation_needed',
  'currency',
  'duplicate',
  'set_up',
  'test_card',
  'try_again',
] as const;
export type DeclineWording = (typeof DECLINE_WORDINGS)[number];

export interface DeclineAdvice {
  readonly retry: Retry;
  readonly wording: DeclineWording;
  /** The field that the caller is asked to read again, with `after_correction`. */
  readonly correct?: 'number' | 'expiry' | 'security_code' | 'postal_code' | 'amount';
}

const GENERIC: DeclineAdvice = { retry: 'other_card', wording: 'generic' };

/** Lost, stolen, fraud: staff must not let the caller notice, nor be put in danger, so the words are those of any plain refusal. */
const PLAIN_REFUSAL: DeclineAdvice = { retry: 'never', wording: 'generic' };
const TRY_AGAIN: DeclineAdvice = { retry: 'now', wording: 'try_again' };
const NOT_PERMITTED: DeclineAdvice = { retry: 'other_card', wording: 'not_permitted' };
const NUMBER: DeclineAdvice = { retry: 'after_correction', wording: 'number', correct: 'number' };
const EXPIRY: DeclineAdvice = { retry: 'after_correction', wording: 'expired', correct: 'expiry' };
const SECURITY_CODE: DeclineAdvice = { retry: 'after_correction', wording: 'security_code', correct: 'security_code' };
const LIMIT: DeclineAdvice = { retry: 'later', wording: 'limit' };
const ACCOUNT_CLOSED: DeclineAdvice = { retry: 'never', wording: 'account_closed' };
const SET_UP: DeclineAdvice = { retry: 'never', wording: 'set_up' };

export const DECLINES: Readonly<Record<string, DeclineAdvice>> = {
  approve_with_id: TRY_AGAIN,
  authentication_required: { retry: 'other_card', wording: 'confirmation_needed' },
  call_issuer: { retry: 'later', wording: 'call_issuer' },
  card_declined: GENERIC,
  card_not_supported: NOT_PERMITTED,
  card_velocity_exceeded: LIMIT,
  currency_not_supported: { retry: 'other_card', wording: 'currency' },
  do_not_honor: GENERIC,
  do_not_try_again: PLAIN_REFUSAL,
  duplicate_transaction: { retry: 'never', wording: 'duplicate' },
  expired_card: EXPIRY,
  fraudulent: PLAIN_REFUSAL,
  generic_decline: GENERIC,
  highest_risk_level: PLAIN_REFUSAL,
  incorrect_address: { retry: 'after_correction', wording: 'postal_code', correct: 'postal_code' },
  incorrect_cvc: SECURITY_CODE,
  incorrect_number: NUMBER,
  incorrect_pin: NOT_PERMITTED,
  incorrect_zip: { retry: 'after_correction', wording: 'postal_code', correct: 'postal_code' },
  insufficient_funds: { retry: 'later', wording: 'funds' },
  invalid_account: ACCOUNT_CLOSED,
  invalid_amount: { retry: 'after_correction', wording: 'amount', correct: 'amount' },
  invalid_cvc: SECURITY_CODE,
  invalid_expiry_month: EXPIRY,
  invalid_expiry_year: EXPIRY,
  invalid_merchant: SET_UP,
  invalid_number: NUMBER,
  invalid_pin: NOT_PERMITTED,
  invalid_transaction: NOT_PERMITTED,
  issuer_not_available: TRY_AGAIN,
  lost_card: PLAIN_REFUSAL,
  merchant_blacklist: PLAIN_REFUSAL,
  new_account_information_available: ACCOUNT_CLOSED,
  no_action_taken: GENERIC,
  not_permitted: NOT_PERMITTED,
  offline_pin_required: NOT_PERMITTED,
  online_or_offline_pin_required: NOT_PERMITTED,
  pickup_card: PLAIN_REFUSAL,
  pin_try_exceeded: NOT_PERMITTED,
  previously_declined_do_not_retry: PLAIN_REFUSAL,
  processing_error: TRY_AGAIN,
  reenter_transaction: TRY_AGAIN,
  restricted_card: PLAIN_REFUSAL,
  revocation_of_all_authorizations: PLAIN_REFUSAL,
  revocation_of_authorization: PLAIN_REFUSAL,
  security_violation: PLAIN_REFUSAL,
  service_not_allowed: NOT_PERMITTED,
  stolen_card: PLAIN_REFUSAL,
  stop_payment_order: PLAIN_REFUSAL,
  testmode_decline: { retry: 'other_card', wording: 'test_card' },
  transaction_not_allowed: NOT_PERMITTED,
  try_again_later: { retry: 'later', wording: 'limit' },
  withdrawal_count_limit_exceeded: LIMIT,
};

/** The advice for a refusal. A code that is not listed is treated as a plain refusal without a reason. */
export function declineAdvice(declineCode: string | null | undefined, code?: string | null): DeclineAdvice {
  const listed = (key: string | null | undefined) => (key != null && Object.hasOwn(DECLINES, key) ? DECLINES[key] : undefined);
  return listed(declineCode) ?? listed(code) ?? GENERIC;
}
