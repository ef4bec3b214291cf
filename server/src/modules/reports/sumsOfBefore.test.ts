import { expect, it } from 'vitest';
import { runSql, testDatabase } from '../../../test/harness/testDatabase.ts';
import { migrate, readMigrations } from '../../platform/migrate.ts';

const TOTALS = 43;

it('leaves no sum of before where all is folded anew: it would be added to all rows', async () => {
  const database = await testDatabase();
  const run = (sql: string) => runSql<{ left: string }>(database.ownerPool, sql);
  try {
    await run('DROP SCHEMA public, auth CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO guichet_server');
    const all = readMigrations();
    await migrate(
      database.ownerPool,
      all.filter(({ number }) => number < TOTALS),
    );
    await run(`INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
        VALUES (1, 'acct_1', false, 'Chez Odile', 'FR', 'eur', 'Europe/Paris', now());
      INSERT INTO report_cuts VALUES (1, 'movements', now()), (1, 'tries', now());
      INSERT INTO report_sums VALUES (1, 60, '2026-06-01T10:00:00Z', 'sale', 'eur', 'eur', 'card', 'phone', 'anna', 1, 1000, 1000, 30);
      INSERT INTO report_tries VALUES (1, 60, '2026-06-01T10:00:00Z', '', 'eur', 'card', 'phone', 'anna', 1, 1000);
      ALTER TABLE report_open_tries DROP CONSTRAINT report_open_tries_tenant_id_charge_id_fkey;
      INSERT INTO report_open_tries VALUES (1, 'ch_1');
      INSERT INTO report_customer_sums VALUES (1, 60, '2026-06-01T10:00:00Z', 'cus_1', 'eur', 1, 1000, 0)`);
    await migrate(database.ownerPool, all);
    const tables = ['report_cuts', 'report_sums', 'report_tries', 'report_open_tries', 'report_customer_sums'];
    for (const table of tables) expect(await run(`SELECT '${table}' AS left FROM ${table}`)).toEqual([]);
  } finally {
    await database.close();
  }
});
