import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { manualClock } from '../platform/clock.ts';
import { claimKey, findKey, purgeKeys, storeReply } from '../platform/idempotency.store.ts';
import { idMaker } from '../platform/ids.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { systemRandom } from '../platform/random.ts';
import { type Database, withTransaction } from '../platform/transaction.ts';
import { Changes } from './changes.ts';
import { purgeEvents } from './purgeEvents.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const DAY_MS = 24 * 3600_000;
const TENANT = 1;
const never = new AbortController().signal;

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  database = openDatabase(test.serverPool);
  const tenant = (id: number) => `(${id}, 'acct_${id}', false, 'Shop', 'FR', 'eur', 'Europe/Paris', '2026-01-01')`;
  await runSql(test.ownerPool, `INSERT INTO tenants VALUES ${tenant(1)}, ${tenant(2)}`);
});
afterEach(() =>
  runSql(test.ownerPool, 'TRUNCATE webhook_endpoints, webhook_tries, webhook_deliveries, events, object_versions, idempotency_keys'),
);
afterAll(async () => {
  await database.close();
  await test.close();
});

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

/** An object comes to a version some days ago; `types` are told of. */
async function happened(days: number, object: string, version: number, types = ['customer.updated'], tenantId = TENANT): Promise<void> {
  const changes = new Changes(
    { tenantId, now: daysAgo(days), requestId: null, idempotencyKey: null },
    idMaker(manualClock(daysAgo(days)), systemRandom),
  );
  changes.add({ id: object, object: 'customer' }, version, types);
  await withTransaction(database, (tx) => changes.store(tx));
}

const versions = async (tenantId = TENANT): Promise<string[]> =>
  (
    await runSql<{ name: string }>(
      test.ownerPool,
      `SELECT object_id || ' ' || version AS name FROM object_versions WHERE tenant_id = ${tenantId} ORDER BY 1`,
    )
  ).map(({ name }) => name);
const count = async (table: string): Promise<number> =>
  Number((await runSql<{ count: bigint }>(test.ownerPool, `SELECT count(*) FROM ${table}`))[0]?.count);

describe('after thirty days', () => {
  it('events go, with the versions that newer ones have replaced; the newest version of an object stays', async () => {
    for (const [days, version] of [
      [90, 1],
      [60, 2],
      [31, 3],
      [29, 4],
      [5, 5],
    ] as const)
      await happened(days, 'cus_1', version);
    await happened(90, 'cus_2', 1);
    await purgeEvents(database, NOW, never);
    expect(await versions()).toEqual(['cus_1 4', 'cus_1 5', 'cus_2 1']);
    expect(await count('events')).toBe(2);
    await purgeEvents(database, NOW, never);
    expect(await versions()).toEqual(['cus_1 4', 'cus_1 5', 'cus_2 1']);
  });

  it('versions go that nobody was told of, once what came after them does', async () => {
    await happened(90, 'cus_1', 1);
    await happened(80, 'cus_1', 2, []);
    await happened(70, 'cus_1', 3);
    await happened(60, 'cus_1', 4, []);
    await purgeEvents(database, NOW, never);
    expect(await versions()).toEqual(['cus_1 4']);
  });

  it('several events of one version, and other tenants, are minded', async () => {
    await happened(40, 'cus_1', 1, ['customer.created', 'customer.updated']);
    await happened(40, 'cus_1', 1, ['customer.created'], 2);
    await happened(1, 'cus_1', 2, ['customer.updated'], 2);
    await purgeEvents(database, NOW, never);
    expect([await versions(1), await versions(2)]).toEqual([['cus_1 1'], ['cus_1 1', 'cus_1 2']]);
    expect(await count('events')).toBe(1);
  });

  it('deliveries go with their events, and their tries', async () => {
    await runSql(
      test.ownerPool,
      `INSERT INTO webhook_endpoints (tenant_id, id, version, url, enabled_events, status, secret, secret_kek_id, created)
       VALUES (${TENANT}, 'we_1', 1, 'https://x.example', '{*}', 'enabled', 'x', 'kek', '2026-01-01')`,
    );
    await happened(31, 'cus_1', 1);
    await happened(29, 'cus_2', 1);
    await runSql(test.ownerPool, `INSERT INTO webhook_tries SELECT tenant_id, id, 1, created, 1, 200, '', NULL FROM webhook_deliveries`);
    await purgeEvents(database, NOW, never);
    expect([await count('webhook_deliveries'), await count('webhook_tries')]).toEqual([1, 1]);
  });

  it('a stored reply keeps its version, also when that was replaced right after it', async () => {
    await happened(60, 'cus_1', 1);
    const claim = { key: 'key-1', requestHash: Buffer.from('x'), claimedBy: 'user_1' };
    await withTransaction(database, async (tx) => {
      await claimKey(tx, TENANT, claim, 'req_1', daysAgo(0.5));
      // An update that changed nothing answers the version that is there, however old.
      await storeReply(tx, TENANT, 'key-1', { status: 200, body: null, stored: { objectId: 'cus_1', version: 1 } });
    });
    await happened(0.4, 'cus_1', 2);
    await purgeKeys(database, NOW);
    await purgeEvents(database, NOW, never);
    expect((await findKey(database, TENANT, 'key-1'))?.reply?.body).toMatchObject({ id: 'cus_1' });
    expect(await versions()).toEqual(['cus_1 1', 'cus_1 2']);
  });

  it('more go than fit into one transaction, and a stop ends it between two', async () => {
    const tell = Array.from({ length: 20 }, () => 'customer.updated');
    for (let n = 0; n < 30; n += 1) await happened(50, `cus_${n}`, 1, tell);
    const stopped = new AbortController();
    stopped.abort();
    await purgeEvents(database, NOW, stopped.signal);
    expect(await count('events')).toBe(600);
    await purgeEvents(database, NOW, never);
    expect(await count('events')).toBe(0);
  });
});
