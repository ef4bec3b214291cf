import { asCurrency } from '@guichet/contract/currencies.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, insertRowsNow, only, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import { sumUp } from './paymentRecord.rules.ts';
import type { PaymentRecord, RecordRow, Report } from './paymentRecord.ts';

const RECORDS = {
  tenant_id: 'integer',
  id: 'text',
  amount: 'bigint',
  currency: 'text',
  customer_presence: 'text',
  method: 'text',
  channel: 'text',
  created: 'timestamptz',
  created_by: 'text',
  day: 'text',
} as const satisfies Columns;

const HEADS = { tenant_id: 'integer', id: 'text', sequence: 'integer' } as const satisfies Columns;

const REPORTS = {
  tenant_id: 'integer',
  payment_record_id: 'text',
  sequence: 'integer',
  kind: 'text',
  attempt_id: 'text',
  method: 'text',
  currency: 'text',
  amount: 'bigint',
  amount_moved: 'bigint',
  amount_tendered: 'bigint',
  reference: 'text',
  reason: 'text',
  at: 'timestamptz',
  created: 'timestamptz',
  created_by: 'text',
  channel: 'text',
  day: 'text',
  data: 'jsonb',
} as const satisfies Columns;

const PERSONS = { tenant_id: 'integer', payment_record_id: 'text', sequence: 'integer', data: 'jsonb' } as const satisfies Columns;

const rowOf = (row: Row): RecordRow => ({
  tenantId: row.tenant_id,
  id: row.id,
  amount: row.amount,
  currency: asCurrency(row.currency),
  customerPresence: row.customer_presence,
  method: row.method,
  channel: row.channel,
  created: row.created,
  createdBy: row.created_by,
  day: row.day,
});

const reportOf = (row: Row): Report => ({
  sequence: row.sequence,
  kind: row.kind,
  attemptId: row.attempt_id,
  method: row.method,
  amount: row.amount,
  moved: row.amount_moved,
  tendered: row.amount_tendered,
  reference: row.reference,
  reason: row.reason,
  at: row.at,
  created: row.created,
  createdBy: row.created_by,
  channel: row.channel,
  day: row.day,
  facts: row.data,
  person: row.person,
});

export async function insertRecord(tx: Transaction, record: RecordRow): Promise<void> {
  await insertRows(tx, 'payment_records', RECORDS, [
    {
      tenant_id: record.tenantId,
      id: record.id,
      amount: record.amount,
      currency: record.currency,
      customer_presence: record.customerPresence,
      method: record.method,
      channel: record.channel,
      created: record.created,
      created_by: record.createdBy,
      day: record.day,
    },
  ]);
}

/** Adds reports to a record. The head of one that exists already is locked by this transaction. */
export async function insertReports(tx: Transaction, { tenantId, id, currency }: RecordRow, reports: readonly Report[]): Promise<void> {
  const key = { tenant_id: tenantId, payment_record_id: id };
  const rows = reports.map((report) => ({
    ...key,
    sequence: report.sequence,
    kind: report.kind,
    attempt_id: report.attemptId,
    method: report.method,
    currency,
    amount: report.amount,
    amount_moved: report.moved,
    amount_tendered: report.tendered,
    reference: report.reference,
    reason: report.reason,
    at: report.at,
    created: report.created,
    created_by: report.createdBy,
    channel: report.channel,
    day: report.day,
    data: report.facts,
  }));
  const persons = reports.flatMap(({ sequence, person }) => (person === null ? [] : [{ ...key, sequence, data: person }]));
  await insertRowsNow(tx, 'payment_record_reports', REPORTS, rows);
  await insertRows(tx, 'payment_record_persons', PERSONS, persons);
}

export const insertRecordHead = (tx: Transaction, tenantId: number, id: string, sequence: number): Promise<void> =>
  insertRows(tx, 'payment_record_heads', HEADS, [{ tenant_id: tenantId, id, sequence }]);

export async function moveRecordHead(tx: Transaction, tenantId: number, id: string, sequence: number): Promise<void> {
  await tx.query('move payment record head', 'UPDATE payment_record_heads SET sequence = $3 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    sequence,
  ]);
}

