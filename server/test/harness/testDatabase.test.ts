import pg from 'pg';
import { expect, it } from 'vitest';
import { testDatabase } from './testDatabase.ts';

it('gives each caller a database of its own, with the migrations applied', async () => {
  const [one, other] = [await testDatabase(), await testDatabase()];
  const client = new pg.Client(one.ownerPool);
  await client.connect();
  await client.query('CREATE TABLE only_here (id int)');
  const { rows } = await client.query('SELECT number FROM schema_migrations WHERE number = 1');
  expect(rows).toEqual([{ number: 1 }]);
  await client.end();

  const elsewhere = new pg.Client(other.ownerPool);
  await elsewhere.connect();
  await expect(elsewhere.query('SELECT FROM only_here')).rejects.toThrow('does not exist');
  await elsewhere.end();
  await Promise.all([one.close(), other.close()]);
});

it('does not let the server create tables or change the log of migrations', async () => {
  const database = await testDatabase();
  const client = new pg.Client(database.serverPool);
  await client.connect();
  await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  await expect(client.query('DELETE FROM schema_migrations')).rejects.toThrow('permission denied');
  await client.end();
  await database.close();
});

it('tells of a connection that was left open', async () => {
  const database = await testDatabase();
  const client = new pg.Client(database.serverPool);
  const cut = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await client.query('SELECT 42 AS leaked');
  await expect(database.close()).rejects.toThrow('SELECT 42 AS leaked');
  await cut;
});
