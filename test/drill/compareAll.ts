import { type ApiAccess, listAll } from '../../server/test/harness/apiClient.ts';
import { runSql } from '../../server/test/harness/testDatabase.ts';
import { compareThreeBooks, type Sides, untilNothingIsOpen } from '../../server/test/harness/threeBooks.ts';
import { problemsIn } from '../../server/test/harness/verified.ts';
import type { Client } from './client.ts';
import { compareAnswers, countWorst, type Standing } from './compareAnswers.ts';
import { compareEvents, type ToldEvent } from './compareEvents.ts';
import type { Listener } from './listener.ts';

/** With where the keys lie that open what the database holds. */
export type DrillSides = Sides & { readonly listener: Listener; readonly keysDir: string };

export const readStanding = async (api: ApiAccess): Promise<Standing> => ({
  intents: await listAll(api, '/v1/payment_intents'),
  charges: await listAll(api, '/v1/charges'),
  refunds: await listAll(api, '/v1/refunds'),
});

/** Compares everything with everything when all is calm: what customers were told, the API, the ledger, the bank, events and webhooks. */
export async function compareAll(sides: DrillSides, client: Client, calmMs: number) {
  const { api, database, listener, keysDir } = sides;
  const differences = [...client.contradictions];
  await untilNothingIsOpen(database, calmMs).catch((error: Error) => differences.push(`after a minute of calm: ${error.message}`));
  const standing = await readStanding(api);
  const events = await listAll<ToldEvent>(api, '/v1/events');
  const books = await compareThreeBooks(sides);
  differences.push(...books.differences, ...compareAnswers(client.asked, standing), ...compareEvents(events, standing, listener));
  differences.push(...(await unheard(sides)));
  differences.push(...(await problemsIn({ database: { serverPool: database }, keysDir })).map((problem) => `verify: ${problem}`));
  return {
    ...countWorst(client.asked, standing),
    events: events.length,
    webhooks_heard: listener.heard.size,
    compared_lines: books.lines,
    differences,
  };
}

/** Deliveries that were given up, and those that count as made although nobody heard them. */
async function unheard({ database, listener }: DrillSides): Promise<string[]> {
  const sql = "SELECT event_id AS event, status FROM webhook_deliveries WHERE status <> 'pending'";
  const ended = await runSql<{ event: string; status: string }>(database, sql);
  return ended.flatMap(({ event, status }) => {
    if (status !== 'succeeded') return [`the webhook of ${event} was given up: ${status}`];
    return listener.heard.has(event) ? [] : [`the webhook of ${event} counts as delivered, but nobody heard it`];
  });
}
