import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bringSystemPrograms } from '../test/checks/systemPrograms.ts';
import { medians, spread } from './figures.ts';
import { type GrowthForm, measureGrowth } from './growth.ts';
import { type HotPathForm, type HotPathReport, measureHotPath } from './hotPath.ts';
import { type BenchPlace, openBenchPlace } from './place.ts';
import { printReport } from './printReport.ts';

// npm run bench -- [--quick] [--runs N] [--payments N] [--json FILE]

const FULL: HotPathForm & { growth: GrowthForm } = {
  ...{ scale: 50, tpcbSeconds: 60, seconds: 30, openSeconds: 30, peerSeconds: 15 },
  growth: { sizes: [100_000, 1_000_000, 5_000_000], days: 90, seconds: 20, rounds: 3, readMs: 1_000, folded: true },
};
const QUICK: HotPathForm & { growth: GrowthForm } = {
  ...{ scale: 10, tpcbSeconds: 10, seconds: 5, openSeconds: 5, peerSeconds: 2 },
  growth: { sizes: [20_000], days: 90, seconds: 4, rounds: 1, readMs: 80, folded: false },
};
const USAGE = 'npm run bench -- [--quick] [--runs N] [--payments N] [--json FILE]';
const GROWN_CUSTOMERS = 64;

const say = (words: string): void => void process.stdout.write(`${words}\n`);

function options() {
  try {
    const { values } = parseArgs({
      options: { quick: { type: 'boolean' }, json: { type: 'string' }, runs: { type: 'string' }, payments: { type: 'string' } },
    });
    const [runs, payments] = [Number(values.runs ?? 1), values.payments === undefined ? null : Number(values.payments)];
    if (Number.isInteger(runs) && runs > 0 && (payments === null || (Number.isInteger(payments) && payments > 0)))
      return { ...values, runs, payments };
  } catch {
    // Said below.
  }
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const { quick = false, json, runs, payments: most } = options();
const form = quick ? QUICK : FULL;
const sizes = most === null ? form.growth.sizes : [...form.growth.sizes.filter((size) => size < most), most];
const programs = bringSystemPrograms(say);
const startedMs = performance.now();

const hotPaths: HotPathReport[] = [];
let empty: BenchPlace | undefined;
let grown: BenchPlace | undefined;
try {
  while (hotPaths.length < runs) {
    await empty?.close();
    empty = await openBenchPlace();
    hotPaths.push(await measureHotPath(empty, join(programs.postgres15, 'bin', 'pgbench'), form, say));
  }
  grown = await openBenchPlace(GROWN_CUSTOMERS);
  const growth = await measureGrowth(empty as BenchPlace, grown, { ...form.growth, sizes }, runs, say);
  const report = {
    date: new Date().toISOString(),
    node: process.version,
    machine: {
      ...{ cpu: cpus()[0]?.model, cores: cpus().length, memory_gb: Math.round(totalmem() / 2 ** 30), system: `${release()} ${arch()}` },
      // Others' work included.
      load: loadavg()[0],
    },
    quick,
    runs,
    took_s: Math.round((performance.now() - startedMs) / 1000),
    ...medians(hotPaths),
    spread: {
      tpcb_per_s: spread(hotPaths.map(({ tpcb_per_s: perSecond }) => perSecond)),
      payments: hotPaths[0]?.payments.map(({ connections, bank_ms: bankMs }, n) => ({
        ...{ connections, bank_ms: bankMs },
        per_s: spread(hotPaths.map((run) => run.payments[n]?.per_s ?? 0)),
        ratio: spread(hotPaths.map((run) => run.payments[n]?.ratio ?? 0)),
        cpu_ms: spread(hotPaths.map((run) => run.payments[n]?.cpu_ms ?? 0)),
      })),
    },
    ...growth,
  };
  printReport(report, say);
  const file =
    json === undefined ? join(import.meta.dirname, 'results', `${report.date.slice(0, 10)}${quick ? '-quick' : ''}.json`) : resolve(json);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(`Took ${report.took_s} s. Written to ${file}.`);
} finally {
  await empty?.close();
  await grown?.close();
}
process.exit(0);
