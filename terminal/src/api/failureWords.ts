import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Failure } from './outcome.ts';

/** What staff read for a refusal. The server's own sentence is English and made for programs, so it is shown only where we have no words. */
const BY_CODE: Readonly<Record<string, MessageDescriptor>> = {
  account_locked: msg`This account is locked after too many wrong passwords. It opens again 30 minutes after the last attempt.`,
  account_number_invalid: msg`The account number is wrong. Look it over and try again.`,
  account_mismatch: msg`You are signed in to another business. Sign out and sign in again.`,
  amount_too_large: msg`The amount is above what can be charged.`,
  amount_too_small: msg`The amount is below the smallest that can be charged.`,
  authentication_required: msg`The bank wants its customer to confirm this payment, which is not possible here. Ask for another card.`,
  balance_insufficient: msg`There is not so much available.`,
  bank_account_exists: msg`This bank account is there already for this currency.`,
  body_too_large: msg`The text is too long.`,
  card_decline_rate_limit_exceeded: msg`This card was declined too often within an hour. Take another card, or try this one later.`,
  card_declined: msg`The bank declined the card. Ask for another one.`,
  card_fields_required: msg`This card can be entered in the provider’s fields alone. Reload the page and enter it there.`,
  card_number_in_text: msg`One of the texts holds what looks like a full card number. Take it out: a card number belongs in the card fields alone.`,
  charge_already_captured: msg`The money on hold has been taken already.`,
  charge_already_refunded: msg`This payment has been refunded in full already.`,
  charge_disputed: msg`The payer has disputed this payment and the money was taken back, so it can't be refunded.`,
  charge_expired_for_capture: msg`This hold has expired, so its money can no longer be taken. Charge the customer again.`,
  charge_unexpected_state: msg`The payment has changed in the meantime, so this is no longer possible.`,
  customer_deleted: msg`This customer has been deleted.`,
  dispute_unexpected_state: msg`The dispute has changed in the meantime, so this is no longer possible.`,
  email_invalid: msg`This is not an e-mail address.`,
  exchange_rate_unavailable: msg`There is no exchange rate that may be used for this currency.`,
  expired_card: msg`The card has expired. Ask for the date again.`,
  file_too_large: msg`This file is too large.`,
  file_type_invalid: msg`This file is neither PNG, JPEG nor PDF, whatever it is called.`,
  fiscal_nothing_to_close: msg`Nothing waits for a closing.`,
  forbidden: msg`Your role does not allow this. Ask the owner.`,
  idempotency_error: msg`This was already sent with other details. Start again.`,
  idempotency_key_in_use: msg`The first attempt is still running. Wait a moment.`,
  incorrect_cvc: msg`The security code is wrong. Ask for it again.`,
  incorrect_number: msg`The card number is wrong. Ask for it again.`,
  instant_payouts_unsupported: msg`This bank account can't be paid at once. Choose a standard payout.`,
  invalid_cvc: msg`The security code is wrong. Ask for it again.`,
  invalid_expiry_month: msg`The expiry date is wrong. Ask for it again.`,
  invalid_expiry_year: msg`The expiry date is wrong. Ask for it again.`,
  invalid_number: msg`The card number is wrong. Ask for it again.`,
  parameter_invalid: msg`Something in the form is not allowed. Look it over and try again.`,
  parameter_invalid_empty: msg`Something in the form is empty. Look it over and try again.`,
  parameter_invalid_integer: msg`Something in the form is not allowed. Look it over and try again.`,
  parameter_invalid_string: msg`Something in the form is not allowed. Look it over and try again.`,
  parameter_missing: msg`Something in the form is missing. Look it over and try again.`,
  payment_intent_mandate_invalid: msg`The payer has not agreed to this debit, or no longer does.`,
  payment_intent_unexpected_state: msg`The payment has changed in the meantime, so this is no longer possible.`,
  payment_method_unexpected_state: msg`The card has changed in the meantime, so this is no longer possible.`,
  payout_not_cancelable: msg`The payout has been sent in the meantime, so this is no longer possible.`,
  payout_not_reversible: msg`The payout can't be taken back.`,
  payouts_not_allowed: msg`There is no bank account for payouts in this currency.`,
  payment_record_unexpected_state: msg`The record has changed in the meantime, so this is no longer possible.`,
  processing_error: msg`The provider could not do this, and nothing was charged. Try again.`,
  provider_account_missing: msg`No active provider takes this payment method in this currency. Ask the owner to look at the page Providers.`,
  place_restored: msg`This place was restored from a backup: it can be read, and nothing can be changed until the provider has been read again.`,
  provider_account_unavailable: msg`The provider who holds this card takes no payments with it now. Enter the card again, or ask the owner to switch the provider on.`,
  provider_no_answer: msg`The provider did not answer. Nothing was done here: try again in a moment.`,
  rate_limit: msg`Too many attempts. Wait a minute, then try again.`,
  refund_unexpected_state: msg`The refund has changed in the meantime, so this is no longer possible.`,
  resource_missing: msg`This does not exist, or no longer.`,
  routing_number_invalid: msg`The routing number is wrong. Look it over and try again.`,
  session_expired: msg`You have been signed out. Sign in again.`,
  set_up_already: msg`This place is set up already. Reload the page and sign in.`,
  set_up_code_wrong: msg`The one-time code is wrong. It was printed where the server was started.`,
  sign_in_wrong: msg`The e-mail address or the password is wrong.`,
  token_already_used: msg`The card details were used already. Enter the card again.`,
  unavailable: msg`The server is starting or stopping. Try again in a moment.`,
  url_invalid: msg`Nothing can be sent to this address: it must be a public web address.`,
  weak_password: msg`This password is too easy to guess. It needs 12 characters or more, with letters and digits, and must not contain your e-mail address.`,
  webhook_endpoint_limit: msg`There are 16 webhook endpoints already. Delete one that is not needed.`,
  webhook_endpoint_unexpected_state: msg`Nothing is sent to this endpoint while it is disabled or deleted.`,
  INVALID_EMAIL_OR_PASSWORD: msg`The e-mail address or the password is wrong.`,
  INVALID_EMAIL: msg`This is not an e-mail address.`,
};

const LOST = msg`The server could not be reached. Check the connection and try again.`;
const BROKEN = msg`Something went wrong on the server. Try again in a moment.`;
const OTHER = msg`The server refused this.`;

/** A failure in one sentence for staff, as a message of the catalogue. */
export function failureWords(failure: Failure): MessageDescriptor {
  if (failure.kind === 'lost') return LOST;
  if (failure.kind === 'broken') return BY_CODE[failure.code ?? (failure.status === 503 ? 'unavailable' : '')] ?? BROKEN;
  return BY_CODE[failure.code] ?? OTHER;
}
