import type { DeclineWording, Retry } from '@guichet/contract/declines.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

interface AdviceWords {
  /** A sentence to read out. */
  readonly say: MessageDescriptor;
  /** What to try. */
  readonly attempt: MessageDescriptor;
}

export const ADVICE_WORDS: Readonly<Record<DeclineWording, AdviceWords>> = {
  generic: {
    say: msg`“Your bank has declined the payment without giving a reason. Could you give me another card?”`,
    attempt: msg`Ask for another card. Only the bank can tell its customer why.`,
  },
  call_issuer: {
    say: msg`“Your bank would like to speak with you before it accepts this payment. Its number is on the back of your card.”`,
    attempt: msg`Take the payment again once they have called their bank, or ask for another card.`,
  },
  funds: {
    say: msg`“This card can't cover the amount at the moment. Would you like to use another card, or pay a smaller amount?”`,
    attempt: msg`Ask for another card, or agree on a smaller amount.`,
  },
  limit: {
    say: msg`“The card has reached its limit for now. Could you give me another card?”`,
    attempt: msg`Ask for another card, or take the payment on another day.`,
  },
  expired: {
    say: msg`“The bank says that the card has expired. Could you read me the expiry date again?”`,
    attempt: msg`Compare the date. If it is right, ask for another card.`,
  },
  number: {
    say: msg`“The bank doesn't know this card number. Could you read it to me again?”`,
    attempt: msg`Type the number again.`,
  },
  security_code: {
    say: msg`“The security code doesn't match. Could you read it to me again?”`,
    attempt: msg`Type the code again: three digits on the back, four on the front of American Express.`,
  },
  postal_code: {
    say: msg`“The address doesn't match what your bank has. Which address do your card statements go to?”`,
    attempt: msg`Correct the billing address.`,
  },
  amount: {
    say: msg`“The bank doesn't accept this amount. One moment please, I'll check it.”`,
    attempt: msg`Check the amount.`,
  },
  account_closed: {
    say: msg`“The bank says that this card is no longer in use. Could you give me another card?”`,
    attempt: msg`Ask for another card, perhaps the one that replaced it.`,
  },
  not_permitted: {
    say: msg`“Your bank doesn't allow this kind of payment with this card. Could you give me another card?”`,
    attempt: msg`Ask for another card.`,
  },
  confirmation_needed: {
    say: msg`“Your bank wants you to confirm the payment yourself, which isn't possible this way. Could you give me another card?”`,
    attempt: msg`Ask for another card.`,
  },
  currency: {
    say: msg`“This card can't be used in this currency. Could you give me another card?”`,
    attempt: msg`Ask for another card, or take the payment in another currency.`,
  },
  duplicate: {
    say: msg`“The bank has just seen the same payment. One moment please, I'll check it.”`,
    attempt: msg`Look under Payments whether the first one went through.`,
  },
  set_up: {
    say: msg`“I'm sorry, we can't take this card at the moment.”`,
    attempt: msg`Nothing is wrong with the card: tell whoever looks after this terminal.`,
  },
  test_card: {
    say: msg`“I'm sorry, we can't take this card at the moment.”`,
    attempt: msg`In test mode only test cards work, and in live mode only real ones.`,
  },
  try_again: {
    say: msg`“The bank could not answer. Please stay with me, I'll try once more.”`,
    attempt: msg`Try again. Nothing was charged.`,
  },
};

/** Whether trying the same card again makes sense. `never` reads like `other_card`: the reason behind it isn't for the caller's ears. */
export const RETRY_WORDS: Readonly<Record<Retry, MessageDescriptor>> = {
  now: msg`Yes, right away.`,
  after_correction: msg`Yes, once corrected.`,
  later: msg`Not now, but later it may work.`,
  other_card: msg`No, not with this card.`,
  never: msg`No, not with this card.`,
};

export const CORRECT_WORDS = {
  number: msg`Correct the number`,
  expiry: msg`Correct the date`,
  security_code: msg`Correct the code`,
  postal_code: msg`Correct the address`,
  amount: msg`Correct the amount`,
} as const;
