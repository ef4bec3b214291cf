import { checkpointCut } from '../../ledger/index.ts';
import { only, type Transaction } from '../../platform/sql.ts';
import { bucketText, facetsText, grainRows, movementsText, saleMovementsText, triesText } from './movements.store.ts';
import { foldItems } from './soldItems.store.ts';
import { GRAINS } from './spans.rules.ts';

/**
 * Rows are folded in the order in which they were written, each once: `report_cuts` says how far that is. What a report reads is the sums plus
 * the rows beyond the cut, read at one moment, so it is right whatever is folded when.
 *
 * Movements are cut by `postings.written`, as the ledger's checkpoints are, and by the same argument: nothing can appear before the cut later. Tries
 * are cut by the moment that the server gave the charge, a moment before it wrote it: so far before the cut that no server can still be about to.
 */
export type FoldedSource = 'movements' | 'tries';

/** Which way of folding wrote a cut. Another server's cannot write one: it would leave behind what this one folds besides. */
export const FOLDING = 3;

const MARGIN_MS = 15 * 60_000;
/** So many rows are folded in one transaction, about. */
const AT_ONCE = 5_000;

const eachSide = (suffix: string): string =>
  ['credit', 'debit']
    .map(
      (
        side,
      ) => `(SELECT p.written FROM postings p WHERE p.tenant_id = a.tenant_id AND p.${side}_account = a.account AND p.currency = a.currency
        AND p.written >= $2::timestamptz AND p.written < $3::timestamptz ORDER BY p.written ${suffix})`,
    )
    .join(' UNION ALL ');

const NEXT_CUT: Readonly<Record<FoldedSource, string>> = {
  movements: `SELECT least($3::timestamptz, min(furthest.written) + interval '1 microsecond')::text AS next,
      bool_or(nearest.written IS NOT NULL) AS has_rows
    FROM ledger_accounts a
    LEFT JOIN LATERAL (${eachSide('LIMIT 1')}) nearest ON true
    LEFT JOIN LATERAL (${eachSide('OFFSET $4 LIMIT 1')}) furthest ON true
    WHERE a.tenant_id = $1 AND a.account IN ('sales', 'refunds', 'disputes')`,
  tries: `SELECT least($3::timestamptz, furthest.created + interval '1 microsecond')::text AS next, nearest.created IS NOT NULL AS has_rows
    FROM (SELECT) one
    LEFT JOIN LATERAL (
      SELECT created FROM charges WHERE tenant_id = $1 AND created >= $2::timestamptz AND created < $3::timestamptz ORDER BY created LIMIT 1
    ) nearest ON true
    LEFT JOIN LATERAL (
      SELECT created FROM charges WHERE tenant_id = $1 AND created >= $2::timestamptz AND created < $3::timestamptz
      ORDER BY created OFFSET $4 LIMIT 1
    ) furthest ON true`,
};

const SUM_KEY = 'kind, currency, settled_currency, method, channel, staff';
const TOTAL_KEY = 'kind, currency, settled_currency';
const FACET_KEY = 'value, kind, currency, settled_currency';
const TRY_KEY = 'outcome, currency, method, channel, staff';
const TRY_TOTAL_KEY = 'outcome, currency';
const SUMS = ['count', 'amount', 'settled', 'fee'];

interface Into {
  readonly table: string;
  /** What its rows are told apart by, besides place, grain and bucket; and what is added up. */
  readonly key: string;
  readonly sums: readonly string[];
  readonly grains?: readonly number[];
  /** Where the key begins with something before the grain. */
  readonly lead?: string;
}

/** Adds rows to a table of sums, by the bucket of each grain. `from` has the moment of a row as `created`. */
function adding(
  { table, key, sums, grains: minutes = GRAINS, lead }: Into,
  from: string,
  values = sums.map((sum) => `sum(${sum})`),
): string {
  const all = `tenant_id, ${lead === undefined ? '' : `${lead}, `}grain, bucket, ${key}`;
  const keys = [...(lead === undefined ? [] : [lead]), 'g.grain', bucketText('created', 'g.grain'), ...key.split(', ')];
  return `INSERT INTO ${table} (${all}, ${sums.join(', ')})
    SELECT $1, ${keys.join(', ')}, ${values.join(', ')} FROM ${from} CROSS JOIN ${grainRows(minutes)} GROUP BY ${keys.map((_, at) => at + 2).join(', ')}
    ON CONFLICT (${all}) DO UPDATE SET ${sums.map((sum) => `${sum} = ${table}.${sum} + excluded.${sum}`).join(', ')}`;
}

/** By the hour and by the month. */
const CUSTOMER_GRAINS = [1, 60];
const OF_CUSTOMERS = `(SELECT * FROM moved WHERE customer_id IS NOT NULL AND kind <> 'dispute') of_customers`;

