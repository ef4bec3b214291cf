import { bucketText, GRAINS, grainRows, movementsText, triesText } from '../reports/index.ts';
import type { RuleSet } from './rules.store.ts';

const cutOf = (source: string): string => `(SELECT cut FROM report_cuts WHERE tenant_id = $1 AND source = '${source}')`;

/** Sums that stand, against what `others` come to. `key` names what both are told apart by. */
const differing = (key: string, sums: readonly string[], table: string, others: string, called: string): string => {
  const added = sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ');
  const shown = (of: string): string => `concat_ws(' / ', ${sums.map((sum) => `${of}.${sum}`).join(', ')})`;
  return `SELECT concat_ws(' ', ${key}) AS subject,
      format('${called} come to %s, and the sums of reports say %s', coalesce(nullif(${shown('r')}, ''), 'nothing'),
        coalesce(nullif(${shown('s')}, ''), 'nothing')) AS says
    FROM (SELECT ${key}, ${added} FROM (${others}) every GROUP BY ${key}) r
    FULL JOIN (SELECT ${key}, ${added} FROM ${table} WHERE tenant_id = $1 GROUP BY ${key}) s USING (${key})
    WHERE ${sums.map((sum) => `coalesce(r.${sum}, 0) <> coalesce(s.${sum}, 0)`).join(' OR ')}`;
};

const inBuckets = (rows: string): string =>
  `SELECT *, ${bucketText('created', 'grain')} AS bucket FROM (${rows}) at_moments CROSS JOIN ${grainRows(GRAINS)}`;

/** Sums against the rows that they were folded from. */
const compared = (key: string, sums: readonly string[], table: string, rows: string): string =>
  differing(`grain, bucket, ${key}`, sums, table, inBuckets(rows), 'the rows');

/** The sums of one grain against those of the others, for what the rows may say otherwise by now. */
const agreeing = (key: string, sums: readonly string[], table: string): string =>
  differing(
    `day, ${key}`,
    sums,
    `(SELECT *, bucket AS day FROM ${table} WHERE grain = 1440) days`,
    `SELECT *, date_trunc('day', bucket, 'UTC') AS day FROM ${table} WHERE tenant_id = $1 AND grain = 60`,
    'the hours',
  );

/** What is not to be packed anew. */
const isPacked = (of: string): string =>
  `NOT EXISTS (SELECT FROM report_customer_unpacked u WHERE u.tenant_id = $1 AND u.grain = ${of}.grain AND u.bucket = ${of}.bucket)`;

const SUMS = ['count', 'amount', 'settled', 'fee'];

/** The sums that reports are read from, against the rows that they were folded from. */
export const REPORT_RULES: RuleSet = {
  count:
    'SELECT (SELECT count(*) FROM report_sums WHERE tenant_id = $1) + (SELECT count(*) FROM report_tries WHERE tenant_id = $1) AS looked',
  rules: [
    {
      name: 'sums of reports',
      sql: compared(
        'kind, currency, settled_currency, method, channel, staff',
        SUMS,
        'report_sums',
        movementsText(`p.written < ${cutOf('movements')}`),
      ),
    },
    {
      name: 'sums of tries',
      sql: compared(
        'outcome, currency, method, channel, staff',
        ['count', 'amount'],
        'report_tries',
        `SELECT *, 1 AS count FROM (${triesText(`c.created < ${cutOf('tries')} AND c.status <> 'pending'
          AND NOT EXISTS (SELECT FROM report_open_tries o WHERE o.tenant_id = $1 AND o.charge_id = c.id)`)}) asked`,
      ),
    },
    {
      name: 'totals of reports',
      sql: differing(
        'grain, bucket, kind, currency, settled_currency',
        SUMS,
        'report_totals',
        'SELECT * FROM report_sums WHERE tenant_id = $1',
        'their parts',
      ),
    },
    {
      name: 'totals of tries',
      sql: differing(
        'grain, bucket, outcome, currency',
        ['count', 'amount'],
        'report_try_totals',
        'SELECT * FROM report_tries WHERE tenant_id = $1',
        'their parts',
      ),
    },
    {
      name: 'sums of refunds by reason',
      sql: differing(
        'grain, bucket, kind, currency, settled_currency',
        SUMS,
        `(SELECT * FROM report_facets WHERE facet = 'reason') reasons`,
        `SELECT * FROM report_totals WHERE tenant_id = $1 AND kind = 'refund'`,
        'all refunds',
      ),
    },
    { name: 'sums by answer', sql: agreeing('facet, value, kind, currency, settled_currency', SUMS, 'report_facets') },
    {
      name: 'sums of items',
      sql: compared(
        'currency',
        ['paid'],
        '(SELECT *, sold - refunded AS paid FROM report_items) items',
        'SELECT created, currency, amount AS paid FROM report_sale_movements WHERE tenant_id = $1',
      ),
    },
    { name: 'sums of items by day', sql: agreeing('item, currency', ['quantity', 'sold', 'refunded'], 'report_items') },
    { name: 'sums of taxes by day', sql: agreeing('tax_rate_id, currency', ['base', 'tax'], 'report_taxes') },
    {
      name: 'sums of customers',
      sql: `SELECT coalesce(m.currency, h.currency) AS subject,
          format('the sums of customers by month come to %s, those by hour to %s', coalesce(m.amount, 0), coalesce(h.amount, 0)) AS says
        FROM (SELECT currency, sum(amount - refunded) AS amount FROM report_customer_sums WHERE tenant_id = $1 AND grain = 1 GROUP BY 1) m
        FULL JOIN (SELECT currency, sum(amount - refunded) AS amount FROM report_customer_sums WHERE tenant_id = $1 AND grain = 60 GROUP BY 1) h
          USING (currency)
        WHERE coalesce(m.amount, 0) <> coalesce(h.amount, 0)`,
    },
    {
      name: 'packs of customers',
      sql: differing(
        'grain, bucket, currency',
        ['count', 'amount', 'refunded'],
        `(SELECT * FROM report_customer_packs p WHERE ${isPacked('p')}) packs`,
        `SELECT * FROM report_customer_sums s WHERE tenant_id = $1 AND ${isPacked('s')}`,
        'the sums of customers',
      ),
    },
  ],
};
