import { type Money, money } from '@guichet/contract/money.ts';
import { expect, it } from 'vitest';
import { positionsOf } from './positions.ts';
import type { LedgerTransaction, Posting } from './postings.ts';

const at = new Date('2026-03-01T10:00:00Z');
const transaction = (...postings: Posting[]): LedgerTransaction => ({
  ...{ tenantId: 1, id: 'txn_1', event: 'charge.captured', source: 'ch_1' },
  ...{ created: at, availableOn: at, postings },
});
const into = (amount: Money): Posting => ({ debit: 'conversion_position', credit: 'sales', amount });
const outOf = (amount: Money): Posting => ({ debit: 'provider_receivable', credit: 'conversion_position', amount });

const pounds = (amount: bigint): Money => money(amount, 'gbp');
const euros = (amount: bigint): Money => money(amount, 'eur');

it.each<[string, LedgerTransaction[], [string, bigint][]]>([
  ['of no transaction are none', [], []],
  ['of a charge that was not converted are none', [transaction({ debit: 'provider_receivable', credit: 'sales', amount: euros(5n) })], []],
  [
    'of a converted charge are what it was sold for above zero and what it brought below',
    [transaction(into(pounds(10_000n)), outOf(euros(11_487n)))],
    [
      ['gbp', 10_000n],
      ['eur', -11_487n],
    ],
  ],
  [
    'sum over all postings and transactions',
    [
      transaction(into(pounds(10_000n)), into(pounds(500n)), outOf(euros(11_487n))),
      transaction(outOf(pounds(2_500n)), into(euros(2_872n))),
    ],
    [
      ['gbp', 8_000n],
      ['eur', -8_615n],
    ],
  ],
  [
    'are zero once all is given back',
    [transaction(into(pounds(10_000n)), outOf(euros(11_487n))), transaction(outOf(pounds(10_000n)), into(euros(11_487n)))],
    [
      ['gbp', 0n],
      ['eur', 0n],
    ],
  ],
])('positions %s', (_what, transactions, positions) => {
  expect([...positionsOf(transactions)]).toEqual(positions);
});
