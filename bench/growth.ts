import { statfsSync } from 'node:fs';
import { type BytesReport, bytesPerPayment, sizesOf } from './bytes.ts';
import { explainSlow } from './explainSlow.ts';
import { medians, rounded } from './figures.ts';
import { type PaymentsResult, runPayments } from './payments.ts';
import type { BenchPlace } from './place.ts';
import { judgedMs, type ReadResult, readsOf, runReads } from './reads.ts';
import { Seeder, type SeedReport } from './seeding/seeder.ts';

export interface GrowthForm {
  /** How many payments the place has come to each time that something is measured. */
  readonly sizes: readonly number[];
  readonly days: number;
  readonly seconds: number;
  readonly readMs: number;
}

export interface GrowthStep {
  readonly payments: number;
  readonly per_s: number;
  readonly cpu_ms: number;
  /** The same on a place that is all but empty, in turn with it. */
  readonly empty_per_s: number;
  readonly empty_cpu_ms: number;
  readonly slower_percent: number;
}

export interface GrowthReport {
  readonly seeding: readonly SeedReport[];
  readonly growth: readonly GrowthStep[];
  readonly reads: readonly ReadResult[];
  /** What takes longer than it may, with what PostgreSQL says about its slow statements. */
  readonly slow: readonly { readonly name: string; readonly ms: number; readonly plans: string }[];
  readonly seeded_bytes: BytesReport;
  readonly not_seeded?: string;
}

const CONNECTIONS = 64;
const READ_LIMIT_MS = 50;
const MOST_OF_PLANS = 6_000;
/** What a payment may take on disk while it is being seeded, indexes and PostgreSQL's log included. */
const SEEDING_BYTES = 20_000;

async function step(empty: BenchPlace, grown: BenchPlace, payments: number, seconds: number, rounds: number): Promise<GrowthStep> {
  const [of, ofEmpty]: [PaymentsResult[], PaymentsResult[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ofEmpty.push(await runPayments(empty, { connections: CONNECTIONS, bankMs: 0, seconds }));
    of.push(await runPayments(grown, { connections: CONNECTIONS, bankMs: 0, seconds }));
  }
  const [here, there] = [medians(of), medians(ofEmpty)];
  return {
    ...{ payments, per_s: here.per_s, cpu_ms: here.cpu_ms, empty_per_s: there.per_s, empty_cpu_ms: there.cpu_ms },
    slower_percent: rounded(100 * (1 - here.per_s / Math.max(1, there.per_s))),
  };
}

/** How charges slow down as a place grows, and how lists, searches and pages do on what it has become. `rounds` times each, in turn with an empty place. */
export async function measureGrowth(
  empty: BenchPlace,
  grown: BenchPlace,
  { sizes, days, seconds, readMs }: GrowthForm,
  rounds: number,
  say: (words: string) => void,
): Promise<GrowthReport> {
  const seeder = await Seeder.on({ base: grown.server.base, key: grown.server.key, admin: grown.database, keysDir: grown.keysDir });
  const before = await sizesOf(grown);
  const [seeding, growth]: [SeedReport[], GrowthStep[]] = [[], []];
  let [there, seeded, notSeeded] = [0, before, ''];
  try {
    for (const size of sizes) {
      const { bavail, bsize } = statfsSync(grown.server.dataDir);
      if (bavail * bsize < (size - there) * SEEDING_BYTES) {
        notSeeded = `${size} payments were not seeded: ${Math.round((bavail * bsize) / 1e9)} GB free do not hold them.`;
        say(notSeeded);
        break;
      }
      seeding.push(await seeder.seed(size - there, days));
      there = size;
      say(JSON.stringify(seeding.at(-1)));
      seeded = await sizesOf(grown);
      growth.push(await step(empty, grown, size, seconds, rounds));
      say(JSON.stringify(growth.at(-1)));
    }
  } finally {
    await seeder.close();
  }
  const reads = await readsOf(grown, days);
  const measured: ReadResult[][] = [];
  while (measured.length < rounds) measured.push(await runReads(grown, reads, readMs));
  const results = reads.map((_, n) => medians(measured.map((run) => run[n] as ReadResult)));
  const slow = results.filter((result) => judgedMs(result) > READ_LIMIT_MS);
  const plans = await explainSlow(
    grown,
    reads.filter(({ name }) => slow.some((one) => one.name === name)),
  );
  return {
    ...{ seeding, growth, reads: results, seeded_bytes: bytesPerPayment(before, seeded) },
    slow: slow.map((result) => ({
      name: result.name,
      ms: judgedMs(result),
      plans: (plans.get(result.name) ?? '').slice(0, MOST_OF_PLANS),
    })),
    ...(notSeeded !== '' && { not_seeded: notSeeded }),
  };
}
