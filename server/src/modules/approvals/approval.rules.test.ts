import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { assertAsApproved, assertNotOwn, assertWaiting, expiryOf, isOwn, needsApproval, waitsMessage } from './approval.rules.ts';

const NOW = new Date('2026-07-14T12:00:00Z');

describe('whether somebody else must agree', () => {
  it.each([
    [100n, null, false],
    [100n, 100n, false],
    [101n, 100n, true],
    [1n, 0n, true],
    // No rate tells it.
    [null, 100n, true],
    [null, null, false],
  ])('%s beside a limit of %s: %s', (counted, limit, expected) => {
    expect(needsApproval({ counted, limit })).toBe(expected);
  });
});

describe('who decides', () => {
  it('is neither who asked, nor who made the key that asked', () => {
    const byKey = { askedBy: 'key_1', behind: 'ada' };
    expect(isOwn(byKey, { id: 'ada' })).toBe(true);
    expect(isOwn({ askedBy: 'ada', behind: 'ada' }, { id: 'ada' })).toBe(true);
    expect(isOwn({ askedBy: 'ada', behind: null }, { id: 'ada' })).toBe(true);
    expect(isOwn({ askedBy: 'key_1', behind: null }, { id: 'ada' })).toBe(false);
    expect(() => assertNotOwn(byKey, { id: 'ada' })).toThrow(
      expect.objectContaining({ code: 'forbidden', message: expect.stringContaining('themselves') }),
    );
    expect(() => assertNotOwn(byKey, { id: 'bea' })).not.toThrow();
  });

  it('decides while it waits, for seven days', () => {
    const expires = expiryOf(NOW);
    expect(expires).toEqual(new Date('2026-07-21T12:00:00Z'));
    expect(() => assertWaiting({ status: 'waiting', expires }, new Date(expires.getTime() - 1))).not.toThrow();
    expect(() => assertWaiting({ status: 'waiting', expires }, expires)).toThrow('expired');
    expect(() => assertWaiting({ status: 'declined', expires }, expires)).toThrow('declined');
    for (const status of ['approved', 'declined', 'withdrawn', 'expired', 'failed'] as const)
      expect(() => assertWaiting({ status, expires }, NOW)).toThrow(expect.objectContaining({ code: 'approval_unexpected_state' }));
  });
});

it('what was approved is not carried out with another amount', () => {
  expect(() => assertAsApproved(money(1_000n, 'eur'), money(1_000n, 'eur'))).not.toThrow();
  expect(() => assertAsApproved(money(1_000n, 'eur'), money(10_000n, 'eur'))).toThrow('It comes to €100.00 by now, and €10.00 waited');
  expect(() => assertAsApproved(money(1_000n, 'eur'), money(1_000n, 'usd'))).toThrow(
    expect.objectContaining({ code: 'approval_unexpected_state' }),
  );
});

it.each([
  ['refund', 'Refunds of one payment above €50.00 must be approved by another person.'],
  ['payout', 'What is above €50.00 for a payout must be approved by another person.'],
  ['record', 'What is above €50.00 for a record of cash must be approved by another person.'],
] as const)('who asks for a %s is told what waits, and that nothing has been done', (kind, words) => {
  expect(waitsMessage(kind, money(5_000n, 'eur'), 'appr_1')).toBe(`${words} Nothing has been done yet; it waits as appr_1.`);
});
