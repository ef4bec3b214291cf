import type { DeclineWording } from '@guichet/contract/declines.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why a payment was refused, for staff who look it up later. Lost, stolen and suspected cards read like any plain refusal. */
export const DECLINE_WORDS: Readonly<Record<DeclineWording, MessageDescriptor>> = {
  generic: msg`The bank declined without giving a reason.`,
  call_issuer: msg`The bank wants to speak with its customer first.`,
  funds: msg`The card could not cover the amount.`,
  limit: msg`The card had reached its limit.`,
  expired: msg`The card had expired, or the date was wrong.`,
  number: msg`The bank does not know the card number.`,
  security_code: msg`The security code was wrong.`,
  postal_code: msg`The address did not match.`,
  amount: msg`The bank did not accept the amount.`,
  account_closed: msg`The card is no longer in use.`,
  not_permitted: msg`The bank does not allow this kind of payment with the card.`,
  confirmation_needed: msg`The bank wanted its customer to confirm the payment.`,
  currency: msg`The card cannot be used in this currency.`,
  duplicate: msg`The bank took it for the same payment as one before.`,
  set_up: msg`The provider refused, because of how this terminal is set up.`,
  test_card: msg`A test card in live mode, or a real card in test mode.`,
  try_again: msg`The bank could not answer. Nothing was charged.`,
};
