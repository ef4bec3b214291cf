import { expect, it } from 'vitest';
import { documentedAccounts, documentedPostings } from '../../test/harness/ledgerTable.ts';
import { ACCOUNT_NAMES, CHART } from './accounts.ts';

it('is the chart that docs/ledger.md shows, in both directions', () => {
  const chart = ACCOUNT_NAMES.map((account) => {
    const { normalSide, kind, meaning } = CHART[account];
    return { account, 'normal side': normalSide, kind, meaning };
  });
  expect(documentedAccounts()).toEqual(chart);
});

it('has every account that an event in docs/ledger.md posts to', () => {
  const used = [...documentedPostings().values()].flat().flatMap(({ debit, credit }) => [debit, credit]);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((account) => !(ACCOUNT_NAMES as string[]).includes(account))).toEqual([]);
});
