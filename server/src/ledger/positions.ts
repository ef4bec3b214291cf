import type { Currency } from '@guichet/contract/currencies.ts';
import type { LedgerTransaction } from './postings.ts';

/**
 * What transactions leave at the position account, per currency, debits positive: of a converted charge with all its refunds, what it was
 * sold for in its own currency above zero, and what it brought in the settlement's below. Both are zero once it is given back in full.
 */
export function positionsOf(transactions: readonly LedgerTransaction[]): Map<Currency, bigint> {
  const positions = new Map<Currency, bigint>();
  for (const { debit, credit, amount } of transactions.flatMap(({ postings }) => postings)) {
    const net = (debit === 'conversion_position' ? amount.amount : 0n) - (credit === 'conversion_position' ? amount.amount : 0n);
    if (net !== 0n) positions.set(amount.currency, (positions.get(amount.currency) ?? 0n) + net);
  }
  return positions;
}
