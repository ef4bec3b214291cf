import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../platform/embeddedPostgres.ts';
import { migrate } from '../platform/migrate.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { systemRandom } from '../platform/random.ts';
import type { Database } from '../platform/sql.ts';
import { archivedNames, firstSegmentOf } from './archivedNames.ts';
import { type BackupRecord, DATA_FILE, listBackups, MANIFEST_FILE, RECORD_FILE } from './backupRecord.ts';
import { type ArchiveRow, isFailing, lastGoodTest, listBackupRows, readArchive } from './backups.store.ts';
import { findBackups } from './findBackups.ts';
import { makeBackup } from './makeBackup.ts';
import { ownPlaceFolder, type PlaceFolder } from './placeFolder.ts';
import { prune } from './prune.ts';
import { type Restored, restorePlace } from './restorePlace.ts';
import { runBackup, tryBackup } from './runBackup.ts';

// One cluster that archives, and what becomes of its backups; all of it PostgreSQL's own doing.
vi.setConfig({ testTimeout: 60_000 });

const SECRET = 'security-code-737-of-nobody';
const silent = { info: () => {}, error: () => {} };

let desk: string;
let place: PlaceFolder;
let postgres: EmbeddedPostgres;
let owner: pg.Client;
let database: Database;
let first: BackupRecord;

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  // PostgreSQL's user must get through when the tests are root's.
  chmodSync(desk, 0o711);
  const dataDir = join(desk, 'data');
  mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o711 });
  writeFileSync(join(dataDir, 'keys', 'some.key'), 'a key', { mode: 0o600 });
  place = ownPlaceFolder(dataDir, join(desk, 'backups'), { clock: systemClock, random: systemRandom });
  postgres = await startEmbeddedPostgres({ dataDir, log: silent, fsync: false, archive: { folder: place.log, timeoutSeconds: 3600 } });
  await migrate(postgres.ownerPool);
  owner = new pg.Client(postgres.ownerPool);
  await owner.connect();
  database = openDatabase({ ...postgres.serverPool, max: 2 });
  await owner.query('CREATE TABLE notes (note text PRIMARY KEY)');
  await note('before');
});
afterAll(async () => {
  await owner?.end();
  await database?.close();
  await postgres?.stop();
  rmSync(desk, { recursive: true, force: true });
});

const note = (text: string) => owner.query('INSERT INTO notes VALUES ($1)', [text]);
const order = () => ({ admin: postgres.adminPool, place, clock: systemClock, archives: true });
const filesOf = (record: BackupRecord) => join(place.base, record.name);

async function asAdmin<T extends pg.QueryResultRow>(sql: string): Promise<T | undefined> {
  const admin = new pg.Client(postgres.adminPool);
  await admin.connect();
  const { rows } = await admin.query<T>(sql);
  await admin.end();
  return rows[0];
}

/** The piece of log that is being written. */
const currentPiece = async () => (await asAdmin<{ name: string }>('SELECT pg_walfile_name(pg_current_wal_lsn()) AS name'))?.name;

/** Ends the piece of log that is being written, and waits until it was put aside. */
async function putAside(): Promise<void> {
  const before = (await readArchive(database)).archivedAt?.getTime() ?? 0;
  await asAdmin('SELECT pg_switch_wal()');
  await vi.waitUntil(async () => ((await readArchive(database)).archivedAt?.getTime() ?? 0) > before, { timeout: 20_000 });
}

const restore = (backup: BackupRecord, changes: { until?: Date; to?: string; archive?: string; pieces?: string } = {}): Promise<Restored> =>
  restorePlace({
    ...{ backup, backupFolder: filesOf(backup), clock: systemClock, keys: join(desk, 'data', 'keys'), fsync: false },
    ...{ until: changes.until ?? null, archive: changes.archive ?? place.log, pieces: changes.pieces },
    dataDir: join(desk, changes.to ?? 'restored'),
  });

/** What a restored folder holds; it is removed afterwards. */
async function look<T>(folder: string, sql: string): Promise<T[]> {
  const dataDir = join(desk, folder);
  const restored = await startEmbeddedPostgres({ dataDir, log: silent, fsync: false });
  const client = new pg.Client(restored.ownerPool);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  await restored.stop();
  rmSync(dataDir, { recursive: true });
  rmSync(restored.adminPool.host ?? '', { recursive: true });
  return rows as T[];
}
const notesIn = async (folder: string): Promise<string[]> =>
  (await look<{ note: string }>(folder, 'SELECT note FROM notes ORDER BY note')).map((row) => row.note);

/** A copy of a backup in which one file is changed. */
function damaged(record: BackupRecord, change: (folder: string) => void): BackupRecord {
  const copy = { ...record, name: `${record.name}-damaged` };
  execFileSync('cp', ['-r', filesOf(record), filesOf(copy)]);
  change(filesOf(copy));
  return copy;
}

const trial = (verify: (dataDir: string) => Promise<string | null>) => ({
  ...{ database, clock: systemClock, place, dataDir: join(desk, 'data'), archives: true, verify },
});