/** Locks a record until the transaction ends; false when there is none. */
export async function lockRecord(tx: Transaction, tenantId: number, id: string): Promise<boolean> {
  const rows = await tx.query('lock payment record', 'SELECT 1 FROM payment_record_heads WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [
    tenantId,
    id,
  ]);
  return rows.length === 1;
}

/** Records with all their reports, in the order of the rows. */
async function withReports(sql: Sql, tenantId: number, rows: readonly RecordRow[]): Promise<PaymentRecord[]> {
  if (rows.length === 0) return [];
  const reports = await sql.query<Row & { payment_record_id: string }>(
    'reports of payment records',
    `SELECT r.*, p.data AS person FROM payment_record_reports r
     LEFT JOIN payment_record_persons p USING (tenant_id, payment_record_id, sequence)
     WHERE r.tenant_id = $1 AND r.payment_record_id = ANY ($2) ORDER BY r.payment_record_id, r.sequence`,
    [tenantId, rows.map(({ id }) => id)],
  );
  const byRecord = Map.groupBy(reports, (report) => report.payment_record_id);
  return rows.map((row) => sumUp(row, (byRecord.get(row.id) ?? []).map(reportOf)));
}

export async function findRecords(sql: Sql, tenantId: number, ids: readonly string[]): Promise<PaymentRecord[]> {
  const rows = await sql.query('find payment records', 'SELECT * FROM payment_records WHERE tenant_id = $1 AND id = ANY ($2)', [
    tenantId,
    ids,
  ]);
  return withReports(sql, tenantId, rows.map(rowOf));
}

/** The record that an attempt belongs to. */
export async function findRecordOfAttempt(sql: Sql, tenantId: number, attemptId: string): Promise<PaymentRecord | undefined> {
  const rows = await sql.query<{ payment_record_id: string }>(
    'find payment record of attempt',
    "SELECT payment_record_id FROM payment_record_reports WHERE tenant_id = $1 AND attempt_id = $2 AND kind = 'attempt'",
    [tenantId, attemptId],
  );
  return (
    await findRecords(
      sql,
      tenantId,
      rows.map((row) => row.payment_record_id),
    )
  )[0];
}

const CASH_OF_SALE = `SELECT coalesce(sum(p.amount), 0)::bigint AS amount
  FROM (
    SELECT DISTINCT r.payment_record_id AS id FROM payment_record_reports r
    WHERE r.tenant_id = $1 AND r.data->'metadata'->>'guichet_sale' = $2
  ) named
  JOIN payment_records p ON p.tenant_id = $1 AND p.id = named.id AND p.id <> $3 AND p.method = 'cash'
  WHERE EXISTS (
    SELECT FROM payment_record_reports r WHERE r.tenant_id = $1 AND r.payment_record_id = p.id AND r.kind = 'guaranteed'
  )`;

/** What was recorded as received in cash towards a sale by other records than this one, in minor units of the sale's currency, given back or not. */
export async function cashOfSale(tx: Transaction, tenantId: number, sale: string, exceptRecord: string): Promise<bigint> {
  return only(await tx.query<{ amount: bigint }>('cash of sale', CASH_OF_SALE, [tenantId, sale, exceptRecord])).amount;
}

/** A typed text, by everything that it may mean; what an earlier report said of a record finds it as well. */
export interface RecordText {
  /** For SQL's LIKE, in the reference and the description. */
  readonly pattern: string;
  /** A record's id. */
  readonly exact: string;
  readonly customers: readonly string[];
  /** Metadata that answers a field of the place's own, as JSON: any of these. */
  readonly answers: readonly string[];
}

export interface RecordFilter {
  readonly created?: TimeRange | undefined;
  readonly day?: string | undefined;
  readonly staff?: string | undefined;
  readonly method?: RecordedMethod | undefined;
  /** Whose payments: what was reported last about a record says whose it is. */
  readonly customer?: string | undefined;
  readonly text?: RecordText | undefined;
  /** The person or key whose records alone are seen. */
  readonly ownOf?: string | undefined;
}

