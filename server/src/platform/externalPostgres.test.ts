import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseUrl } from '../../test/harness/serverProcess.ts';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { openExternalPostgres } from './externalPostgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const who = (pool: pg.PoolConfig) => runSql<{ acts_as: string; is: string }>(pool, 'SELECT current_user AS acts_as, session_user AS is');

describe('a PostgreSQL that somebody else runs', () => {
  it('is used with the least rights, also by a superuser', async () => {
    const { ownerPool, serverPool } = await openExternalPostgres({ url: databaseUrl(database.adminPool), ownerUrl: undefined });
    expect(await who(serverPool)).toEqual([{ acts_as: 'guichet_server', is: 'guichet_admin' }]);
    expect(await who(ownerPool)).toEqual([{ acts_as: 'guichet_admin', is: 'guichet_admin' }]);
    await expect(runSql(serverPool, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('keeps the settings that stand in the address', async () => {
    const url = `${databaseUrl(database.adminPool)}&options=${encodeURIComponent('-c statement_timeout=1234')}`;
    const { serverPool } = await openExternalPostgres({ url, ownerUrl: undefined });
    expect(await runSql(serverPool, "SELECT current_user AS name, current_setting('statement_timeout') AS limit")).toEqual([
      { name: 'guichet_server', limit: '1234ms' },
    ]);
  });

  it('is used by an owner who may grant, who need not be a superuser', async () => {
    const name = `lender_${String(database.ownerPool.database).slice(-8)}`;
    await runSql(
      database.adminPool,
      `CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'p'; GRANT guichet_server TO ${name} WITH ADMIN OPTION;
       GRANT CREATE, CONNECT ON DATABASE ${database.adminPool.database} TO ${name}; GRANT CREATE ON SCHEMA public TO ${name}`,
    );
    const { serverPool } = await openExternalPostgres({
      url: databaseUrl({ ...database.adminPool, user: name, password: 'p' }),
      ownerUrl: undefined,
    });
    expect(await who(serverPool)).toEqual([{ acts_as: 'guichet_server', is: name }]);
    await runSql(database.adminPool, `DROP OWNED BY ${name}; DROP ROLE ${name}`);
  });

  it('is refused when its user may neither act as the role nor grant it', async () => {
    const name = `stranger_${String(database.ownerPool.database).slice(-8)}`;
    await runSql(
      database.adminPool,
      `CREATE ROLE ${name} LOGIN PASSWORD 'p'; GRANT CONNECT ON DATABASE ${database.adminPool.database} TO ${name}`,
    );
    const url = databaseUrl({ ...database.adminPool, user: name, password: 'p' });
    await expect(openExternalPostgres({ url, ownerUrl: databaseUrl(database.ownerPool) })).rejects.toThrow(
      `DATABASE_URL: its user may not act as guichet_server: let an administrator run GRANT guichet_server TO "${name}".`,
    );
    await runSql(database.adminPool, `DROP OWNED BY ${name}; DROP ROLE ${name}`);
  });
});
