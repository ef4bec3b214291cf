import { type Money, money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import * as postings from './payout.postings.ts';
import { assertPayable, expectedArrival, failureOf, payableOf } from './payout.rules.ts';

const AMOUNT: Money = money(1000n, 'eur');
const FACTS = { tenantId: 1, id: 'txn_1', payoutId: 'po_1', amount: AMOUNT, created: new Date('2026-03-02T09:00:00Z') } as const;

it.each(Object.entries(postings))('%s posts what docs/ledger.md says', (_name, post) => {
  const posted = post(FACTS);
  expect(posted).toMatchObject({ source: 'po_1', availableOn: FACTS.created });
  const documented = documentedPostings().get(posted.event);
  expect(documented?.map(({ amount }) => amount)).toEqual(['paid out']);
  expect(posted.postings).toEqual(documented?.map(({ debit, credit }) => ({ debit, credit, amount: AMOUNT })));
});

describe('what can be paid out', () => {
  it.each([
    [12_345n, 'eur', 12_345n],
    [12_345n, 'huf', 12_300n],
    [12_345n, 'isk', 12_300n],
    [12_345n, 'kwd', 12_340n],
    [99n, 'twd', 0n],
    [0n, 'eur', 0n],
    [-500n, 'huf', 0n],
  ] as const)('of %s %s is %s', (available, currency, payable) => expect(payableOf(available, currency)).toBe(payable));

  it.each([
    [0n, 'eur', 'amount_too_small'],
    [50n, 'huf', 'parameter_invalid'],
    [1001n, 'eur', 'balance_insufficient'],
  ] as const)('is not %s %s', (amount, currency, code) => {
    expect(() => assertPayable(amount, currency, 1000n)).toThrow(expect.objectContaining({ code }));
  });

  it('is all of it', () => expect(() => assertPayable(1000n, 'eur', 1000n)).not.toThrow());
});

it.each([
  ['a Monday', '2026-03-02T09:00:00Z', '2026-03-03'],
  ['a Friday', '2026-03-06T23:59:59Z', '2026-03-09'],
  ['a Saturday', '2026-03-07T00:00:00Z', '2026-03-09'],
])('a payout of %s is expected on the next day of work', (_day, now, expected) => {
  expect(expectedArrival(new Date(now)).toISOString()).toBe(`${expected}T00:00:00.000Z`);
});

it('a reason that nobody knows is one that the bank could not process', () => {
  expect(failureOf('no_account')).toMatchObject({ failureCode: 'no_account' });
  for (const reason of ['toString', 'cosmic rays', 7, undefined])
    expect(failureOf(reason)).toMatchObject({ failureCode: 'could_not_process' });
});