/** Reference and description as `searchable` makes texts. It stands as in server/migrations/0052_finding_records.sql, whose index answers it. */
const WORDS = `lower(trim(regexp_replace(regexp_replace(
  normalize(coalesce(r.reference, '') || ' ' || coalesce(r.data->>'description', ''), NFD),
  '[\\u0300-\\u036f\\u005e\\u0060\\u00a8\\u00af\\u00b4\\u00b7\\u00b8]', '', 'g'), '\\s+', ' ', 'g')))`;

/**
 * The records of customers, by the index of what was reported of them: what was reported last says whose a record is. They are gathered first, as the
 * planner knows too little of customers in reports to choose that index for a page of them.
 */
const OF_CUSTOMERS = `ARRAY(SELECT c.payment_record_id FROM payment_record_reports c
  WHERE c.tenant_id = $? AND c.data->>'customer' IS NOT NULL AND c.data->>'customer' = ANY ($?) AND c.data->>'customer' = (
    SELECT l.data->>'customer' FROM payment_record_reports l WHERE l.tenant_id = c.tenant_id AND l.payment_record_id = c.payment_record_id
      AND l.data ? 'customer' ORDER BY l.sequence DESC LIMIT 1))`;

/** Each part can be answered by an index of its own; were it not so of one, all reports would be read. */
const TEXT_MEANS = `EXISTS (SELECT FROM payment_record_reports r WHERE r.tenant_id = p.tenant_id AND r.payment_record_id = p.id
  AND (${WORDS} LIKE $? OR r.payment_record_id = $? OR r.data->'metadata' @> ANY ($?::jsonb[]) OR r.payment_record_id = ANY (${OF_CUSTOMERS})))`;

export async function listRecords(sql: Sql, tenantId: number, filter: RecordFilter, page: Page): Promise<PaymentRecord[]> {
  const { text } = filter;
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('day = $?', filter.day)
    .add('created_by = $?', filter.staff)
    .add('created_by = $?', filter.ownOf)
    .add('method = $?', filter.method)
    .add(`id = ANY (${OF_CUSTOMERS})`, tenantId, filter.customer && [filter.customer])
    .add(TEXT_MEANS, text?.pattern, text?.exact, text?.answers, tenantId, text?.customers)
    .created('created', filter.created);
  const rows = await selectPage(sql, 'SELECT p.* FROM payment_records p', 'id', conditions, page);
  return withReports(sql, tenantId, rows.map(rowOf));
}

/** What one person took and gave back on a day, in minor units. */
export interface DayTotal {
  readonly createdBy: string;
  readonly method: RecordedMethod;
  readonly currency: string;
  readonly received: bigint;
  readonly returned: bigint;
  readonly count: number;
}

export async function dayTotals(sql: Sql, tenantId: number, day: string): Promise<DayTotal[]> {
  return sql.query<DayTotal & Row>(
    'payment record totals of day',
    `SELECT created_by AS "createdBy", method, currency, count(*)::int AS count,
       coalesce(sum(amount_moved) FILTER (WHERE kind = 'guaranteed'), 0)::bigint AS received,
       coalesce(sum(amount_moved) FILTER (WHERE kind = 'refunded'), 0)::bigint AS returned
     FROM payment_record_reports WHERE tenant_id = $1 AND day = $2 AND kind IN ('guaranteed', 'refunded')
     GROUP BY created_by, method, currency ORDER BY created_by, method, currency`,
    [tenantId, day],
  );
}

/** Movements of cash and cheques that the till's record does not have; what was cut off its end shows here. */
export async function movementsMissingInTill(sql: Sql, tenantId: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'movements missing in the till',
    `SELECT m.payment_record_id AS id FROM (
       SELECT payment_record_id, count(*) AS movements FROM payment_record_reports
       WHERE tenant_id = $1 AND kind IN ('guaranteed', 'refunded') AND method IN ('cash', 'cheque') AND amount_moved > 0 GROUP BY payment_record_id
     ) m LEFT JOIN (
       SELECT source, count(*) AS lines FROM fiscal_lines WHERE tenant_id = $1 AND kind IN ('received', 'returned') GROUP BY source
     ) f ON f.source = m.payment_record_id
     WHERE f.lines IS DISTINCT FROM m.movements ORDER BY 1 LIMIT 100`,
    [tenantId],
  );
  return rows.map((row) => row.id);
}
