import type { Currency } from '@guichet/contract/currencies.ts';

/** An amount of money in minor units. */
export interface AmountCell {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** What stands in a cell: text, a whole number, an amount, a moment, or nothing. */
export type Cell = string | number | AmountCell | Date | null;
