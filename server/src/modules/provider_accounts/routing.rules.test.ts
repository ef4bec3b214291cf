import { describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/index.ts';
import { routeOf, type StoredProviderAccount } from './providerAccount.ts';
import { chooseAccount, methodsOf } from './routing.rules.ts';

/** Having an operation is the capability; here none is called. */
const operation = {} as never;
const CONNECTORS: Record<string, Connector> = {
  sandbox: { name: 'sandbox', authorise: operation, debit: operation, verify: operation },
  stripe: { name: 'stripe', authorise: operation },
};
const account = (id: string, changes: Partial<StoredProviderAccount>): StoredProviderAccount => ({
  ...{ tenantId: 1, id: `pacc_${id}`, version: 1, connector: 'stripe', name: id, baseUrl: 'https://api.example', secret: null },
  ...{ secretLast4: null, methods: ['card'], currencies: [], position: 1, active: true, fees: [], disputeFees: [], createdBy: 'user_1' },
  ...{ created: new Date('2026-03-02T09:00:00Z'), livemode: false },
  ...changes,
});
const SANDBOX = account('s', { connector: 'sandbox', position: 2, methods: ['card', 'sepa_debit'] });
const EUR = { method: 'card', currency: 'eur' };

describe('through whom a payment goes', () => {
  it.each<[string, StoredProviderAccount[], Partial<typeof EUR & { verifies: boolean }>, string[], string | null]>([
    ['the first in order', [SANDBOX, account('a', {})], {}, [], 'pacc_a'],
    ['one that is active', [account('a', { active: false }), SANDBOX], {}, [], 'sandbox'],
    ['one that takes the currency', [account('a', { currencies: ['usd'] }), SANDBOX], {}, [], 'sandbox'],
    ['one that names the currency', [account('a', { currencies: ['usd', 'eur'] }), SANDBOX], {}, [], 'pacc_a'],
    ['one that takes the method', [account('a', {}), SANDBOX], { method: 'sepa_debit' }, [], 'sandbox'],
    ['one whose provider can do it', [account('a', { methods: ['sepa_debit'] })], { method: 'sepa_debit' }, [], null],
    ['one that verifies cards', [account('a', {}), SANDBOX], { verifies: true }, [], 'sandbox'],
    ['one that was not passed over', [account('a', {}), account('b', { position: 3 }), SANDBOX], {}, ['pacc_a', 'sandbox'], 'pacc_b'],
    ['nobody, once all were passed over', [SANDBOX], {}, ['sandbox'], null],
    ['never the sandbox in live mode', [{ ...SANDBOX, livemode: true }], {}, [], null],
    ['nobody whose connector is gone', [account('a', { connector: 'gone' })], {}, [], null],
  ])('%s', (_what, accounts, need, passed, chosen) => {
    const found = chooseAccount(accounts, CONNECTORS, { ...EUR, ...need }, passed);
    expect(found && routeOf(found)).toBe(chosen);
  });
});

it('a connector takes what it has operations for', () => {
  expect(methodsOf({ name: 'x', authorise: operation })).toEqual(['card']);
  expect(methodsOf(CONNECTORS.sandbox as Connector)).toEqual(['card', 'sepa_debit', 'us_bank_account']);
});
