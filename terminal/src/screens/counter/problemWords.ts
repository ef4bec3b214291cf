import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { SaleProblems } from './validateSale.ts';

type Words = { readonly [F in keyof SaleProblems]-?: Readonly<Record<NonNullable<SaleProblems[F]>, MessageDescriptor>> };

/** What stands below a field: what is wrong, and what to do. */
export const PROBLEM_WORDS: Words = {
  amount: {
    empty: msg`Enter the amount.`,
    not_a_number: msg`This is not an amount. Write it like 49.90 or 49,90.`,
    negative: msg`The amount must be above zero.`,
    other_currency: msg`The amount names another currency than the one chosen.`,
    grouping: msg`The digits are not in groups of three. Write it like 1234.50.`,
    ambiguous: msg`This can be read in two ways. Write all decimals.`,
    too_many_decimals: msg`This currency has fewer decimals.`,
    too_fine: msg`This currency is not charged that finely. Round the amount.`,
    too_large: msg`The amount is above what can be charged.`,
    too_small: msg`The amount is below the smallest that can be charged.`,
  },
  customerName: { empty: msg`Enter a name or an e-mail address.` },
  customerEmail: { not_an_email: msg`This is not an e-mail address.` },
  number: {
    empty: msg`Enter the card number.`,
    characters: msg`A card number has only digits.`,
    too_short: msg`Digits are missing.`,
    too_long: msg`There are too many digits.`,
    check_digit: msg`A digit is wrong. Ask for the number again.`,
  },
  expiry: {
    empty: msg`Enter the expiry date.`,
    incomplete: msg`Enter month and year, like 12/28.`,
    characters: msg`Enter month and year, like 12/28.`,
    month: msg`The month must be between 01 and 12.`,
    expired: msg`The card has expired.`,
  },
  securityCode: { length: msg`Digits are missing.` },
};
