import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { Clock } from '../platform/clock.ts';
import { StartError } from '../platform/startError.ts';
import { writeDurably } from '../platform/writeDurably.ts';
import { type BackupRecord, DATA_FILE, MANIFEST_FILE, RECORD_FILE } from './backupRecord.ts';
import { copyCluster } from './baseBackup.ts';
import type { PlaceFolder } from './placeFolder.ts';
import { parsePosition, segmentBefore } from './segments.rules.ts';
import { stampOf } from './stamp.ts';

/** How long PostgreSQL may take to put aside the last piece of log that a backup needs. */
const ARCHIVE_TIMEOUT_MS = 60_000;

export interface BackupOrder {
  readonly admin: pg.PoolConfig;
  readonly place: PlaceFolder;
  readonly clock: Clock;
  /** PostgreSQL puts its log aside in the place's folder; otherwise what is needed of it goes into the backup. */
  readonly archives: boolean;
  /** How long to wait for the archive; for tests. */
  readonly archiveTimeoutMs?: number;
}

/** The name that a backup begun at this moment has. */
export const backupName = (started: Date): string => stampOf(started);

/**
 * Makes a backup of a cluster that works. It is complete when this answers: its files are on the disk, its record was written last, and the
 * log that it needs is in it or in the archive. A backup that breaks off leaves nothing that could be taken for one.
 */
export async function makeBackup(order: BackupOrder, started: Date): Promise<BackupRecord> {
  const { place, clock } = order;
  const name = backupName(started);
  const half = join(place.base, `${name}.new`);
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  try {
    const cluster = await describeCluster(order.admin);
    const holdsLog = !(order.archives && cluster.archives);
    const [data, manifest] = [hashedFile(join(half, DATA_FILE), true), hashedFile(join(half, MANIFEST_FILE), false)];
    const range = await copyCluster(
      order.admin,
      { label: `guichet ${name}`, withLog: holdsLog },
      { data: data.input, manifest: manifest.input },
    );
    const files = { [DATA_FILE]: await data.finish(), [MANIFEST_FILE]: await manifest.finish() };
    if (!holdsLog) await untilArchived(order, segmentBefore(range.timeline, parsePosition(range.until)));
    const { version, system } = cluster;
    const record = {
      name,
      started: started.toISOString(),
      finished: clock.now().toISOString(),
      version,
      system,
      ...range,
      holdsLog,
      files,
    };
    writeDurably(join(half, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`, 0o600);
    renameSync(half, join(place.base, name));
    await syncFolder(place.base);
    return record;
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
}

async function describeCluster(admin: pg.PoolConfig): Promise<{ version: string; system: string; archives: boolean }> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; system: string; archives: boolean }>(
      `SELECT current_setting('server_version') AS version, system_identifier::text AS system, current_setting('archive_mode') <> 'off' AS archives
       FROM pg_control_system()`,
    );
    return rows[0] as (typeof rows)[number];
  } finally {
    await client.end();
  }
}

/** A file that is hashed as it is written, packed or not, and flushed to the disk at its end. */
function hashedFile(path: string, packed: boolean): { input: Writable; finish(): Promise<{ bytes: number; sha256: string }> } {
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      hash.update(chunk);
      bytes += chunk.length;
      pass(null, chunk);
    },
  });
  const input = new PassThrough();
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const written = packed ? pipeline(input, createGzip({ level: 1 }), counting, file) : pipeline(input, counting, file);
  // It is waited for at the end; until then a failure closes the input, which whoever writes sees.
  written.catch(() => {});
  return {
    input,
    finish: async () => {
      input.end();
      await written;
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}

async function untilArchived({ place, archiveTimeoutMs = ARCHIVE_TIMEOUT_MS }: BackupOrder, segment: string): Promise<void> {
  const file = join(place.log, `${segment}.gz`);
  for (let waitedMs = 0; !existsSync(file); waitedMs += 50) {
    if (waitedMs >= archiveTimeoutMs)
      throw new StartError(`PostgreSQL has not put its log aside in ${place.log}: see why in log/postgres.log; is the disk full?`);
    await sleep(50);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
