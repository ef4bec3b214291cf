import { describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/index.ts';
import { routeOf, type StoredProviderAccount } from './providerAccount.ts';
import { chooseAccount, entryAccount, methodsOf, methodsTaken, noRoute } from './routing.rules.ts';

/** Having an operation is the capability; here none is called. */
const operation = {} as never;
const CONNECTORS: Record<string, Connector> = {
  sandbox: { name: 'sandbox', authorise: operation, debit: operation, verify: operation },
  stripe: { name: 'stripe', authorise: operation, authoriseHeld: operation },
  both: { name: 'both', authorise: operation, authoriseHeld: operation, debit: operation, verify: operation },
};
const account = (id: string, changes: Partial<StoredProviderAccount>): StoredProviderAccount => ({
  ...{ tenantId: 1, id: `pacc_${id}`, version: 1, connector: 'stripe', name: id, baseUrl: 'https://api.example', secret: null },
  ...{ secretLast4: null, methods: ['card'], currencies: [], position: 1, active: true, fees: [], disputeFees: [], createdBy: 'user_1' },
  ...{ cards: 'raw', publishableKey: null },
  ...{ created: new Date('2026-03-02T09:00:00Z'), livemode: false },
  ...changes,
});
const SANDBOX = account('s', { connector: 'sandbox', position: 2, methods: ['card', 'sepa_debit'] });
const FIELDS = { cards: 'fields', publishableKey: 'pk_test_1' } as const;
const EUR = { method: 'card', currency: 'eur' };

describe('through whom a payment goes', () => {
  it.each<[string, StoredProviderAccount[], Partial<typeof EUR & { verifies: boolean; heldBy: string }>, string[], string | null]>([
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
    ['past one that takes its own tokens alone', [account('f', FIELDS), SANDBOX], {}, [], 'sandbox'],
    ['to the holder of the card, whatever the order', [account('a', {}), account('f', FIELDS)], { heldBy: 'pacc_f' }, [], 'pacc_f'],
    ['to nobody but the holder', [SANDBOX, account('g', FIELDS)], { heldBy: 'pacc_f' }, [], null],
    ['to nobody, when the holder was passed over', [account('f', FIELDS), account('a', {})], { heldBy: 'pacc_f' }, ['pacc_f'], null],
    ['to nobody, when the holder takes numbers now', [account('f', {})], { heldBy: 'pacc_f' }, [], null],
    ['to nobody, when the holder is switched off', [account('f', { ...FIELDS, active: false }), SANDBOX], { heldBy: 'pacc_f' }, [], null],
    ['to nobody, to be verified alone', [account('f', FIELDS)], { heldBy: 'pacc_f', verifies: true }, [], null],
    [
      'to nobody, to be verified alone, though the holder verifies numbers',
      [account('f', { ...FIELDS, connector: 'both' })],
      { heldBy: 'pacc_f', verifies: true },
      [],
      null,
    ],
    [
      'to nobody, when the holder can charge no such card',
      [account('f', { ...FIELDS, connector: 'sandbox' })],
      { heldBy: 'pacc_f' },
      [],
      null,
    ],
    [
      'a debit, also where cards are entered elsewhere',
      [account('f', { ...FIELDS, connector: 'both', methods: ['card', 'sepa_debit'] })],
      { method: 'sepa_debit' },
      [],
      'pacc_f',
    ],
    ['others than the sandbox in live mode', [account('a', { livemode: true })], {}, [], 'pacc_a'],
    ['nobody whose connector is gone', [account('a', { connector: 'gone' })], {}, [], null],
  ])('%s', (_what, accounts, need, passed, chosen) => {
    const found = chooseAccount(accounts, CONNECTORS, { ...EUR, ...need }, passed);
    expect(found && routeOf(found)).toBe(chosen);
  });
});

it('a connector takes what it has operations for', () => {
  expect(methodsOf({ name: 'x', authorise: operation })).toEqual(['card']);
  expect(methodsOf({ name: 'x', debit: operation })).toEqual(['sepa_debit', 'us_bank_account']);
  expect(methodsOf(CONNECTORS.sandbox as Connector)).toEqual(['card', 'sepa_debit', 'us_bank_account']);
});

it.each<[string, StoredProviderAccount[], string[]]>([
  ['nobody', [], []],
  ['one that takes cards alone', [account('a', {})], ['card']],
  ['one that takes them in its fields', [account('f', FIELDS)], ['card']],
  ['one that debits', [account('b', { connector: 'both', methods: ['sepa_debit'] })], ['sepa_debit']],
  ['several', [account('a', {}), account('b', { connector: 'both', methods: ['us_bank_account'] })], ['card', 'us_bank_account']],
  ['one for another currency', [account('a', { currencies: ['usd'] })], []],
])('of %s is taken what they take', (_what, accounts, methods) => {
  expect(methodsTaken(accounts, CONNECTORS, 'eur')).toEqual(methods);
});

describe('where a card is entered', () => {
  it.each<[string, StoredProviderAccount[], string | null]>([
    ['with the first in order, in its fields', [SANDBOX, account('f', FIELDS)], 'pacc_f'],
    ['with the first in order, here', [account('f', { ...FIELDS, position: 3 }), SANDBOX], 'pacc_s'],
    ['past one that takes other currencies', [account('f', { ...FIELDS, currencies: ['usd'] }), SANDBOX], 'pacc_s'],
    ['past one that is switched off', [account('f', { ...FIELDS, active: false }), SANDBOX], 'pacc_s'],
    ['nowhere', [], null],
  ])('%s', (_what, accounts, id) => {
    expect(entryAccount(accounts, CONNECTORS, 'eur')?.id ?? null).toBe(id);
  });
});

describe('when nobody takes it', () => {
  it.each<[string, StoredProviderAccount[], Partial<typeof EUR & { heldBy: string; verifies: boolean }>, string, RegExp]>([
    [
      'the holder is switched off',
      [account('f', { ...FIELDS, active: false })],
      { heldBy: 'pacc_f' },
      'provider_account_unavailable',
      /"f", which is switched off/,
    ],
    [
      'the holder takes other currencies',
      [account('f', { ...FIELDS, currencies: ['usd'] })],
      { heldBy: 'pacc_f' },
      'provider_account_unavailable',
      /not take such cards/,
    ],
    ['the holder is gone', [SANDBOX], { heldBy: 'pacc_f' }, 'provider_account_unavailable', /"pacc_f", which is switched off/],
    [
      'another is active while the holder is not',
      [account('f', { ...FIELDS, active: false }), SANDBOX],
      { heldBy: 'pacc_f' },
      'provider_account_unavailable',
      /"f", which is switched off/,
    ],
    [
      'the holder takes other currencies, and others are switched off',
      [account('a', { active: false }), account('f', { ...FIELDS, currencies: ['usd'] })],
      { heldBy: 'pacc_f' },
      'provider_account_unavailable',
      /not take such cards/,
    ],
    [
      'it is a debit, and who takes debits takes cards in fields',
      [account('f', { ...FIELDS, connector: 'both', methods: ['card', 'sepa_debit'] })],
      { method: 'sepa_debit' },
      'provider_account_missing',
      /./,
    ],
    ['only fields take cards', [account('f', FIELDS)], {}, 'card_fields_required', /"f"/],
    [
      'only fields take cards, in another currency',
      [account('f', { ...FIELDS, currencies: ['usd'] })],
      {},
      'provider_account_missing',
      /./,
    ],
    ['it is no card', [account('f', FIELDS)], { method: 'sepa_debit' }, 'provider_account_missing', /./],
    ['a card is to be verified', [account('f', FIELDS)], { verifies: true }, 'provider_account_missing', /./],
  ])('%s', (_what, accounts, need, code, words) => {
    const refusal = noRoute(accounts, CONNECTORS, { ...EUR, ...need });
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(words);
    expect(refusal.details?.param).toBe(code === 'provider_account_unavailable' ? 'payment_method' : undefined);
  });
});
