import { type Money, money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { documentedPostings } from '../../../test/harness/ledgerTable.ts';
import * as postings from './payout.postings.ts';
import { assertCancelable, assertPayable, assertPaysOut, assertReversible, expectedArrival, failureOf, payableOf } from './payout.rules.ts';
import { PAYOUT_STATUSES, type Payout } from './payout.ts';

const AMOUNT: Money = money(1000n, 'eur');
const FACTS = { tenantId: 1, id: 'txn_1', payoutId: 'po_1', amount: AMOUNT, created: new Date('2026-03-02T09:00:00Z') } as const;

it('is made in test mode alone: live, providers pay out', () => {
  expect(() => assertPaysOut(false)).not.toThrow();
  expect(() => assertPaysOut(true)).toThrow(
    expect.objectContaining({ code: 'payouts_not_allowed', message: expect.stringContaining('providers') }),
  );
});

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
    [0n, 'eur', 'amount_too_small', 'The amount to pay out must be above zero.'],
    [-100n, 'eur', 'amount_too_small', 'The amount to pay out must be above zero.'],
    [50n, 'huf', 'parameter_invalid', 'An amount to pay out in huf must be a multiple of 100.'],
    [1001n, 'eur', 'balance_insufficient', 'The amount is above what is available for payouts in eur: 10.00.'],
  ] as const)('is not %s %s, and the answer says why', (amount, currency, code, message) => {
    expect(() => assertPayable(amount, currency, 1000n)).toThrow(
      expect.objectContaining({ code, message, details: { param: 'amount', message } }),
    );
  });

  it('is all of it', () => expect(() => assertPayable(1000n, 'eur', 1000n)).not.toThrow());
});

/** The rules look at nothing else of a payout. */
const payout = (changes: Partial<Payout> = {}): Payout =>
  ({ id: 'po_1', status: 'pending', sentAt: null, originalPayoutId: null, reversedById: null, ...changes }) as Payout;

const SENT_AT = new Date('2026-03-02T09:00:00Z');

describe('a payout can be canceled', () => {
  it('until it is sent', () => expect(() => assertCancelable(payout())).not.toThrow());

  it.each<[string, Partial<Payout>, string]>([
    ['once it is sent', { sentAt: SENT_AT }, 'it has been sent to the bank'],
    ...PAYOUT_STATUSES.filter((status) => status !== 'pending').flatMap((status): [string, Partial<Payout>, string][] => [
      [`when it is ${status}`, { status, sentAt: SENT_AT }, `its status is ${status}`],
      [`when it is ${status} and was never sent`, { status }, `its status is ${status}`],
    ]),
  ])('but not %s', (_when, changes, why) => {
    const message = `The payout po_1 cannot be canceled any more: ${why}.`;
    expect(() => assertCancelable(payout(changes))).toThrow(
      expect.objectContaining({ code: 'payout_not_cancelable', details: { param: 'id', message } }),
    );
  });
});

describe('a payout can be taken back', () => {
  it('once it has arrived', () => expect(() => assertReversible(payout({ status: 'paid', sentAt: SENT_AT }))).not.toThrow());

  it.each<[string, Partial<Payout>, string]>([
    ['when it takes another back itself', { status: 'paid', originalPayoutId: 'po_0' }, 'it is a reversal itself'],
    ['twice', { status: 'paid', reversedById: 'po_2' }, 'it has been reversed by po_2'],
    ...PAYOUT_STATUSES.filter((status) => status !== 'paid').map((status): [string, Partial<Payout>, string] => [
      `when it is ${status}`,
      { status },
      `its status is ${status}, and only what was paid can be taken back`,
    ]),
  ])('but not %s', (_when, changes, why) => {
    const message = `The payout po_1 cannot be reversed: ${why}.`;
    expect(() => assertReversible(payout(changes))).toThrow(
      expect.objectContaining({ code: 'payout_not_reversible', details: { param: 'id', message } }),
    );
  });
});

it.each([
  ['a Monday', '2026-03-02T09:00:00Z', '2026-03-03'],
  ['a Friday', '2026-03-06T23:59:59Z', '2026-03-09'],
  ['a Saturday', '2026-03-07T00:00:00Z', '2026-03-09'],
])('a payout of %s is expected on the next day of work', (_day, now, expected) => {
  expect(expectedArrival(new Date(now)).toISOString()).toBe(`${expected}T00:00:00.000Z`);
});

it('a reason that nobody knows is one that the bank could not process', () => {
  const told = { failureCode: 'could_not_process', failureMessage: 'The bank could not process this payout.' };
  for (const reason of ['toString', 'cosmic rays', 7, undefined, ['no_account']]) expect(failureOf(reason)).toEqual(told);
});

it('a failure is told by its code and in words', () => {
  expect(failureOf('no_account')).toEqual({
    failureCode: 'no_account',
    failureMessage: 'There is no bank account with this number.',
  });
});
