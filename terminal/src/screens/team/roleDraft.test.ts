import type { TeamRoleView } from '@guichet/contract/teamViews.ts';
import { describe, expect, it } from 'vitest';
import { draftOf, givenCeilings, isOffered, readCeiling, roleOf } from './roleDraft.ts';

const ROLE: TeamRoleView = {
  ...{ id: 'role_1', name: 'Fair', permissions: ['payments.read', 'balance.read'], own_payments: false, hides_contacts: false },
  ...{ ceilings: { charge: 20_000, refund: null, day: 0 }, members: 0, may_give: true },
};
const typed = (minor: number) => (minor / 100).toFixed(2);

describe('a role that is typed', () => {
  it('begins as what it is, or as a cashier', () => {
    expect(draftOf(ROLE, typed)).toMatchObject({ name: 'Fair', ceilings: { charge: '200.00', refund: '', day: '0.00' } });
    expect(draftOf(null, typed)).toMatchObject({ name: '', ceilings: { charge: '', refund: '', day: '' } });
    expect(draftOf(null, typed).permissions).toContain('payments.write');
  });

  it('is sent with its ceilings in minor units', () => {
    expect(roleOf({ ...draftOf(ROLE, typed), name: ' Fair ' }, 'eur')).toMatchObject({
      name: 'Fair',
      ceilings: { charge: 20_000, refund: null, day: 0 },
    });
  });

  it.each([
    ['no name', { name: ' ' }],
    ['nothing that it may do', { permissions: [] }],
    ['a ceiling that is no amount', { ceilings: { charge: 'much', day: '', refund: '' } }],
  ])('is not sent with %s', (_what, change) => {
    expect(roleOf({ ...draftOf(ROLE, typed), ...change }, 'eur')).toBeNull();
  });

  it('loses what shows everything when it does not see everything', () => {
    const draft = { ...draftOf(ROLE, typed), hides_contacts: true };
    expect(isOffered('balance.read', draft)).toBe(false);
    expect(isOffered('payments.read', draft)).toBe(true);
    expect(roleOf(draft, 'eur')?.permissions).toEqual(['payments.read']);
  });

  it.each([
    [
      { charge: '200', day: '', refund: '0' },
      { charge: 20_000, refund: 0 },
    ],
    [{ charge: '', day: '', refund: '' }, {}],
    [{ charge: 'x', day: '', refund: '' }, null],
  ])('%j are the ceilings %j of a key', (given, expected) => {
    expect(givenCeilings(given, 'eur')).toEqual(expected);
  });

  it.each([
    ['', null],
    [' 12,50 ', 1250],
    ['x', undefined],
  ])('%j is the ceiling %j', (text, expected) => {
    expect(readCeiling(text, 'eur')).toBe(expected);
  });
});
