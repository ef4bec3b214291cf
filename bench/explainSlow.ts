import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runSql } from '../server/test/harness/testDatabase.ts';
import { HttpConnection } from './httpConnection.ts';
import type { BenchPlace } from './place.ts';
import type { Read } from './reads.ts';

const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '10ms',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_buffers': 'on',
};
const ASKED = 2;

async function reconnect(place: BenchPlace): Promise<void> {
  await runSql(place.database, 'SELECT pg_reload_conf()');
  await sleep(200);
  // What is preloaded is so for new connections: the server opens others by itself.
  await runSql(
    place.database,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guichet_server' AND state = 'idle'`,
  );
  await sleep(200);
}

/** How PostgreSQL carried out the slow statements of these reads, as it tells itself, a text for each read. */
export async function explainSlow(place: BenchPlace, reads: readonly Read[]): Promise<Map<string, string>> {
  const file = join(place.server.dataDir, 'log', 'postgres.log');
  const told = new Map<string, string>();
  for (const [name, value] of Object.entries(SETTINGS)) await runSql(place.database, `ALTER SYSTEM SET ${name} = '${value}'`);
  await reconnect(place);
  const connection = await HttpConnection.open(place.server.base);
  for (const read of reads) {
    const from = statSync(file).size;
    for (let n = 1; n <= ASKED; n += 1) await connection.send('GET', read.path(n), `authorization: Bearer ${place.server.key}\r\n`);
    await sleep(100);
    told.set(read.name, readFileSync(file).subarray(from).toString());
  }
  connection.close();
  for (const name of Object.keys(SETTINGS)) await runSql(place.database, `ALTER SYSTEM RESET ${name}`);
  await reconnect(place);
  return told;
}
