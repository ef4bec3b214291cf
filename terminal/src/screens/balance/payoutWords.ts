import type { WirePayout } from '@guichet/contract/wire/payout.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** How a payout stands, in words and as a colour. */
export const PAYOUT_STATUS: Readonly<Record<WirePayout['status'], { readonly words: MessageDescriptor; readonly tone: Tone }>> = {
  pending: { words: msg`Being prepared`, tone: 'warn' },
  in_transit: { words: msg`On its way`, tone: 'warn' },
  paid: { words: msg`Paid out`, tone: 'good' },
  failed: { words: msg`Failed`, tone: 'bad' },
  canceled: { words: msg`Canceled`, tone: 'plain' },
};

const UNPROCESSED = msg`The bank could not process it.`;

const FAILURES: Readonly<Record<string, MessageDescriptor>> = {
  account_closed: msg`The bank account has been closed.`,
  debit_not_authorized: msg`The bank account does not allow this.`,
  insufficient_funds: msg`There was not enough money.`,
  invalid_currency: msg`The bank account does not take this currency.`,
  no_account: msg`There is no bank account with this number.`,
};

export const failureOfPayout = (code: string): MessageDescriptor => FAILURES[code] ?? UNPROCESSED;
