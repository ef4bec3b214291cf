import { decimalText } from '@guichet/contract/amounts.ts';
import { type Currency, stepOf } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { money } from '@guichet/contract/money.ts';
import type { Payout } from './payout.ts';

/** Currencies that are charged in hundredths and paid out in whole units. */
const WHOLE: ReadonlySet<Currency> = new Set<Currency>(['huf', 'twd']);

/** What an amount to pay out must be a multiple of. */
const payoutStep = (currency: Currency): bigint => (WHOLE.has(currency) ? 100n : stepOf(currency));

/** The largest amount that can be paid out of so much. */
export const payableOf = (available: bigint, currency: Currency): bigint =>
  available <= 0n ? 0n : available - (available % payoutStep(currency));

/** Throws what is wrong with an amount to pay out of what is available. */
export function assertPayable(amount: bigint, currency: Currency, available: bigint): void {
  if (amount <= 0n) throw new ApiError('amount_too_small', { param: 'amount', message: 'The amount to pay out must be above zero.' });
  const step = payoutStep(currency);
  if (amount % step !== 0n)
    throw new ApiError('parameter_invalid', {
      param: 'amount',
      message: `An amount to pay out in ${currency} must be a multiple of ${step}.`,
    });
  if (amount > available) {
    const shown = decimalText(money(available, currency));
    throw new ApiError('balance_insufficient', {
      param: 'amount',
      message: `The amount is above what is available for payouts in ${currency}: ${shown}.`,
    });
  }
}

/** A payout can be cancelled until it is sent. */
export function assertCancelable({ status, sentAt, id }: Payout): void {
  if (status === 'pending' && sentAt === null) return;
  const why = status === 'pending' ? 'it has been sent to the bank' : `its status is ${status}`;
  throw new ApiError('payout_not_cancelable', { param: 'id', message: `The payout ${id} cannot be canceled any more: ${why}.` });
}

/** What has arrived can be taken back, once. */
export function assertReversible({ id, status, originalPayoutId, reversedById }: Payout): void {
  const refuse = (why: string): never => {
    throw new ApiError('payout_not_reversible', { param: 'id', message: `The payout ${id} cannot be reversed: ${why}.` });
  };
  if (originalPayoutId !== null) refuse('it is a reversal itself');
  if (reversedById !== null) refuse(`it has been reversed by ${reversedById}`);
  if (status !== 'paid') refuse(`its status is ${status}, and only what was paid can be taken back`);
}

const DAY_MS = 24 * 3600_000;

/** When a payout is expected: the next day that is no Saturday or Sunday, at midnight UTC. */
export function expectedArrival(now: Date): Date {
  const date = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS);
  const weekday = date.getUTCDay();
  const more = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  return new Date(date.getTime() + more * DAY_MS);
}

const FAILURES = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'The bank account does not allow this.',
  insufficient_funds: 'There was not enough money for this payout.',
  invalid_currency: 'The bank account does not take this currency.',
  no_account: 'There is no bank account with this number.',
} as const;

const isFailure = (reason: unknown): reason is keyof typeof FAILURES => typeof reason === 'string' && Object.hasOwn(FAILURES, reason);

/** What a failure is called on the wire, and in words. A reason that nobody knows is told as one that the bank could not process. */
export function failureOf(reason: unknown): { readonly failureCode: string; readonly failureMessage: string } {
  const code = isFailure(reason) ? reason : 'could_not_process';
  return { failureCode: code, failureMessage: FAILURES[code] };
}

/** Throws `payouts_not_allowed`: only the sandbox bank pays out when it is told to. In live mode providers do, as the merchant agreed with them. */
export function assertPaysOut(livemode: boolean): void {
  if (!livemode) return;
  throw new ApiError('payouts_not_allowed', {
    message: 'In live mode your providers pay out to your bank, as you agreed with them: nothing is paid out from here.',
  });
}
