import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/harness/testDatabase.ts';
import { manualClock } from '../../platform/clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../../platform/context.ts';
import { idMaker } from '../../platform/ids.ts';
import { readOrMakeKey } from '../../platform/keyFile.ts';
import { openDatabase } from '../../platform/openDatabase.ts';
import { systemRandom } from '../../platform/random.ts';
import type { Database } from '../../platform/sql.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { listLines, lockHead, readPersonal } from './activity.store.ts';
import { activityView } from './activity.wire.ts';
import { type Activity, createActivity } from './createActivity.ts';
import { sealTenant } from './sealActivity.ts';

const clock = manualClock(new Date('2026-03-02T09:00:00.123Z'));
const ANNA: Actor = { kind: 'person', id: 'u_anna', name: 'Anna Neri' };
const MINUTE_MS = 60_000;

let database: TestDatabase;
let db: Database;
let owner: pg.Pool;
let keysDir: string;
let activity: Activity;
let key: Buffer;
let tenantId = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase(database.serverPool);
  owner = new pg.Pool(database.ownerPool);
  keysDir = mkdtempSync(join(tmpdir(), 'guichet-activity-'));
  activity = createActivity({ db, clock, random: systemRandom, makeId: idMaker(clock, systemRandom), keysDir });
  key = readOrMakeKey(keysDir, 'activity.key', systemRandom);
});

afterAll(async () => {
  await db.close();
  await owner.end();
  await database.close();
  rmSync(keysDir, { recursive: true });
});

