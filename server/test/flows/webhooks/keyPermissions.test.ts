import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';

const MIGRATION = join(import.meta.dirname, '../../../migrations/0010_webhooks.sql');
const BEFORE = [
  ...['activity.read', 'balance.read', 'customers.read', 'customers.write', 'events.read', 'messages.read'],
  ...['payments.read', 'payments.write', 'refunds.write'],
];

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

it('keys that could do all that a key can may do the same with webhooks, and lesser keys stay as they are', async () => {
  const [, update] = /(UPDATE api_keys[\s\S]*?;)/.exec(readFileSync(MIGRATION, 'utf8')) ?? [];
  if (update === undefined) return expect.fail('The migration changes no keys.');
  const key = (id: string, permissions: readonly string[]) =>
    `(1, '${id}', '${id}', 'secret', decode(md5('${id}') || md5('x'), 'hex'), 'abcd', '{${permissions.join(',')}}', '2026-01-01')`;
  await runSql(
    test.ownerPool,
    `INSERT INTO tenants VALUES (1, 'acct_1', false, 'Shop', 'FR', 'eur', 'Europe/Paris', '2026-01-01');
     INSERT INTO api_keys (tenant_id, id, name, type, hash, last4, permissions, created)
     VALUES ${key('whole', BEFORE)}, ${key('lesser', BEFORE.slice(1))}`,
  );
  const held = async () =>
    runSql<{ id: string; permissions: string[] }>(test.ownerPool, 'SELECT id, permissions FROM api_keys ORDER BY id');
  const expected = [
    { id: 'lesser', permissions: BEFORE.slice(1) },
    { id: 'whole', permissions: [...BEFORE, 'webhooks.read', 'webhooks.write'] },
  ];
  await runSql(test.ownerPool, update);
  expect(await held()).toEqual(expected);
  await runSql(test.ownerPool, update);
  expect(await held()).toEqual(expected);
});
