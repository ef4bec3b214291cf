import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

let place: WholeServer;
beforeAll(async () => {
  place = await startWholeServer();
});
afterAll(() => place.close());

const ready = async (): Promise<{ status: number; reasons: string[] }> => {
  const response = await fetch(`${place.base}/readyz`);
  return { status: response.status, reasons: ((await response.json()) as { reasons: string[] }).reasons };
};

it('a server whose database can only be read, as a demoted primary, says that it cannot take a payment', async () => {
  expect(await ready()).toEqual({ status: 200, reasons: [] });
  const { database } = place.database.adminPool;
  const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`;
  await runSql(place.database.adminPool, `ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  await runSql(place.database.adminPool, others);
  await until(async () => (await ready()).reasons.includes('The database can only be read.'));
  expect((await ready()).status).toBe(503);
  await runSql(
    { ...place.database.adminPool, options: '-c default_transaction_read_only=off' },
    `ALTER DATABASE ${database} RESET default_transaction_read_only`,
  );
  await runSql(place.database.adminPool, others);
  await until(async () => (await ready()).status === 200);
});
