import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../test/harness/testDatabase.ts';
import { MIGRATIONS_FOLDER, migrate, readMigrations } from './migrate.ts';

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'guichet-migrations-'));
  await run('DROP TABLE schema_migrations');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const run = (sql: string) => runSql(database.ownerPool, sql);

function given(files: Record<string, string>) {
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return readMigrations(folder);
}

describe('migrations', () => {
  it('are applied in order, each once, several statements in one', async () => {
    const two = given({
      '0001_a.sql': 'CREATE TABLE trial (n int); INSERT INTO trial VALUES (1);',
      '0002_b.sql': 'UPDATE trial SET n = n + 10',
    });
    expect(await migrate(database.ownerPool, two)).toBe(2);
    expect(await migrate(database.ownerPool, two)).toBe(0);
    expect(await migrate(database.ownerPool, given({ '0003_c.sql': 'UPDATE trial SET n = n * 2' }))).toBe(1);
    expect(await run('SELECT n FROM trial')).toEqual([{ n: 22 }]);
    expect(await run('SELECT number, name FROM schema_migrations ORDER BY number')).toEqual([
      { number: 1, name: 'a' },
      { number: 2, name: 'b' },
      { number: 3, name: 'c' },
    ]);
  });

  it('are applied once by servers that start together', async () => {
    const slow = given({ '0001_a.sql': 'CREATE TABLE trial (n int)', '0002_b.sql': 'SELECT pg_sleep(0.2); INSERT INTO trial VALUES (1)' });
    const counts = await Promise.all(Array.from({ length: 6 }, () => migrate(database.ownerPool, slow)));
    expect(counts.reduce((sum, each) => sum + each)).toBe(2);
    expect(await run('SELECT n FROM trial')).toEqual([{ n: 1 }]);
  });

  it('leave nothing of one that fails, and what came before it stays', async () => {
    const broken = given({ '0001_a.sql': 'CREATE TABLE trial (n int)', '0002_b.sql': 'INSERT INTO trial VALUES (1); SELECT 1/0' });
    await expect(migrate(database.ownerPool, broken)).rejects.toThrow('0002_b.sql: division by zero');
    expect(await run('SELECT n FROM trial')).toEqual([]);
    expect(await migrate(database.ownerPool, given({ '0002_b.sql': 'INSERT INTO trial VALUES (2)' }))).toBe(1);
  });

  it('refuse a database that knows later ones, or had another text', async () => {
    await migrate(database.ownerPool, given({ '0001_a.sql': 'SELECT 1', '0002_b.sql': 'SELECT 2' }));
    const known = readMigrations(folder);
    await expect(migrate(database.ownerPool, known.slice(0, 1))).rejects.toThrow('which does not know 0002_b.sql');
    await expect(migrate(database.ownerPool, given({ '0001_a.sql': 'SELECT 3' }))).rejects.toThrow('0001_a.sql is not the migration');
  });

  it('are refused when two have one number or a name is odd', () => {
    expect(() => given({ '0001_a.sql': '', '0001_b.sql': '' })).toThrow('same number');
    expect(() => given({ 'first.sql': '' })).toThrow('first.sql is not called NNNN_name.sql');
  });

  it('of this program are there', () => {
    expect(readMigrations(MIGRATIONS_FOLDER).length).toBeGreaterThan(0);
  });
});
