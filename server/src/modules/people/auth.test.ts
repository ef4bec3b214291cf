import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/harness/testDatabase.ts';
import { systemClock } from '../../platform/clock.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { createAuth } from './auth.ts';

it('finds in our migration all that better-auth wants for these settings', async () => {
  const database = await testDatabase();
  const db = openDatabase(database.serverPool);
  const { options } = createAuth({ db, secret: 's'.repeat(43), origin: 'http://localhost', secureCookies: false, clock: systemClock });
  // Its migrations know a schema only by the search path.
  const pool = new pg.Pool({ ...database.ownerPool, options: '-c search_path=auth' });
  const { toBeCreated, toBeAdded } = await getMigrations({ ...options, database: pool });
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  await Promise.all([pool.end(), db.close()]);
  await database.close();
});
