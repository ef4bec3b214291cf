import { money } from '@guichet/contract/money.ts';
import { expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import { refundCreated } from './refund.postings.ts';

const created = new Date('2026-03-02T09:00:00Z');

it('a refund posts what docs/ledger.md says, and lowers what is available at once', () => {
  const amount = money(1000n, 'eur');
  const posted = refundCreated({ tenantId: 1, id: 'txn_1', refundId: 're_1', amount, created });
  expect(posted).toMatchObject({ source: 're_1', created, availableOn: created });
  const documented = documentedPostings().get(posted.event);
  expect(documented?.map((row) => row.amount)).toEqual(['refunded']);
  expect(posted.postings).toEqual(documented?.map(({ debit, credit }) => ({ debit, credit, amount })));
});
