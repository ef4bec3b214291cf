import type { Currency } from '@guichet/contract/currencies.ts';
import type { Sql } from '../../platform/sql.ts';
import type { DatedRate } from './ecb.rules.ts';

const SOURCE = 'ecb';

const INSERT = `INSERT INTO exchange_rates (source, day, currency, rate)
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING RETURNING 1`;

/** Adds the rates that are not known yet, and answers how many those were. What is known stays as it is: charges were settled by it. */
export async function addRates(sql: Sql, rates: readonly DatedRate[]): Promise<number> {
  const of = <T>(pick: (rate: DatedRate) => T): T[] => rates.map(pick);
  return (await sql.query('add exchange rates', INSERT, [SOURCE, of((r) => r.day), of((r) => r.currency), of((r) => r.rate)])).length;
}

/** The newest day that has any rate; null when there are none at all. */
export async function newestRateDay(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ day: string | null }>('newest day of rates', 'SELECT max(day) AS day FROM exchange_rates');
  return row?.day ?? null;
}

const NEWEST = `SELECT day, currency, rate FROM exchange_rates WHERE source = $1 AND currency = ANY ($2) AND day = (
    SELECT day FROM exchange_rates WHERE source = $1 AND currency = ANY ($2) AND day <= $3
    GROUP BY day HAVING count(*) = $4 ORDER BY day DESC LIMIT 1)`;

/**
 * The rates of two currencies on the newest day, not after `day`, that has both: a cross rate of two days would be nobody's. Null when
 * there never was such a day.
 */
export async function ratesOfPair(
  sql: Sql,
  [one, other]: readonly [Currency, Currency],
  day: string,
): Promise<{ readonly source: string; readonly day: string; readonly rates: readonly [string, string] } | null> {
  // The bank's rates are for one euro, which has no row of its own.
  const asked = [one, other].filter((currency) => currency !== 'eur');
  const rows = await sql.query<{ day: string; currency: string; rate: string }>('rates of pair', NEWEST, [
    SOURCE,
    asked,
    day,
    asked.length,
  ]);
  const of = (currency: Currency): string | undefined => (currency === 'eur' ? '1' : rows.find((row) => row.currency === currency)?.rate);
  const [first, second, found] = [of(one), of(other), rows[0]];
  return first === undefined || second === undefined || found === undefined
    ? null
    : { source: SOURCE, day: found.day, rates: [first, second] };
}