describe('a backup of a PostgreSQL that works', () => {
  it('is complete, on the disk, and its record says what it holds', async () => {
    await owner.query("INSERT INTO security_codes VALUES (1, 'card_1', $1, now(), now() + interval '15 minutes')", [Buffer.from(SECRET)]);
    await note('shown in the backup');
    // It is on the disk, so that what is not copied is left out and not just not there yet.
    await asAdmin('CHECKPOINT');
    first = await runBackup(database, order());
    expect(listBackups(place)).toEqual([first]);
    expect(readdirSync(filesOf(first)).sort()).toEqual([RECORD_FILE, MANIFEST_FILE, DATA_FILE].sort());
    expect(statSync(join(filesOf(first), DATA_FILE)).mode & 0o077).toBe(0);
    expect(await listBackupRows(database, 5)).toMatchObject([{ name: first.name, failure: null, tested: null }]);
  });

  it('holds no security codes, no keys and no passwords', () => {
    const data = gunzipSync(readFileSync(join(filesOf(first), DATA_FILE)));
    const log = readdirSync(place.log)
      .filter((name) => name.endsWith('.gz'))
      .map((name) => gunzipSync(readFileSync(join(place.log, name))));
    const passwords = JSON.parse(readFileSync(join(desk, 'data', 'postgres.json'), 'utf8')) as Record<string, string>;
    for (const bytes of [data, ...log]) {
      expect(bytes.includes(SECRET)).toBe(false);
      for (const password of [passwords.adminPassword, passwords.ownerPassword, passwords.serverPassword])
        expect(bytes.includes(password ?? '')).toBe(false);
    }
    // Without these the lines above would say nothing.
    expect(data.includes('shown in the backup') || log.some((bytes) => bytes.includes('shown in the backup'))).toBe(true);
    expect(readFileSync(join(desk, 'data', 'postgres.json'), 'utf8')).toContain('adminPassword');
  });
});

describe('restored', () => {
  it('to a moment it has what was committed by then, and nothing later', async () => {
    await note('early');
    await sleep(30);
    const until = new Date();
    await sleep(30);
    await note('late');
    await putAside();
    const restored = await restore(first, { until });
    expect(restored.to).toEqual(until);
    const [row] = await look<{ notes: string[]; open: Date; codes: string }>(
      'restored',
      `SELECT (SELECT array_agg(note ORDER BY note) FROM notes) AS notes, (SELECT restored_to FROM restorations WHERE reconciled IS NULL) AS open,
       (SELECT count(*) FROM security_codes) AS codes`,
    );
    expect(row).toEqual({ notes: ['before', 'early', 'shown in the backup'], open: until, codes: 0n });
  });

  it('to the latest, with what lies in the lost data folder, it has the very last, and the keys for their owner alone', async () => {
    await note('the last');
    await restore(first, { pieces: join(desk, 'data', 'postgres', 'pg_wal') });
    const key = join(desk, 'restored', 'keys', 'some.key');
    expect([readFileSync(key, 'utf8'), statSync(key).mode & 0o777]).toEqual(['a key', 0o600]);
    expect(await notesIn('restored')).toEqual(['before', 'early', 'late', 'shown in the backup', 'the last']);
  });

  it('to a moment that was not put aside is refused, and leaves nothing behind', async () => {
    await expect(restore(first, { until: new Date(Date.now() + 3600_000) })).rejects.toThrow(
      /does not reach .* the last change in it is of .*--wal/,
    );
    expect(readdirSync(join(desk, 'restored'))).toEqual([]);
  });

  it('never overwrites what is there', async () => {
    mkdirSync(join(desk, 'used'));
    writeFileSync(join(desk, 'used', 'something'), '');
    await expect(restore(first, { to: 'used' })).rejects.toThrow('is not empty');
    expect(readdirSync(join(desk, 'used'))).toEqual(['something']);
  });

  it.each([
    ['a byte of its data is another', DATA_FILE],
    ['its manifest is another', MANIFEST_FILE],
  ])('is refused when %s', async (_, file) => {
    const broken = damaged(first, (folder) => {
      const bytes = readFileSync(join(folder, file));
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(join(folder, file), bytes);
    });
    await expect(restore(broken, { to: 'never' })).rejects.toThrow(`is damaged (${file})`);
    expect(readdirSync(join(desk, 'never'))).toEqual([]);
    rmSync(filesOf(broken), { recursive: true });
  });
});

