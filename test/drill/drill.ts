import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusedByTombstone } from '../../server/test/harness/bankBook.ts';
import { AnswerLog } from './answerLog.ts';
import { Client } from './client.ts';
import { compareAll } from './compareAll.ts';
import { acknowledged } from './compareAnswers.ts';
import { Dice } from './dice.ts';
import { Harmer } from './harm.ts';
import { letCome } from './letCome.ts';
import type { LineTemper } from './line.ts';
import { tellListener } from './listener.ts';
import { BANK_DEADLINE_MS, DrillPlace } from './place.ts';

export interface DrillOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Customers who come in a second, on average. */
  readonly perSecond: number;
  /** Where the log of the answers is written. */
  readonly folder: string;
  /** Another copy of the server's program; tests of the drill itself break one on purpose. */
  readonly program?: string | undefined;
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
  readonly events: number;
  readonly webhooks_heard: number;
  readonly compared_lines: number;
  readonly differences: readonly string[];
}

/** After the last harm everything must come to rest within this time. */
const CALM_MS = 60_000;
const BETWEEN_HARMS_MS = { least: 500, most: 3_000 } as const;
const LINE_DELAY_MS = { least: 5, most: 120 } as const;
/** Some requests reach the bank only when the server has given them up, asked about them and undone them: what must not be done then. */
const KEPT = 0.02;
const KEPT_MS = { least: BANK_DEADLINE_MS, most: BANK_DEADLINE_MS + 3_000 } as const;

/**
 * Lets customers come while everything around them breaks, then compares what they were told with what the API, the ledger and the bank
 * say. The same seed brings the same customers, the same harms and the same order of both; how they meet is up to the machine.
 */
export async function drill({ seconds, seed, perSecond, folder, program, say }: DrillOptions): Promise<DrillReport> {
  mkdirSync(folder, { recursive: true });
  const place = await DrillPlace.open({ temper: lineTemper(seed), program });
  const log = new AnswerLog(join(folder, `answers-${seed}-${Date.now()}.jsonl`));
  try {
    await tellListener(place.server, place.listener);
    const client = new Client({ api: () => place.server, log, dice: new Dice(seed, 'client'), run: `drill-${seed}` });
    const harmer = new Harmer(place, new Dice(seed, 'harm'));
    const end = performance.now() + seconds * 1000;
    const [visits] = await Promise.all([
      letCome(client, { dice: new Dice(seed, 'visits'), perSecond, isOver: () => performance.now() >= end }),
      keepHarming(harmer, new Dice(seed, 'pauses'), end, (words) => say(`${words}; ${client.busy} customers are being served`)),
    ]);
    say(`Calm. ${client.busy} customers are still being served.`);
    await client.lastLeaves(CALM_MS);
    await place.line.delivered();
    const keysDir = join(place.server.dataDir, 'keys');
    const sides = { api: place.server, bank: place.bank, database: place.server.ownerPool(), listener: place.listener, keysDir };
    const found = await compareAll(sides, client, CALM_MS);
    if (place.endedByItself > 0) found.differences.push(`the server ended by itself ${place.endedByItself} times`);
    return {
      ...{ seed, seconds, visits, requests: client.asked.length, acknowledged: acknowledged(client.asked) },
      ...{ kills: harmer.count('kill'), freezes: harmer.count('freeze'), open_at_kills: harmer.openAtKills },
      refused_late: (await refusedByTombstone(place.bank)).length,
      ...{ faults: Object.fromEntries([...harmer.done].sort()), refusals: Object.fromEntries([...client.refusals].sort()) },
      ...found,
    };
  } finally {
    await log.close();
    cpSync(place.logs, join(folder, `logs-${seed}`), { recursive: true });
    await place.close();
  }
}

function lineTemper(seed: number): LineTemper {
  const [delays, late] = [new Dice(seed, 'line'), new Dice(seed, 'late')];
  return {
    delayMs: () => delays.between(LINE_DELAY_MS.least, LINE_DELAY_MS.most),
    keptMs: () => (late.chance(KEPT) ? late.between(KEPT_MS.least, KEPT_MS.most) : 0),
  };
}

async function keepHarming(harmer: Harmer, dice: Dice, end: number, say: (words: string) => void): Promise<void> {
  for (;;) {
    await sleep(dice.between(BETWEEN_HARMS_MS.least, BETWEEN_HARMS_MS.most));
    if (performance.now() >= end) return;
    const begin = performance.now();
    const harm = await harmer.next();
    const took = ((performance.now() - begin) / 1000).toFixed(1);
    say(`${Math.ceil((end - performance.now()) / 1000)} s to go: ${harm}, ${took} s`);
  }
}
