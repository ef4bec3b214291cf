import { setTimeout as sleep } from 'node:timers/promises';
import { runSql } from '../server/test/harness/testDatabase.ts';
import type { BenchPlace } from './place.ts';

const WITHIN_MS = 60 * 60_000;
const LOOK_EVERY_MS = 2_000;
/** The hours before the cut, and the month that is not over. */
const UNPACKED_AT_MOST = 8;

// A cut is not moved where there is nothing to fold.
const FOLDED = `SELECT count(*)::int AS number FROM report_cuts k WHERE NOT EXISTS (
  SELECT FROM charges c WHERE c.tenant_id = k.tenant_id AND c.created >= k.cut AND c.created < now() - interval '1 hour')`;
const UNPACKED = 'SELECT count(*)::int AS number FROM report_customer_unpacked';

/**
 * Waits until the server has folded what a place was filled with, at most an hour. Reports are read from sums, and until those stand from rows: in
 * a place that has just got millions of them that is not what somebody who lives there sees, and folding takes its part of the processor.
 */
export async function untilFolded(database: BenchPlace['database']): Promise<void> {
  const startedMs = Date.now();
  const until = async (text: string, isEnough: (number: number) => boolean): Promise<void> => {
    while (!isEnough((await runSql<{ number: number }>(database, text))[0]?.number ?? 0)) {
      if (Date.now() - startedMs > WITHIN_MS) throw new Error('The sums of reports did not stand in time.');
      await sleep(LOOK_EVERY_MS);
    }
  };
  await until(FOLDED, (sources) => sources === 2);
  // A day's hours are packed at once, and what is left is a few.
  await until(UNPACKED, (buckets) => buckets <= UNPACKED_AT_MOST);
  await runSql(database, 'VACUUM (ANALYZE) report_customer_packs, report_customer_numbers, report_customer_unpacked');
  await runSql(database, 'VACUUM (ANALYZE) report_sums, report_tries, report_totals, report_try_totals, report_customer_sums');
}
