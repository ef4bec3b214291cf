import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listAll, postTo } from '../../server/test/harness/apiClient.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import { compareThreeBooks, untilNothingIsOpen } from '../../server/test/harness/threeBooks.ts';
import { problemsIn } from '../../server/test/harness/verified.ts';
import { AnswerLog } from './answerLog.ts';
import { Client } from './client.ts';
import { acknowledged, compareAnswers, type Standing } from './compareAnswers.ts';
import { compareEvents, type ToldEvent } from './compareEvents.ts';
import { Dice } from './dice.ts';
import { Harmer } from './harm.ts';
import { DrillPlace } from './place.ts';
import { nextVisit } from './visit.ts';

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
  /** How often each harm was done. */
  readonly faults: Readonly<Record<string, number>>;
  /** How often callers got what promises nothing, and asked again. */
  readonly refusals: Readonly<Record<string, number>>;
  readonly events: number;
  readonly webhooks_heard: number;
  readonly compared_lines: number;
  readonly differences: readonly string[];
}

/** After the last harm everything must come to rest within this time. */
const CALM_MS = 60_000;
const BETWEEN_HARMS_MS = { least: 500, most: 4_000 } as const;
const LINE_DELAY_MS = { least: 5, most: 120 } as const;
const TOLD = ['payment_intent.succeeded', 'payment_intent.canceled', 'charge.refunded'];

/**
 * Lets customers come while everything around them breaks, then compares what they were told with what the API, the ledger and the bank
 * say. The same seed brings the same customers, the same harms and the same order of both; how they meet is up to the machine.
 */
export async function drill({ seconds, seed, perSecond, folder, program, say }: DrillOptions): Promise<DrillReport> {
  mkdirSync(folder, { recursive: true });
  const lineDice = new Dice(seed, 'line');
  const place = await DrillPlace.open({ delayMs: () => lineDice.between(LINE_DELAY_MS.least, LINE_DELAY_MS.most), program });
  const log = new AnswerLog(join(folder, `answers-${seed}-${Date.now()}.jsonl`));
  try {
    const endpoint = await postTo(place.server, '/v1/webhook_endpoints', {
      url: `http://${place.listener.host}/`,
      ...Object.fromEntries(TOLD.map((type, at) => [`enabled_events[${at}]`, type])),
    });
    if (endpoint.status !== 200) throw new Error(`No webhook endpoint could be made: ${endpoint.text}`);
    const client = new Client({ api: place.server, log, dice: new Dice(seed, 'client'), run: `drill-${seed}` });
    const harmer = new Harmer(place, new Dice(seed, 'harm'));
    const end = performance.now() + seconds * 1000;
    const [visits] = await Promise.all([
      letCome(client, new Dice(seed, 'visits'), perSecond, end),
      keepHarming(harmer, new Dice(seed, 'pauses'), end, say),
    ]);
    say(`Calm. ${client.busy} customers are still being served.`);
    await client.lastLeaves(CALM_MS);
    const found = await compare(place, client);
    return {
      ...{ seed, seconds, visits, requests: client.asked.length, acknowledged: acknowledged(client.asked) },
      ...{ kills: harmer.count('kill'), freezes: harmer.count('freeze'), open_at_kills: harmer.openAtKills },
      ...{ faults: Object.fromEntries([...harmer.done].sort()), refusals: Object.fromEntries([...client.refusals].sort()) },
      ...found,
    };
  } finally {
    await log.close();
    cpSync(place.logs, join(folder, `logs-${seed}`), { recursive: true });
    await place.close();
  }
}

/** Customers come when they come, however long the others take. */
async function letCome(client: Client, dice: Dice, perSecond: number, end: number): Promise<number> {
  let at = performance.now();
  for (let number = 1; ; number += 1) {
    at += dice.gapMs(perSecond);
    if (at >= end) return number - 1;
    await sleep(Math.max(0, at - performance.now()));
    client.receive(nextVisit(dice, number));
  }
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

async function compare(place: DrillPlace, client: Client) {
  const { server, bank } = place;
  const database = server.ownerPool();
  const differences = [...client.contradictions];
  await untilNothingIsOpen(database, CALM_MS).catch((error: Error) => differences.push(`after a minute of calm: ${error.message}`));
  if (place.endedByItself > 0) differences.push(`the server ended by itself ${place.endedByItself} times`);
  const standing: Standing = {
    intents: await listAll(server, '/v1/payment_intents'),
    charges: await listAll(server, '/v1/charges'),
    refunds: await listAll(server, '/v1/refunds'),
  };
  const events = await listAll<ToldEvent>(server, '/v1/events');
  const books = await compareThreeBooks({ api: server, bank, database });
  differences.push(...books.differences, ...compareAnswers(client.asked, standing), ...compareEvents(events, standing, place.listener));
  differences.push(...(await unheard(place)));
  const keysDir = join(server.dataDir, 'keys');
  differences.push(...(await problemsIn({ database: { serverPool: database }, keysDir })).map((problem) => `verify: ${problem}`));
  return { events: events.length, webhooks_heard: place.listener.heard.size, compared_lines: books.lines, differences };
}

/** Deliveries that were given up, and those that count as made although nobody heard them. */
async function unheard({ server, listener }: DrillPlace): Promise<string[]> {
  const sql = "SELECT event_id AS event, status FROM webhook_deliveries WHERE status <> 'pending'";
  const ended = await runSql<{ event: string; status: string }>(server.ownerPool(), sql);
  return ended.flatMap(({ event, status }) => {
    if (status !== 'succeeded') return [`the webhook of ${event} was given up: ${status}`];
    return listener.heard.has(event) ? [] : [`the webhook of ${event} counts as delivered, but nobody heard it`];
  });
}