const FOLD_MOVEMENTS = `WITH moved AS MATERIALIZED (${movementsText('p.written >= $2::timestamptz AND p.written < $3::timestamptz')}),
  summed AS (${adding({ table: 'report_sums', key: SUM_KEY, sums: SUMS }, 'moved')}),
  totals AS (${adding({ table: 'report_totals', key: TOTAL_KEY, sums: SUMS }, 'moved')}),
  facets AS (${adding({ table: 'report_facets', lead: 'facet', key: FACET_KEY, sums: SUMS }, `(${facetsText('moved')}) faceted`)}),
  sold AS (
    INSERT INTO report_sale_movements (tenant_id, transaction_id, sale_id, kind, created, written, currency, amount)
    SELECT $1, id, sale_id, kind, created, written, currency, amount FROM (${saleMovementsText('moved')}) of_sales
  ), unpacked AS (
    INSERT INTO report_customer_unpacked (tenant_id, grain, bucket)
    SELECT DISTINCT $1::int, g.grain, ${bucketText('created', 'g.grain')} FROM ${OF_CUSTOMERS} CROSS JOIN ${grainRows(CUSTOMER_GRAINS)}
    ON CONFLICT DO NOTHING
  )
  ${adding(
    { table: 'report_customer_sums', key: 'customer_id, currency', sums: ['count', 'amount', 'refunded'], grains: CUSTOMER_GRAINS },
    OF_CUSTOMERS,
    [
      "coalesce(sum(count) FILTER (WHERE kind = 'sale'), 0)",
      "coalesce(sum(amount) FILTER (WHERE kind = 'sale'), 0)",
      "coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0)",
    ],
  )}`;

const ANSWERED = '(SELECT *, 1 AS count FROM asked WHERE outcome IS NOT NULL) said';
const FOLD_TRIES = `WITH answered AS (
    DELETE FROM report_open_tries o USING charges c
    WHERE o.tenant_id = $1 AND c.tenant_id = $1 AND c.id = o.charge_id AND c.status <> 'pending' RETURNING o.charge_id
  ), asked AS MATERIALIZED (
    ${triesText('c.created >= $2::timestamptz AND c.created < $3::timestamptz')}
    UNION ALL
    ${triesText('c.id = ANY (ARRAY(SELECT charge_id FROM answered))')}
  ), opened AS (
    INSERT INTO report_open_tries (tenant_id, charge_id) SELECT $1, id FROM asked WHERE outcome IS NULL
  ), totals AS (${adding({ table: 'report_try_totals', key: TRY_TOTAL_KEY, sums: ['count', 'amount'] }, ANSWERED)})
  ${adding({ table: 'report_tries', key: TRY_KEY, sums: ['count', 'amount'] }, ANSWERED)}`;

const FOLD: Readonly<Record<FoldedSource, string>> = { movements: FOLD_MOVEMENTS, tries: FOLD_TRIES };
const TABLES: Readonly<Record<FoldedSource, readonly string[]>> = {
  movements: [
    ...['report_sums', 'report_totals', 'report_facets'],
    ...['report_customer_sums', 'report_customer_packs', 'report_customer_unpacked'],
    ...['report_sale_movements', 'report_items', 'report_taxes'],
  ],
  tries: ['report_tries', 'report_try_totals', 'report_open_tries'],
};

/** Locks the cut of a source and answers it. Where there is none, sums that stand there are of a cut that was taken away: they go as well. */
async function lockCut(tx: Transaction, tenantId: number, source: FoldedSource): Promise<string> {
  const made = await tx.query(
    'open report cut',
    `INSERT INTO report_cuts (tenant_id, source, cut, folding) VALUES ($1, $2, '-infinity', ${FOLDING}) ON CONFLICT DO NOTHING RETURNING 1`,
    [tenantId, source],
  );
  if (made.length > 0) {
    for (const table of TABLES[source]) await tx.query(`empty ${table}`, `DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId]);
  }
  const locked = await tx.query<{ cut: string }>(
    'lock report cut',
    'SELECT cut::text AS cut FROM report_cuts WHERE tenant_id = $1 AND source = $2 FOR UPDATE',
    [tenantId, source],
  );
  return only(locked).cut;
}

/** A moment before which nothing of a source can appear any more. Wants a READ COMMITTED transaction. */
export async function foldBound(tx: Transaction, source: FoldedSource): Promise<Date> {
  const bound = await checkpointCut(tx, MARGIN_MS);
  // A charge's moment comes from the server's clock and lies before the transaction that writes it.
  return source === 'movements' ? bound : new Date(bound.getTime() - MARGIN_MS);
}

/**
 * Folds the next rows of a source that lie before `bound`, about `atOnce` of them. Answers false when there are none left. In a READ COMMITTED
 * transaction; of two servers at once one waits.
 */
export async function foldNext(
  tx: Transaction,
  tenantId: number,
  source: FoldedSource,
  { bound, atOnce = AT_ONCE }: { readonly bound: Date; readonly atOnce?: number },
): Promise<boolean> {
  const cut = await lockCut(tx, tenantId, source);
  const [found] = await tx.query<{ next: string | null; has_rows: boolean | null }>(`next cut of ${source}`, NEXT_CUT[source], [
    ...[tenantId, cut, bound, atOnce],
  ]);
  const next = found?.has_rows === true ? found.next : source === 'tries' ? cut : null;
  if (next === null) return false;
  await tx.query(`fold ${source}`, FOLD[source], [tenantId, cut, next]);
  if (source === 'movements') await foldItems(tx, tenantId, { cut, next });
  if (next === cut) return false;
  await tx.query('move report cut', 'UPDATE report_cuts SET cut = $3::timestamptz WHERE tenant_id = $1 AND source = $2', [
    tenantId,
    source,
    next,
  ]);
  return true;
}