async function insertTenant(): Promise<void> {
  await db.query(
    'insert test tenant',
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     VALUES ($1, $2, false, 'Place', 'FR', 'eur', 'Europe/Paris', $3)`,
    [tenantId, `acct_${tenantId}`, clock.now()],
  );
}

/** Each test has a tenant of its own, and so a chain of its own. */
beforeEach(async () => {
  tenantId += 1;
  await insertTenant();
});

const write = (action: ActivityAction, actor: Actor = SYSTEM_ACTOR): Promise<void> =>
  withTransaction(db, (tx) =>
    activity.record(tx, {
      tenantId,
      at: clock.now(),
      actor,
      action,
      target: 're_1',
      ip: '192.0.2.7',
      details: { amount: 4990, currency: 'eur' },
      personal: { email: 'anna@example.com' },
    }),
  );

const seal = (): Promise<number> => sealTenant(db, key, tenantId, clock.now());

/** Three links of two lines each, a minute apart. */
async function writeSealedLog(): Promise<string[]> {
  for (let n = 0; n < 3; n += 1) {
    await write('charge.create', ANNA);
    await write('charge.update');
    expect(await seal()).toBe(2);
    clock.advance(10 * MINUTE_MS);
  }
  const lines = await listLines(db, tenantId, {}, { take: 100 });
  return lines.map(({ id }) => id).reverse();
}

const tamper = (text: string, ...values: unknown[]) => owner.query(text, [tenantId, ...values]);
const findings = async () => (await activity.verify(tenantId)).findings;

describe('recording', () => {
  it('keeps what is personal beside the line and shows both together', async () => {
    await write('refund.create', ANNA);
    const [line] = await listLines(db, tenantId, {}, { take: 10 });
    if (line === undefined) throw new Error('No line was written.');
    expect(JSON.stringify(line)).not.toMatch(/Anna|192\.0\.2\.7|example\.com/);
    expect(activityView(line, await readPersonal(db, tenantId, [line.id]))).toEqual({
      id: line.id,
      at: Math.floor(clock.now().getTime() / 1000),
      actor: { kind: 'person', id: 'u_anna', name: 'Anna Neri' },
      action: 'refund.create',
      target: 're_1',
      ip: '192.0.2.7',
      details: { amount: 4990, currency: 'eur', email: 'anna@example.com' },
    });
  });

  it('writes nothing when the transaction is undone', async () => {
    const undone = withTransaction(db, async (tx) => {
      await activity.record(tx, { tenantId, at: clock.now(), actor: ANNA, action: 'refund.create', target: null, ip: null });
      throw new Error('refused');
    });
    await expect(undone).rejects.toThrow('refused');
    expect(await listLines(db, tenantId, {}, { take: 10 })).toEqual([]);
  });

  it('gives the server no right to change or remove lines and seals', async () => {
    for (const text of [
      "UPDATE activity_lines SET action = 'x'",
      'DELETE FROM activity_lines',
      "UPDATE activity_seals SET mac = '\\x00'",
      'DELETE FROM activity_seals',
      "UPDATE activity_personal SET value = '1'",
      'DELETE FROM activity_heads',
      'TRUNCATE activity_lines CASCADE',
    ]) {
      await expect(db.query('', text), text).rejects.toThrow('permission denied');
    }
  });
});

describe('sealing', () => {
  it('finds nothing wrong with a log that nobody touched', async () => {
    await writeSealedLog();
    await write('file.create');
    expect(await activity.verify(tenantId)).toEqual({ links: 3, lines: 6, findings: [] });
  });

  it('seals each line once, also one that commits behind later ones', async () => {
    let letCommit = (): void => {};
    let wasWritten = (): void => {};
    const written = new Promise<void>((resolve) => {
      wasWritten = resolve;
    });
    const slow = withTransaction(db, async (tx) => {
      await activity.record(tx, { tenantId, at: clock.now(), actor: ANNA, action: 'refund.create', target: null, ip: null });
      wasWritten();
      await new Promise<void>((resolve) => {
        letCommit = resolve;
      });
    });
    await written;
    clock.advance(1000);
    await write('refund.update');
    expect(await seal()).toBe(1);
    letCommit();
    await slow;
    clock.advance(1000);
    expect(await seal()).toBe(1);
    expect(await seal()).toBe(0);
    expect(await activity.verify(tenantId)).toEqual({ links: 2, lines: 2, findings: [] });
  });

  it('lets one sealer work on a tenant and the other pass by', async () => {
    await write('customer.create');
    await seal();
    await write('customer.update');
    await withTransaction(db, async (tx) => {
      expect(await lockHead(tx, tenantId)).toBeDefined();
      expect(await seal()).toBe(0);
    });
    const sealed = await Promise.all([seal(), seal(), seal()]);
    expect(sealed.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await findings()).toEqual([]);
  });

  it('does not continue a chain with another key', async () => {
    await write('customer.create');
    await seal();
    const otherDir = mkdtempSync(join(tmpdir(), 'guichet-activity-'));
    await write('customer.update');
    await expect(sealTenant(db, readOrMakeKey(otherDir, 'activity.key', systemRandom), tenantId, clock.now())).rejects.toThrow(
      'not made with this key',
    );
    rmSync(otherDir, { recursive: true });
  });

  it('goes on with other logs when one can not be continued', async () => {
    await write('customer.create');
    await seal();
    await tamper("UPDATE activity_heads SET mac = decode(repeat('00', 32), 'hex') WHERE tenant_id = $1");
    tenantId += 1;
    await insertTenant();
    await write('customer.update');
    await expect(activity.tasks[0]?.run()).rejects.toThrow(`The activity log of tenant ${tenantId - 1} ends`);
    expect(await activity.verify(tenantId)).toEqual({ links: 1, lines: 1, findings: [] });
  });

  it('survives the erasure of personal values', async () => {
    const ids = await writeSealedLog();
    await db.query('', 'DELETE FROM activity_personal WHERE tenant_id = $1 AND line_id = $2', [tenantId, ids[0]]);
    expect(await findings()).toEqual([]);
    const [line] = (await listLines(db, tenantId, {}, { take: 100 })).reverse();
    expect(line && activityView(line, []).actor).toEqual({ kind: 'person', id: 'u_anna', name: null });
  });
});

describe('verification finds', () => {
  it.each([
    ['its time', "UPDATE activity_lines SET at = at + interval '1 microsecond' WHERE tenant_id = $1 AND id = $2"],
    ['its actor', "UPDATE activity_lines SET actor_id = 'u_bob' WHERE tenant_id = $1 AND id = $2"],
    ['its action', "UPDATE activity_lines SET action = 'other' WHERE tenant_id = $1 AND id = $2"],
    ['its target', 'UPDATE activity_lines SET target = NULL WHERE tenant_id = $1 AND id = $2'],
    ['its details', `UPDATE activity_lines SET details = '{"amount": 4991, "currency": "eur"}' WHERE tenant_id = $1 AND id = $2`],
    ['its digests', "UPDATE activity_lines SET personal = personal - 'email' WHERE tenant_id = $1 AND id = $2"],
  ])('a line in which %s was changed', async (_what, text) => {
    const ids = await writeSealedLog();
    await tamper(text, ids[2]);
    expect(await findings()).toContainEqual({ kind: 'line_changed', at: ids[2] });
  });

  it('a personal value that was exchanged, or added', async () => {
    const ids = await writeSealedLog();
    await tamper(
      `UPDATE activity_personal SET value = '"bob@example.com"' WHERE tenant_id = $1 AND line_id = $2 AND name = 'email'`,
      ids[1],
    );
    await tamper("INSERT INTO activity_personal VALUES ($1, $2, 'phone', decode(repeat('00', 16), 'hex'), '1')", ids[4]);
    expect(await findings()).toEqual([
      { kind: 'personal_changed', at: ids[1] },
      { kind: 'personal_changed', at: ids[4] },
    ]);
  });

  it('a line that was removed', async () => {
    const ids = await writeSealedLog();
    await tamper('DELETE FROM activity_personal WHERE tenant_id = $1 AND line_id = $2', ids[3]);
    await tamper('DELETE FROM activity_lines WHERE tenant_id = $1 AND id = $2', ids[3]);
    expect(await findings()).toEqual([{ kind: 'line_removed', at: ids[3] }]);
  });

  it('a line that was removed from its link too', async () => {
    const ids = await writeSealedLog();
    await tamper('DELETE FROM activity_personal WHERE tenant_id = $1 AND line_id = $2', ids[3]);
    await tamper('DELETE FROM activity_lines WHERE tenant_id = $1 AND id = $2', ids[3]);
    await tamper(
      'UPDATE activity_seals SET line_ids = ARRAY[line_ids[1]], digests = substr(digests, 1, 32) WHERE tenant_id = $1 AND sequence = 2',
    );
    expect(await findings()).toEqual([{ kind: 'link_changed', at: '2' }]);
  });

  it('lines that were put into another order', async () => {
    await writeSealedLog();
    await tamper(`UPDATE activity_seals SET line_ids = ARRAY[line_ids[2], line_ids[1]], digests = substr(digests, 33) || substr(digests, 1, 32)
      WHERE tenant_id = $1 AND sequence = 1`);
    expect(await findings()).toEqual([{ kind: 'link_changed', at: '1' }]);
  });

  it('links that changed places', async () => {
    await writeSealedLog();
    await tamper('UPDATE activity_seals SET sequence = sequence + 10 WHERE tenant_id = $1 AND sequence < 3');
    await tamper('UPDATE activity_seals SET sequence = 13 - sequence WHERE tenant_id = $1 AND sequence > 3');
    expect(await findings()).toContainEqual({ kind: 'link_changed', at: '1' });
  });

  it('a line that was put between old ones', async () => {
    const ids = await writeSealedLog();
    await tamper(
      `INSERT INTO activity_lines SELECT tenant_id, id || '0', at, actor_kind, actor_id, actor_name, 'forged', target, details, '{}' FROM activity_lines
       WHERE tenant_id = $1 AND id = $2`,
      ids[1],
    );
    expect(await seal()).toBe(0);
    expect(await findings()).toEqual([{ kind: 'line_inserted', at: `${ids[1]}0` }]);
  });

  it.each([2, 3])('link %i of three that was removed with its lines', async (sequence) => {
    await writeSealedLog();
    await tamper('DELETE FROM activity_personal WHERE tenant_id = $1');
    await tamper(
      'DELETE FROM activity_lines WHERE tenant_id = $1 AND id = ANY (SELECT unnest(line_ids) FROM activity_seals WHERE tenant_id = $1 AND sequence = $2)',
      sequence,
    );
    await tamper('DELETE FROM activity_seals WHERE tenant_id = $1 AND sequence = $2', sequence);
    expect(await findings()).toEqual([{ kind: 'link_removed', at: String(sequence) }]);
  });

  it('an end that was cut off, with a head that was made to fit', async () => {
    await writeSealedLog();
    await tamper('DELETE FROM activity_seals WHERE tenant_id = $1 AND sequence = 3');
    await tamper(
      'UPDATE activity_heads SET sequence = 2, last_mac = (SELECT mac FROM activity_seals WHERE tenant_id = $1 AND sequence = 2) WHERE tenant_id = $1',
    );
    expect(await findings()).toContainEqual({ kind: 'head_changed', at: '2' });
  });

  it('a head that is gone', async () => {
    await writeSealedLog();
    await tamper('DELETE FROM activity_heads WHERE tenant_id = $1');
    expect(await findings()).toEqual([{ kind: 'head_changed', at: '3' }]);
  });
});
