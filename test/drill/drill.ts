import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusedByTombstone } from '../../server/test/harness/bankBook.ts';
import { AnswerLog } from './answerLog.ts';
import { Client } from './client.ts';
import { compareAll } from './compareAll.ts';
import { acknowledged } from './compareAnswers.ts';
import { Dice } from './dice.ts';
import { Harmer } from './harm.ts';
import { letCome } from './letCome.ts';
import { tellListener } from './listener.ts';
import { DrillPlace } from './place.ts';
import { Restoration, type RestorationReport } from './restoration.ts';

export interface DrillOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Customers who come in a second, on average. */
  readonly perSecond: number;
  /** Where the log of the answers is written. */
  readonly folder: string;
  /** Another copy of the server's program; tests of the drill itself break one on purpose. */
  readonly program?: string | undefined;
  /** Backups are made meanwhile, and in the end the place is brought back to a second in the middle. */
  readonly restores?: boolean;
  readonly say: (words: string) => void;
}

export interface DrillReport {
  readonly seed: number;
  readonly seconds: number;
  readonly visits: number;
  readonly requests: number;
  readonly acknowledged: number;
  readonly kills: number;
  readonly freezes: number;
  readonly open_at_kills: number;
  /** Requests that came to the bank after the server had given them up, and that it refused. */
  readonly refused_late: number;
  /** How often each harm was done. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often callers got what promises nothing, and asked again. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Payments that somebody was told of and that are not there; customers who were charged twice. */
  readonly lost: number;
  readonly doubled: number;
  /** How late the drill itself was, at worst but for one time in a hundred: where it is much, the machine was too small for this pace. */
  readonly own_lag_ms: number;
  readonly events: number;
  readonly webhooks_heard: number;
  readonly compared_lines: number;
  /** The place that was brought back to a second in the middle. */
  readonly restored?: RestorationReport;
  readonly differences: readonly string[];
}

/** When the last customer has left, everything must come to rest within this time. */
const CALM_MS = 60_000;
/** Who still waits when the last harm is over is served within this time and half as long as the drill took, or is sent home unserved. */
const LEAVE_MS = 60_000;
const BETWEEN_HARMS_MS = { least: 500, most: 3_700 } as const;

/** The second to which the place is brought back lies between these shares of the drill. */
const MIDDLE = { least: 0.4, most: 0.6 } as const;

/**
 * Lets customers come while everything around them breaks, then compares what they were told with what the API, the ledger and the bank
 * say. The same seed brings the same customers, the same harms and the same order of both; how they meet is up to the machine.
 */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  const { seed, folder, program, restores = false } = options;
  mkdirSync(folder, { recursive: true });
  const restoration = restores ? new Restoration() : undefined;
  const place = await DrillPlace.open({ seed, program, env: restoration?.env });
  const log = new AnswerLog(join(folder, `answers-${seed}-${Date.now()}.jsonl`));
  try {
    return await carryOut(options, place, log, restoration);
  } finally {
    await log.close();
    cpSync(place.logs, join(folder, `logs-${seed}`), { recursive: true });
    await place.close();
    restoration?.close();
  }
}

async function carryOut(
  options: DrillOptions,
  place: DrillPlace,
  log: AnswerLog,
  restoration: Restoration | undefined,
): Promise<DrillReport> {
  const { seconds, seed, say } = options;
  await tellListener(place.server, place.listener);
  const client = new Client({ api: () => place.server, log, dice: new Dice(seed, 'client'), run: `drill-${seed}` });
  const harmer = new Harmer(place, new Dice(seed, 'harm'));
  const lag = monitorEventLoopDelay();
  lag.enable();
  const { visits, middle } = await letCustomersCome(options, client, async () => {
    await restoration?.saved(place);
    if (restoration !== undefined) say(`A backup was made and restored for a trial; ${client.busy} customers are being served`);
    return harmOn(options, harmer, client);
  });
  say(`Calm. ${client.busy} customers are still being served.`);
  await client.lastLeaves(LEAVE_MS + (seconds * 1000) / 2);
  lag.disable();
  await place.line.delivered();
  const keysDir = join(place.server.dataDir, 'keys');
  const sides = { api: place.server, bank: place.bank, database: place.server.ownerPool(), listener: place.listener, keysDir };
  const found = await compareAll(sides, client, CALM_MS);
  if (place.endedByItself > 0) found.differences.push(`the server ended by itself ${place.endedByItself} times`);
  const refused = await refusedByTombstone(place.bank);
  const restored = await restoration?.compare(place, client.asked, middle);
  return {
    ...{ seed, seconds, visits, requests: client.asked.length, acknowledged: acknowledged(client.asked) },
    ...{ kills: harmer.count('kill'), freezes: harmer.count('freeze'), open_at_kills: harmer.openAtKills },
    ...{ refused_late: refused.length, own_lag_ms: Math.round(lag.percentile(99) / 1e6) },
    ...{ faults: Object.fromEntries([...harmer.done].sort()), refusals: Object.fromEntries([...client.refusals].sort()) },
    ...found,
    ...(restored?.report && { restored: restored.report }),
    differences: [...found.differences, ...(restored?.differences ?? [])],
  };
}

/** Lets customers come until something else has ended; where that fails, all are sent home. */
async function letCustomersCome<T extends object>(
  { seed, perSecond }: DrillOptions,
  client: Client,
  meanwhile: () => Promise<T>,
): Promise<T & { visits: number }> {
  let isOver = false;
  const coming = letCome(client, { dice: new Dice(seed, 'visits'), perSecond, isOver: () => isOver });
  try {
    const ended = await meanwhile();
    isOver = true;
    return { ...ended, visits: await coming };
  } catch (error) {
    isOver = true;
    await coming;
    await client.lastLeaves(0);
    throw error;
  }
}

/** Does one harm after another until the time is over; answers a second in the middle of it. */
async function harmOn({ seconds, seed, say }: DrillOptions, harmer: Harmer, client: Client): Promise<{ middle: Date }> {
  const [dice, share] = [new Dice(seed, 'pauses'), MIDDLE.least + new Dice(seed, 'middle').next() * (MIDDLE.most - MIDDLE.least)];
  const middle = new Date(Math.floor(Date.now() / 1000 + seconds * share) * 1000);
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const pauseMs = dice.between(BETWEEN_HARMS_MS.least, BETWEEN_HARMS_MS.most);
    await sleep(Math.min(pauseMs, Math.max(0, end - performance.now())));
    const begin = performance.now();
    if (begin >= end) return { middle };
    const harm = await harmer.next();
    const [took, left] = [((performance.now() - begin) / 1000).toFixed(1), Math.ceil((end - performance.now()) / 1000)];
    say(`${left} s to go: ${harm}, ${took} s; ${client.busy} customers are being served`);
  }
}
