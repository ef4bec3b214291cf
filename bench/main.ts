import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bringSystemPrograms } from '../test/checks/systemPrograms.ts';
import { type PaymentsResult, runPayments } from './payments.ts';
import { openBenchPlace } from './place.ts';
import { prepareTpcb, runTpcb } from './tpcb.ts';

// npm run bench -- [--quick] [--json FILE]

const FULL = { scale: 50, tpcbSeconds: 60, seconds: 30 };
const QUICK = { scale: 10, tpcbSeconds: 15, seconds: 10 };
const RUNS = [
  { connections: 1, bankMs: 0 },
  { connections: 16, bankMs: 0 },
  { connections: 64, bankMs: 0 },
  { connections: 256, bankMs: 0 },
  { connections: 64, bankMs: 150 },
  { connections: 256, bankMs: 150 },
] as const;

const say = (words: string): void => void process.stdout.write(`${words}\n`);
const { quick = false, json } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } }).values;
const { scale, tpcbSeconds, seconds } = quick ? QUICK : FULL;
const programs = bringSystemPrograms(say);
const place = await openBenchPlace();
try {
  const tpcb = { pgbench: join(programs.postgres15, 'bin', 'pgbench'), admin: place.admin, scale, seconds: tpcbSeconds };
  await prepareTpcb(tpcb);
  const before = await runTpcb(tpcb);
  say(`TPC-B before: ${before.toFixed(0)} a second`);
  const results: PaymentsResult[] = [];
  for (const run of RUNS) {
    const result = await runPayments(place, { ...run, seconds });
    results.push(result);
    say(JSON.stringify(result));
  }
  const after = await runTpcb(tpcb);
  say(`TPC-B after: ${after.toFixed(0)} a second`);
  const perSecond = (before + after) / 2;
  const payments = results.map((result) => ({ ...result, ratio: Math.round((result.per_s / perSecond) * 1000) / 1000 }));
  console.table(payments);
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    system: `${release()} ${arch()}`,
  };
  const report = {
    date: new Date().toISOString(),
    node: process.version,
    machine,
    quick,
    tpcb_per_s: Math.round(perSecond),
    tpcb: [before, after],
    payments,
  };
  const file = json ?? join(import.meta.dirname, 'results', `${report.date.slice(0, 10)}${quick ? '-quick' : ''}.json`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(`Written to ${file}.`);
} finally {
  await place.close();
}
process.exit(0);
