import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerLog } from '../answerLog.ts';
import { Client } from '../client.ts';
import { compareAll } from '../compareAll.ts';
import { acknowledged } from '../compareAnswers.ts';
import { Dice } from '../dice.ts';
import { letCome } from '../letCome.ts';
import { tellListener } from '../listener.ts';
import { CLUSTER_FAULTS, type ClusterFault } from './clusterFaults.ts';
import type { ClusterPlace } from './clusterPlace.ts';
import { LEASE_SECONDS } from './clusterTexts.ts';
import { gapWithin } from './gaps.ts';

export interface ClusterDrillOptions {
  readonly place: ClusterPlace;
  readonly seed: number;
  /** Customers who come in a second, on average. */
  readonly perSecond: number;
  /** Where the log of the answers is written. */
  readonly folder: string;
  readonly say: (words: string) => void;
}

export interface FaultReport {
  readonly fault: string;
  /** The longest time without an acknowledged write, in seconds. */
  readonly gap_seconds: number;
  /** Writes that were acknowledged while it lasted. */
  readonly acknowledged: number;
  /** Until everything was whole again, in seconds. */
  readonly lasted_seconds: number;
  readonly primary_before: string;
  readonly primary_after: string;
}

export interface ClusterDrillReport {
  readonly seed: number;
  readonly per_second: number;
  readonly lease_seconds: number;
  readonly faults: readonly FaultReport[];
  readonly visits: number;
  readonly requests: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** How often callers got what promises nothing, and asked again. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly events: number;
  readonly webhooks_heard: number;
  readonly compared_lines: number;
  readonly differences: readonly string[];
}

/** While nobody is the primary many wait at once: as the official clients do, they ask again at their leisure, or the return would be a storm. */
const CALM_CALLERS = { patienceMs: { least: 8_000, most: 25_000 }, pauseMs: { least: 500, most: 3_000 } };
const MOST_AT_ONCE = 30;
const STEADY_MS = 5_000;
const WHOLE_AGAIN_MS = 120_000;
/** After the last fault everything must come to rest within this time. */
const CALM_MS = 60_000;
/** Writes must be taken again within the lease and this. */
const GRACE_SECONDS = 10;
const LOOK_AGAIN_MS = 20;

/** Lets customers come while one part of a cluster after the other breaks, then compares what they were told with all the books. */
export async function clusterDrill({ place, seed, perSecond, folder, say }: ClusterDrillOptions): Promise<ClusterDrillReport> {
  mkdirSync(folder, { recursive: true });
  const log = new AnswerLog(join(folder, `answers-${seed}-${Date.now()}.jsonl`));
  try {
    await tellListener(place.api, place.listener);
    const client = new Client({
      api: () => place.nextApi(),
      log,
      dice: new Dice(seed, 'client'),
      run: `cluster-${seed}`,
      temper: CALM_CALLERS,
    });
    let isOver = false;
    const coming = letCome(client, { dice: new Dice(seed, 'visits'), perSecond, isOver: () => isOver, mostAtOnce: MOST_AT_ONCE });
    const [faults, differences] = [[] as FaultReport[], [] as string[]];
    try {
      for (const fault of CLUSTER_FAULTS) {
        await sleep(STEADY_MS);
        const { report, seen, isWhole } = await strike(fault, place, client);
        faults.push(report);
        differences.push(...seen);
        say(`${report.fault}: ${report.gap_seconds} s without a write, ${report.primary_before} → ${report.primary_after}`);
        // What is broken for good would hide what the next fault does; the books tell what it has cost.
        if (!isWhole) break;
      }
      await sleep(STEADY_MS);
    } catch (error) {
      isOver = true;
      await coming;
      await client.lastLeaves(0);
      throw error;
    }
    isOver = true;
    const visits = await coming;
    say(`Calm. ${client.busy} customers are still being served.`);
    await client.lastLeaves(CALM_MS);
    const found = await compareAll({ ...place, api: place.api, database: place.cluster.owner, keysDir: place.keysDir }, client, CALM_MS);
    if (place.endedByThemselves > 0) differences.push(`a server ended by itself ${place.endedByThemselves} times`);
    return {
      ...{ seed, per_second: perSecond, lease_seconds: LEASE_SECONDS, faults },
      ...{ visits, requests: client.asked.length, acknowledged: acknowledged(client.asked) },
      refusals: Object.fromEntries([...client.refusals].sort()),
      ...found,
      differences: [...differences, ...found.differences],
    };
  } finally {
    await log.close();
  }
}

interface Struck {
  readonly report: FaultReport;
  /** What was seen that must not be. */
  readonly seen: readonly string[];
  /** Everything came back. */
  readonly isWhole: boolean;
}

/** One fault, from its beginning until everything is whole again. */
async function strike(fault: ClusterFault, place: ClusterPlace, client: Client): Promise<Struck> {
  const primary = await place.cluster.primary();
  if (primary === undefined) throw new Error(`There is no primary before: ${fault.name}.`);
  const fromMs = performance.now();
  const seen: string[] = [...(await fault.run({ place, primary, untilAcknowledged: () => untilAcknowledged(client) }))];
  const missing = await place.untilWhole(WHOLE_AGAIN_MS).then(
    () => [],
    (error: Error) => [`${fault.name}: ${error.message}`],
  );
  await untilAcknowledged(client);
  const toMs = performance.now();
  const { gapMs, acknowledged: count } = gapWithin(acknowledgements(client), { fromMs, toMs });
  seen.push(...missing);
  if (gapMs > (LEASE_SECONDS + GRACE_SECONDS) * 1_000) seen.push(`${fault.name}: ${seconds(gapMs)} s without a write`);
  const report = {
    ...{ fault: fault.name, gap_seconds: seconds(gapMs), acknowledged: count, lasted_seconds: seconds(toMs - fromMs) },
    ...{ primary_before: primary.node.name, primary_after: (await place.cluster.primary())?.node.name ?? 'nobody' },
  };
  return { report, seen, isWhole: missing.length === 0 };
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** When each write was acknowledged: a payment that was taken or declined, a capture, a cancellation, a refund. */
const acknowledgements = (client: Client): number[] =>
  client.asked.flatMap(({ answer, answeredAtMs }) =>
    answeredAtMs !== null && (answer?.status === 200 || answer?.status === 402) ? [answeredAtMs] : [],
  );

/** Waits for the answer to something that is asked for from now on. */
async function untilAcknowledged(client: Client): Promise<void> {
  const asked = client.asked.length;
  const isAnswered = () => client.asked.slice(asked).some(({ answer }) => answer?.status === 200 || answer?.status === 402);
  const end = performance.now() + WHOLE_AGAIN_MS;
  while (!isAnswered()) {
    if (performance.now() > end) throw new Error(`No write was acknowledged for ${WHOLE_AGAIN_MS / 1_000} s.`);
    await sleep(LOOK_AGAIN_MS);
  }
}
