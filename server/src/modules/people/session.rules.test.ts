import type { Permission } from '@guichet/contract/permissions.ts';
import { expect, it } from 'vitest';
import type { Seat } from './person.ts';
import { NO_CEILINGS, type OwnRole, SEES_ALL } from './rights.rules.ts';
import { countsAsActivity, isOver, mustEnrol, needsSecondFactor } from './session.rules.ts';

const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

it.each([
  ['09:00:00.000', '20:45:00.001', '20:59:59.999', false],
  ['09:00:00.000', '20:59:59.999', '21:00:00.000', true],
  ['09:00:00.000', '09:10:00.000', '09:24:59.999', false],
  ['09:00:00.000', '09:10:00.000', '09:25:00.000', true],
])('a session of %s, last used %s, at %s', (startedAt, lastActiveAt, now, over) => {
  expect(isOver({ startedAt: at(startedAt), lastActiveAt: at(lastActiveAt) }, at(now))).toBe(over);
});

it.each([
  ['POST', undefined, true],
  ['DELETE', undefined, true],
  ['GET', undefined, false],
  ['HEAD', undefined, false],
  ['GET', '1', true],
  ['GET', '0', false],
])('%s with Guichet-Activity %s', (method, header, counts) => {
  expect(countsAsActivity(method, header)).toBe(counts);
});

const RULE = { roles: ['owner'], since: at('09:00:00') } as const;

it.each([
  ['owner', true, null, '08:00:00', true],
  ['manager', true, null, '08:00:00', true],
  ['cashier', true, RULE, '10:00:00', false],
  ['owner', false, null, '10:00:00', false],
  ['owner', false, RULE, '08:59:59', false],
  ['owner', false, RULE, '09:00:01', true],
  ['manager', false, RULE, '09:00:01', false],
] as const)(
  'a second factor for %s, live %s, by the rule %j, signed in at %s: %s',
  (role, livemode, secondFactorRule, startedAt, expected) => {
    const seat = { role, ownRole: null, livemode, secondFactorRule };
    expect(needsSecondFactor(seat, at(startedAt))).toBe(expected);
    const factors = (code: boolean, passkeys: number) => ({ startedAt: at(startedAt), secondFactors: { code, passkeys } });
    expect(mustEnrol(seat as Seat, factors(false, 0))).toBe(expected);
    expect(mustEnrol(seat as Seat, factors(true, 0))).toBe(false);
    expect(mustEnrol(seat as Seat, factors(false, 1))).toBe(false);
  },
);

it.each<[Permission[], boolean]>([
  [['payments.read', 'payments.write'], false],
  [['payments.write', 'refunds.write'], true],
])('a role of the place’s own with %j needs a second factor as a manager does: %s', (permissions, expected) => {
  const ownRole: OwnRole = { id: 'srole_1', name: 'Season', permissions, sight: SEES_ALL, ceilings: NO_CEILINGS };
  expect(needsSecondFactor({ role: 'own', ownRole, livemode: true, secondFactorRule: null }, at('08:00:00'))).toBe(expected);
});
