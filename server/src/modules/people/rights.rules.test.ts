import { PERMISSIONS, ROLE_PERMISSIONS, ROLES } from '@guichet/contract/permissions.ts';
import { describe, expect, it } from 'vitest';
import { builtInRole, callerRights, covers, type HeldRole, mayGive, NO_CEILINGS, rightsOf, roleIdOf, SEES_ALL } from './rights.rules.ts';

const held = (role: string): HeldRole => builtInRole(role) ?? expect.fail(role);
const own = (more: Partial<NonNullable<HeldRole['ownRole']>>): HeldRole => ({
  role: 'own',
  ownRole: { id: 'role_1', name: 'Fair', permissions: ['payments.read'], sight: SEES_ALL, ceilings: NO_CEILINGS, ...more },
});

describe('rights', () => {
  it('of the six are those of the contract, without ceilings', () => {
    for (const role of ROLES)
      expect(rightsOf(held(role))).toEqual({ permissions: ROLE_PERMISSIONS[role], sight: SEES_ALL, ceilings: NO_CEILINGS });
    expect(builtInRole('own')).toBeNull();
    expect(roleIdOf(held('cashier'))).toBe('cashier');
  });

  it('of an own role are its own', () => {
    const role = own({ ceilings: { charge: 100n, refund: null, day: null } });
    expect(rightsOf(role)).toMatchObject({ permissions: ['payments.read'], ceilings: { charge: 100n } });
    expect(roleIdOf(role)).toBe('role_1');
  });

  it('of a role that a newer server knows are none', () => {
    expect(rightsOf({ role: 'own', ownRole: null }).permissions).toEqual([]);
  });

  it('travel with the caller only as far as they bind', () => {
    expect(callerRights(rightsOf(held('cashier')))).toEqual({ permissions: new Set(ROLE_PERMISSIONS.cashier) });
    expect(callerRights(rightsOf(own({ sight: { ownPayments: true, hidesContacts: false } })))).toEqual({
      permissions: new Set(['payments.read']),
      sight: { ownPayments: true, hidesContacts: false },
    });
    expect(callerRights(rightsOf(own({ ceilings: { charge: null, refund: 5n, day: null } }))).ceilings?.refund).toBe(5n);
  });
});

describe('who covers what', () => {
  const rights = (more: object) => ({ permissions: PERMISSIONS, sight: SEES_ALL, ceilings: NO_CEILINGS, ...more });
  it.each([
    [{}, {}, true],
    [{ permissions: ['payments.read'] }, { permissions: ['payments.read', 'refunds.write'] }, false],
    [{ sight: { ownPayments: true, hidesContacts: false } }, {}, false],
    [{ sight: { ownPayments: false, hidesContacts: true } }, {}, false],
    [{ sight: { ownPayments: true, hidesContacts: false } }, { sight: { ownPayments: true, hidesContacts: true } }, true],
    [{ ceilings: { ...NO_CEILINGS, charge: 100n } }, {}, false],
    [{ ceilings: { ...NO_CEILINGS, charge: 100n } }, { ceilings: { ...NO_CEILINGS, charge: 101n } }, false],
    [{ ceilings: { ...NO_CEILINGS, charge: 100n } }, { ceilings: { ...NO_CEILINGS, charge: 100n } }, true],
    [{ ceilings: { ...NO_CEILINGS, refund: 100n } }, {}, false],
    [{ ceilings: { ...NO_CEILINGS, day: 100n } }, {}, false],
    [{}, { ceilings: { charge: 1n, refund: 1n, day: 1n } }, true],
  ])('case %#', (giver, given, expected) => {
    expect(covers(rights(giver), rights(given))).toBe(expected);
  });

  it.each([
    ['owner', 'owner', true],
    ['owner', 'cashier', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['manager', 'admin', false],
    ['manager', 'cashier', true],
    ['cashier', 'manager', false],
    ['developer', 'cashier', false],
  ])('%s gives %s: %j', (giver, given, expected) => {
    expect(mayGive(held(giver), held(given))).toBe(expected);
  });

  it('an own role gives no more than it has', () => {
    expect(mayGive(own({ permissions: PERMISSIONS }), held('admin'))).toBe(true);
    expect(mayGive(own({ permissions: PERMISSIONS }), held('owner'))).toBe(false);
    expect(mayGive(own({ permissions: ['team.write'] }), held('cashier'))).toBe(false);
  });
});
