import { money } from '@guichet/contract/money.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import type { LedgerTransaction } from '../../ledger/index.ts';
import { recordReceived, recordReturned } from './record.postings.ts';

const created = new Date('2026-03-02T09:00:00Z');

const settled = (method: RecordedMethod, amount: bigint, moved: bigint) =>
  ({ tenantId: 1, id: 'txn_1', recordId: 'pr_1', method, amount: money(amount, 'chf'), moved, created }) as const;

/** The document's rows of an event whose amounts are these; a row that is not named posts nothing. */
function documented(event: string, amounts: Readonly<Record<string, bigint>>) {
  const rows = documentedPostings().get(event) ?? [];
  expect(rows.map(({ amount }) => amount)).toEqual(expect.arrayContaining(Object.keys(amounts)));
  return rows.flatMap(({ debit, credit, amount: word }) => {
    const amount = amounts[word];
    return amount === undefined ? [] : [{ debit, credit, amount: money(amount, 'chf') }];
  });
}

describe('what staff took and gave back posts what docs/ledger.md says', () => {
  it.each([
    ['cash', 'cash', 1000n, 1000n, { lesser: 1000n }],
    ['cash', 'cash', 1002n, 1000n, { lesser: 1000n, 'rounded down': 2n }],
    ['cash', 'cash', 1003n, 1005n, { lesser: 1003n, 'rounded up': 2n }],
    ['cheque', 'cheque', 1002n, 1002n, { received: 1002n, returned: 1002n }],
    ['bank_transfer', 'transfer', 1002n, 1002n, { received: 1002n, returned: 1002n }],
    ['other', 'elsewhere', 1002n, 1002n, { received: 1002n, returned: 1002n }],
  ] as const)('%s (%s) of %s, of which %s changed hands', (method, name, amount, moved, amounts) => {
    const check = (posted: LedgerTransaction, verb: 'received' | 'returned') => {
      expect(posted).toMatchObject({ event: `${name}.${verb}`, source: 'pr_1', created, availableOn: created });
      const { received, returned, ...roundings } = amounts as Record<string, bigint>;
      const own = verb === 'received' ? received : returned;
      expect(posted.postings).toEqual(documented(posted.event, { ...roundings, ...(own === undefined ? {} : { [verb]: own }) }));
    };
    check(recordReceived(settled(method, amount, moved)), 'received');
    check(recordReturned(settled(method, amount, moved)), 'returned');
  });

  it('and leaves alone what providers owe', () => {
    const used = [...documentedPostings()]
      .filter(([event]) => /^(cash|cheque|transfer|elsewhere)\./.test(event))
      .flatMap(([, rows]) => rows.flatMap(({ debit, credit }) => [debit, credit]));
    expect(used).not.toContain('provider_receivable');
    expect(used.length).toBeGreaterThan(20);
  });
});