describe('a trial', () => {
  it('restores with the keys, has the place looked at, throws it away, and remembers what was wrong', async () => {
    let seen: string[] = [];
    const looking = trial(async (dataDir) => {
      seen = readdirSync(dataDir);
      return 'ledger: something is wrong';
    });
    expect(await tryBackup(looking, first)).toBe('ledger: something is wrong');
    expect(seen).toEqual(expect.arrayContaining(['keys', 'postgres', 'postgres.json']));
    expect(existsSync(join(desk, 'data', 'restore-trial'))).toBe(false);
    expect(await listBackupRows(database, 5)).toMatchObject([{ name: first.name, testFailure: 'ledger: something is wrong' }]);
    expect(await lastGoodTest(database)).toBeNull();
  });

  it('finds a backup that is broken', async () => {
    const file = join(filesOf(first), DATA_FILE);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 1000));
    expect(
      await tryBackup(
        trial(async () => null),
        first,
      ),
    ).toContain('is damaged');
    writeFileSync(file, whole);
  });

  it('finds a gap in the log, which PostgreSQL would take for its end', async () => {
    await note('behind the gap');
    await putAside();
    const pieces = readdirSync(place.log)
      .filter((name) => /^[0-9A-F]{24}\.gz$/.test(name))
      .sort();
    const [missing] = pieces.slice(-2);
    const file = join(place.log, missing ?? '');
    renameSync(file, join(place.log, 'elsewhere'));
    expect(
      await tryBackup(
        trial(async () => null),
        first,
      ),
    ).toContain(`The piece ${missing?.slice(0, 24)} of PostgreSQL's log is missing`);
    renameSync(join(place.log, 'elsewhere'), file);
  });
});

describe('when the disk for the archive is full', () => {
  const failing = async (): Promise<ArchiveRow> => readArchive(database);

  it('it is seen, work goes on, no backup is taken for one, and nothing is lost once there is room again', async () => {
    const half = join(place.log, `${await currentPiece()}.new`);
    // What is written there meets ENOSPC, as on a disk without room.
    symlinkSync('/dev/full', half);
    await note('while the disk is full');
    await asAdmin('SELECT pg_switch_wal()');
    await vi.waitUntil(async () => isFailing(await failing()), { timeout: 20_000 });
    await note('work goes on');
    await expect(runBackup(database, { ...order(), archiveTimeoutMs: 300 })).rejects.toThrow('is the disk full?');
    expect((await listBackupRows(database, 1))[0]?.failure).toContain('is the disk full?');
    expect(listBackups(place).map((each) => each.name)).toEqual([first.name]);
    rmSync(half);
    await asAdmin('SELECT pg_switch_wal()');
    await vi.waitUntil(async () => !isFailing(await failing()), { timeout: 20_000 });
    await putAside();
    await restore(first);
    expect(await notesIn('restored')).toEqual(expect.arrayContaining(['while the disk is full', 'work goes on']));
  });

  it('a piece that lies there with another content stays, and PostgreSQL is refused', async () => {
    const file = join(place.log, `${await currentPiece()}.gz`);
    execFileSync('sh', ['-c', `echo another | gzip > ${file}`]);
    await note('refused');
    await asAdmin('SELECT pg_switch_wal()');
    await vi.waitUntil(async () => isFailing(await failing()), { timeout: 20_000 });
    expect(gunzipSync(readFileSync(file)).toString()).toBe('another\n');
    rmSync(file);
    await asAdmin('SELECT pg_switch_wal()');
    await vi.waitUntil(async () => !isFailing(await failing()), { timeout: 20_000 });
  });
});

describe('what is kept', () => {
  it('is what the last days need: older backups go, and the log before them', async () => {
    await note('for the second');
    const second = await runBackup(database, order());
    // Nothing needs the log from before the first backup, whatever its age.
    const before = archivedNames(place.log)
      .filter((name) => name < firstSegmentOf(first))
      .sort();
    expect(before).not.toEqual([]);
    expect(prune(place, 7, new Date(second.finished))).toEqual({ backups: [], segments: before });
    const gone = prune(place, 7, new Date(Date.parse(second.finished) + 8 * 86_400_000));
    expect(gone.backups).toEqual([first.name]);
    expect(gone.segments.length).toBeGreaterThan(2);
    expect(listBackups(place).map((each) => each.name)).toEqual([second.name]);
    await expect(
      tryBackup(
        trial(async () => null),
        second,
      ),
    ).resolves.toBeNull();
  });

  it('is found by the folder of all places, or by its own where there are several', () => {
    const all = join(desk, 'backups');
    expect(findBackups(all).place).toEqual(place);
    expect(findBackups(place.path).backups).toHaveLength(1);
    execFileSync('cp', ['-r', place.path, join(all, 'place-another')]);
    expect(() => findBackups(all)).toThrow(/several places.*place-another/);
    expect(() => findBackups(join(desk, 'used'))).toThrow('no finished backup');
  });
});

it('without an archive a backup holds its own log, and is whole by itself', async () => {
  const alone = await makeBackup({ ...order(), archives: false }, new Date());
  expect(alone.holdsLog).toBe(true);
  await restorePlace({
    ...{ backup: alone, backupFolder: filesOf(alone), archive: undefined, pieces: undefined, until: null, keys: undefined },
    ...{ dataDir: join(desk, 'restored'), clock: systemClock, fsync: false },
  });
  expect(await notesIn('restored')).toContain('for the second');
});
