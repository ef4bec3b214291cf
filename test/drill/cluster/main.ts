import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GivenOptions } from '../options.ts';
import { clusterDrill, type FaultReport } from './clusterDrill.ts';
import { ClusterPlace } from './clusterPlace.ts';
import { bringClusterPrograms, programVersions } from './clusterPrograms.ts';
import { etcdApiFor } from './clusterTexts.ts';

// npm run drill:cluster -- [--seed N] [--per-second 8] [--json FILE] [--folder FOLDER] [--etcd-api etcd|etcd3]
const USAGE =
  'npm run drill:cluster -- --seed 7 --per-second 8 --json FILE --folder FOLDER --etcd-api etcd|etcd3; every option may be left out.';

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const COLUMNS = ['fault', 'primary', 'gap s', 'acknowledged', 'whole after s'] as const;

function printTable(faults: readonly FaultReport[]): void {
  const rows = faults.map((each) => [
    each.fault,
    each.primary_before === each.primary_after ? each.primary_before : `${each.primary_before} → ${each.primary_after}`,
    each.gap_seconds.toFixed(1),
    String(each.acknowledged),
    each.lasted_seconds.toFixed(1),
  ]);
  const widths = COLUMNS.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of [COLUMNS, ...rows])
    say(row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '));
}

const given = new GivenOptions(USAGE, ['seed', 'per-second', 'json', 'folder', 'etcd-api']);
const seed = given.number('seed', { fallback: Date.now() % 1_000_000, least: 0, most: Number.MAX_SAFE_INTEGER });
const perSecond = given.number('per-second', { fallback: 8, least: 0.5, most: 10_000 });
const etcdApi = given.oneOf('etcd-api', ['etcd', 'etcd3']);
const folder = given.text('folder') ?? join(tmpdir(), `guichet-drill-cluster-${process.pid}`);

let place: ClusterPlace | undefined;

/** Ends everything that runs; a second wish to stop changes nothing. */
let closing: Promise<void> | undefined;
function close(): Promise<void> {
  closing ??= (async () => place?.close())();
  return closing;
}

async function run(): Promise<number> {
  const programs = bringClusterPrograms(say);
  const versions = programVersions(programs);
  say(
    `Seed ${seed}. ${Object.entries(versions)
      .map((each) => each.join(' '))
      .join(', ')}. What customers are told is written to ${folder}.`,
  );
  place = await ClusterPlace.open(programs, etcdApi ?? etcdApiFor(versions.patroni ?? ''));
  say('Three PostgreSQL, Patroni, etcd, two HAProxy and two servers are up.');
  try {
    const report = await clusterDrill({ place, seed, perSecond, folder, say });
    const json = given.text('json');
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ versions, ...report }, null, 2)}\n`);
    printTable(report.faults);
    const { faults, differences, ...figures } = report;
    for (const [name, value] of Object.entries(figures))
      say(`${name.padEnd(16)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
    for (const difference of differences) say(difference);
    say(
      `${faults.length} faults, ${report.acknowledged} payments acknowledged, lost ${report.lost}, doubled ${report.doubled}, ${differences.length} differences`,
    );
    return differences.length === 0 ? 0 : 1;
  } finally {
    if (closing === undefined) place.keepLogs(folder);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close().then(() => process.exit(130)));
if (process.env.GUICHET_STOP_WITH_INPUT === '1')
  process.stdin
    .on('close', () => void close().then(() => process.exit(130)))
    .on('error', () => {})
    .resume();

let code: number;
try {
  code = await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  code = 1;
}
await close();
if (code === 0 && given.text('folder') === undefined) rmSync(folder, { recursive: true, force: true });
process.exit(code);
