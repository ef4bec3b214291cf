import { statfsSync } from 'node:fs';
import { type BytesReport, bytesPerPayment, sizesOf } from './bytes.ts';
import { explainSlow } from './explainSlow.ts';
import { medians, rounded } from './figures.ts';
import { untilFolded } from './folded.ts';
import { type PaymentsResult, runPayments } from './payments.ts';
import type { BenchPlace } from './place.ts';
import { judgedMs, type ReadResult, readsOf, runReads } from './reads.ts';
import { Seeder, type SeedReport } from './seeding/seeder.ts';

export interface GrowthForm {
  /** How many payments the place has come to each time that something is measured. */
  readonly sizes: readonly number[];
  readonly days: number;
  readonly seconds: number;
  /** So often at least, in turn. */
  readonly rounds: number;
  readonly readMs: number;
  /** Whether nothing is measured before the sums of reports stand. */
  readonly folded: boolean;
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
/** What a payment may take on disk, until it is known from those that were seeded before. */
const PRESUMED_BYTES = 12_000;
/** PostgreSQL's log, and what it needs to sort indexes. */
const BESIDES_BYTES = 12e9;

/** Whether a file system holds so many payments more; a sentence where it does not. */
function lacksRoom(folder: string, payments: number, bytesEach: number): string | null {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, payments * bytesEach * 1.1 + BESIDES_BYTES];
  return free >= needed
    ? null
    : `${payments} payments more were not seeded: they need ${gigabytes(needed)}, and ${gigabytes(free)} are free.`;
}
const gigabytes = (bytes: number): string => `${Math.round(bytes / 1e9)} GB`;

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

type Grown = Pick<GrowthReport, 'seeding' | 'growth' | 'seeded_bytes' | 'not_seeded'>;

async function grow(empty: BenchPlace, grown: BenchPlace, form: GrowthForm, rounds: number, say: (words: string) => void): Promise<Grown> {
  const seeder = await Seeder.on({ base: grown.server.base, key: grown.server.key, admin: grown.database, keysDir: grown.keysDir });
  const before = await sizesOf(grown);
  const [seeding, growth]: [SeedReport[], GrowthStep[]] = [[], []];
  let [there, seeded] = [0, before];
  const report = (): Grown => ({ seeding, growth, seeded_bytes: bytesPerPayment(before, seeded) });
  try {
    for (const size of form.sizes) {
      const bytesEach = there === 0 ? PRESUMED_BYTES : bytesPerPayment(before, seeded).per_payment;
      const lacking = lacksRoom(grown.server.dataDir, size - there, bytesEach);
      if (lacking !== null) return { ...report(), not_seeded: lacking };
      seeding.push(await seeder.seed(size - there, form.days));
      there = size;
      say(JSON.stringify(seeding.at(-1)));
      seeded = await sizesOf(grown);
      if (form.folded) await untilFolded(grown.database);
      growth.push(await step(empty, grown, size, form.seconds, Math.max(rounds, form.rounds)));
      say(JSON.stringify(growth.at(-1)));
    }
    return report();
  } finally {
    await seeder.close();
  }
}

async function read(grown: BenchPlace, { days, readMs }: GrowthForm, rounds: number): Promise<Pick<GrowthReport, 'reads' | 'slow'>> {
  const asked = await readsOf(grown, days);
  const measured: ReadResult[][] = [];
  while (measured.length < rounds) measured.push(await runReads(grown, asked, readMs));
  const reads = asked.map((_, n) => medians(measured.map((run) => run[n] as ReadResult)));
  const slow = reads.filter((result) => judgedMs(result) > READ_LIMIT_MS);
  const plans = await explainSlow(
    grown,
    asked.filter(({ name }) => slow.some((one) => one.name === name)),
  );
  const plansOf = (name: string): string => (plans.get(name) ?? '').slice(0, MOST_OF_PLANS);
  return { reads, slow: slow.map((result) => ({ name: result.name, ms: judgedMs(result), plans: plansOf(result.name) })) };
}

/**
 * How charges slow down as a place grows, in turn with an empty one, and how lists, searches and pages do on what it has become. Each is done
 * `rounds` times at least.
 */
export async function measureGrowth(
  empty: BenchPlace,
  grown: BenchPlace,
  form: GrowthForm,
  rounds: number,
  say: (words: string) => void,
): Promise<GrowthReport> {
  const growth = await grow(empty, grown, form, rounds, say);
  if (growth.not_seeded !== undefined) say(growth.not_seeded);
  return { ...growth, ...(await read(grown, form, rounds)) };
}
