import { formatAmount } from '@guichet/contract/amounts.ts';
import { type Money, money } from '@guichet/contract/money.ts';

/** What is asked for beside what is allowed, both in the place's default currency. */
interface Compared {
  readonly amount: Money;
  /** Minor units; null: no ceiling. */
  readonly ceiling: bigint | null;
}

const shown = (value: Money): string => formatAmount(value, 'en');

/** Why an amount is too much at a time, with the way out; null when it is not. */
export function tooMuchAtOnce({ amount, ceiling }: Compared, what: 'payment' | 'refund'): string | null {
  if (ceiling === null || amount.amount <= ceiling) return null;
  const most = shown(money(ceiling, amount.currency));
  return `${shown(amount)} is above your ceiling of ${most} for one ${what}. Ask somebody whose ceiling is higher.`;
}

/** Why an amount is too much for a day, with what is left of it; null when it is not. */
export function tooMuchForDay({ amount, ceiling }: Compared, taken: bigint): string | null {
  if (ceiling === null || taken + amount.amount <= ceiling) return null;
  const { currency } = amount;
  const left = money(taken >= ceiling ? 0n : ceiling - taken, currency);
  return `With this you would have taken more than your ceiling of ${shown(money(ceiling, currency))} for one day; ${shown(left)} is left of it. Take less, ask somebody whose ceiling is higher, or wait until tomorrow.`;
}
