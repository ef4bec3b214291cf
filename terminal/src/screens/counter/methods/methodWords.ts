import type { CounterMethod } from '@guichet/contract/counterViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const COUNTER_METHOD_WORDS: Readonly<Record<CounterMethod, MessageDescriptor>> = {
  card: msg`Card`,
  sepa_debit: msg`SEPA direct debit`,
  us_bank_account: msg`ACH debit`,
  cash: msg`Cash`,
  cheque: msg`Cheque`,
  bank_transfer: msg`Bank transfer`,
};
