import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embeddedPostgres.ts';

const silent = { info: () => {}, error: () => {} };
const TIMEOUT_MS = 60_000;

let desk: string;
let archive: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  // PostgreSQL's user must get through when the tests are root's.
  chmodSync(desk, 0o711);
  const dataDir = join(desk, 'data');
  mkdirSync(dataDir, { mode: 0o711 });
  archive = join(desk, 'log');
  postgres = await startEmbeddedPostgres({ dataDir, log: silent, fsync: false, archive: { folder: archive, timeoutSeconds: 1 } });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(desk, { recursive: true, force: true });
});

const pieces = (): string[] => (existsSync(archive) ? readdirSync(archive).filter((name) => name.endsWith('.gz')) : []);

/** Writes something, on a connection that is made as soon as it can be. */
async function write(): Promise<void> {
  for (;;) {
    const client = new pg.Client(postgres.ownerPool);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('CREATE TABLE IF NOT EXISTS notes (note text); INSERT INTO notes VALUES (now()::text)');
      return;
    } catch {
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Until more pieces are there than now; the test's own time is the bound. */
async function untilMorePieces(): Promise<void> {
  const before = pieces().length;
  while (pieces().length === before) await sleep(50);
}

/** Ends a backend, and with it PostgreSQL. */
async function killBackend(): Promise<void> {
  const client = new pg.Client(postgres.ownerPool);
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await client.end().catch(() => {});
}

// A piece that is not full is put aside after a second; PostgreSQL's own next look, five minutes later, would be far too late.
it.each([
  ['the postmaster', () => process.kill(postgres.pid() ?? 0, 'SIGKILL')],
  ['a backend', killBackend],
])('goes on putting its log aside within its time when %s was killed', { timeout: TIMEOUT_MS }, async (_, kill) => {
  for (const happens of [() => undefined, kill, () => undefined]) {
    await happens();
    await write();
    await untilMorePieces();
  }
  expect(pieces().length).toBeGreaterThanOrEqual(3);
});
