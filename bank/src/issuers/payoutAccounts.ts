import type { PayoutDestination, PayoutFailure } from '../api.ts';

/** What becomes of payouts to an account. `returned`: the money arrives, and comes back. */
export type PayoutFate =
  | { arrives: true; afterS: number; returned?: { reason: PayoutFailure; afterS: number } }
  | { arrives: false; afterS: number; reason: PayoutFailure };

/** So long a payout to a test account takes; to any other it takes days, as payouts do. */
const soonS = 2;
const days = 2;

const arrives: PayoutFate = { arrives: true, afterS: soonS };
const fails = (reason: PayoutFailure): PayoutFate => ({ arrives: false, afterS: soonS, reason });
const returned = (reason: PayoutFailure): PayoutFate => ({ arrives: true, afterS: soonS, returned: { reason, afterS: soonS } });

/** Accounts that decide what becomes of a payout, by their number: IBANs whole, US accounts without their routing number. */
export const payoutAccounts: Readonly<Record<string, PayoutFate>> = {
  DE89370400440532013000: arrives,
  DE62370400440532013001: fails('no_account'),
  DE35370400440532013002: fails('account_closed'),
  DE08370400440532013003: fails('insufficient_funds'),
  DE78370400440532013004: fails('debit_not_authorized'),
  DE51370400440532013005: fails('invalid_currency'),
  DE24370400440532013006: returned('could_not_process'),
  '000123456789': arrives,
  '000111111116': fails('no_account'),
  '000111111113': fails('account_closed'),
  '000222222227': fails('insufficient_funds'),
  '000333333335': fails('debit_not_authorized'),
  '000444444440': fails('invalid_currency'),
  '000555555559': returned('could_not_process'),
};

export const fateOf = (destination: PayoutDestination): PayoutFate =>
  payoutAccounts['iban' in destination ? destination.iban : destination.account_number] ?? { arrives: true, afterS: days * 86_400 };
