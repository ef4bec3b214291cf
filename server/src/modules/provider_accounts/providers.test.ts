import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertTenant, runSql, type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import type { Connector, Provider, StoredAccess } from '../../connectors/index.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import { insertAccount, updateAccountRow } from './providerAccounts.store.ts';
import { Providers } from './providers.ts';

// Two servers on one database: what one of them changes counts for the other at once.

const CONNECTORS = { stripe: { name: 'stripe', authorise: {} } } as unknown as Record<string, Connector>;
const ACCOUNT: StoredProviderAccount = {
  ...{ tenantId: 1, id: 'pacc_one', version: 1, connector: 'stripe', name: 'Upstream', baseUrl: 'http://one.example' },
  secret: { sealed: Buffer.from('sealed'), key: { kekId: 'kek_1', wrapped: Buffer.from('wrapped') } },
  ...{ secretLast4: '7890', methods: ['card'], currencies: [], position: 0, active: true, fees: [], disputeFees: [] },
  ...{ createdBy: 'usr_1', created: new Date('2026-03-02T09:00:00Z'), livemode: false, cards: 'raw', publishableKey: null },
};

let testing: TestDatabase;
let database: Database;
/** Which addresses were opened, by all servers. */
let opened: string[];

beforeAll(async () => {
  testing = await testDatabase();
  database = openDatabase(testing.serverPool);
  await insertTenant(testing.ownerPool);
});
afterAll(async () => {
  await database.close();
  await testing.close();
});
beforeEach(async () => {
  opened = [];
  await runSql(testing.ownerPool, 'DELETE FROM provider_accounts');
  await withTransaction(database, (tx) => insertAccount(tx, ACCOUNT));
});

const named = (name: string) => ({ account: { baseUrl: name } }) as Provider;

function server(): Providers {
  const open = async ({ baseUrl }: StoredAccess): Promise<Provider> => {
    opened.push(baseUrl);
    return named(baseUrl);
  };
  return new Providers({ database, connectors: CONNECTORS, sandbox: named('sandbox'), open });
}
const change = (to: Partial<StoredProviderAccount>) => withTransaction(database, (tx) => updateAccountRow(tx, { ...ACCOUNT, ...to }));
const NEED = { method: 'card', currency: 'eur' };
const address = async (providers: Providers) => (await providers.provider({ tenantId: 1, connector: ACCOUNT.id })).account.baseUrl;

it('a new address or secret is used by every server from the next request on, and else an account is opened once', async () => {
  const [one, other] = [server(), server()];
  for (const providers of [one, other, one, other]) expect(await address(providers)).toBe('http://one.example');
  expect(opened).toHaveLength(2);
  await change({ version: 2, baseUrl: 'http://two.example' });
  for (const providers of [other, one, other, one]) expect(await address(providers)).toBe('http://two.example');
  expect(opened).toHaveLength(4);
});

it('an account that was switched off gets no new payment from any server, and still does what it began', async () => {
  const [one, other] = [server(), server()];
  for (const providers of [one, other]) expect(await providers.route(database, 1, NEED)).toBe(ACCOUNT.id);
  await change({ version: 2, active: false });
  for (const providers of [one, other]) {
    await expect(providers.route(database, 1, NEED)).rejects.toMatchObject({ code: 'provider_account_missing' });
    expect(await address(providers)).toBe('http://one.example');
  }
});

it('tells how each account in use was answered last', async () => {
  const one = server();
  expect(await one.standings()).toEqual([{ account: ACCOUNT.id, answers: null, at: null }]);
  const at = new Date('2026-03-02T10:00:00Z');
  one.heard(ACCOUNT.id, false, at);
  expect(await one.standings()).toEqual([{ account: ACCOUNT.id, answers: false, at }]);
  await change({ version: 2, active: false });
  expect(await one.standings()).toEqual([]);
});
