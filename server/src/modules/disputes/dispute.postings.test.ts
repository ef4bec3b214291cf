import { money } from '@guichet/contract/money.ts';
import { expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import { convertedWithdrawal, fundsReinstated, fundsWithdrawn } from './dispute.postings.ts';

const now = new Date('2026-03-02T09:00:00Z');
const amount = money(4990n, 'eur');
const facts = { tenantId: 1, id: 'txn_1', disputeId: 'dp_1', amount, fee: money(1500n, 'eur'), now } as const;

const documented = (event: string, amounts: Readonly<Record<string, bigint>>) =>
  documentedPostings()
    .get(event)
    ?.map((row) => ({ debit: row.debit, credit: row.credit, amount: money(amounts[row.amount] ?? 0n, 'eur') }));

it('a dispute takes back what docs/ledger.md says, and its fee', () => {
  const taken = fundsWithdrawn(facts);
  expect(taken).toMatchObject({ source: 'dp_1', availableOn: now });
  expect(taken.postings).toEqual(documented(taken.event, { disputed: 4990n, fee: 1500n }));
  expect(fundsWithdrawn({ ...facts, fee: money(0n, 'eur') }).postings).toHaveLength(1);
});

it('a dispute that was won returns the amount and leaves the fee', () => {
  const returned = fundsReinstated(fundsWithdrawn(facts), { id: 'txn_2', now });
  expect(returned).toMatchObject({ id: 'txn_2', source: 'dp_1' });
  expect(returned.postings).toEqual(documented(returned.event, { disputed: 4990n }));
});

it.each([
  ['dearer', 5200n, { loss: 200n }],
  ['cheaper', 4900n, { gain: 100n }],
  ['worth the same', 5000n, {}],
] as const)('a dispute of a converted sale that is %s today books the difference', (_when, settled, difference) => {
  const taken = convertedWithdrawal({
    ...facts,
    amount: money(4000n, 'gbp'),
    settled: money(settled, 'eur'),
    brought: money(5000n, 'eur'),
  });
  const amounts: Readonly<Record<string, ReturnType<typeof money>>> = {
    disputed: money(4000n, 'gbp'),
    settled: money(settled, 'eur'),
    fee: money(1500n, 'eur'),
    ...Object.fromEntries(Object.entries(difference).map(([name, value]) => [name, money(value, 'eur')])),
  };
  const about = { tenantId: 1, id: 'txn_1', event: 'dispute.converted', source: 'dp_1', created: now, availableOn: now };
  expect(taken).toMatchObject(about);
  const rows = documentedPostings().get(taken.event) ?? [];
  expect(rows).toHaveLength(5);
  expect(taken.postings).toEqual(
    rows.flatMap((row) =>
      amounts[row.amount] === undefined ? [] : [{ debit: row.debit, credit: row.credit, amount: amounts[row.amount] }],
    ),
  );
});
