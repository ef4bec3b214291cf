import type { ExportName } from '@guichet/contract/reportViews.ts';
import type { Row, Sql } from '../../platform/sql.ts';

export type ExportRow = Row;

/** Where a page begins: behind this row. */
export interface ExportCursor {
  /** The moment as PostgreSQL writes it, to the microsecond. */
  readonly created: string;
  readonly id: string;
}

export interface ExportRange {
  readonly from: Date;
  readonly until: Date;
}

/** Rows are walked by an index on the moment and the id, so that a page costs the same wherever it is. */
const page = (
  columns: string,
  from: string,
  of = 'x',
): string => `SELECT ${columns}, ${of}.created::text AS cursor_created, ${of}.id AS cursor_id
  FROM ${from} WHERE ${of}.tenant_id = $1 AND ${of}.created >= $2 AND ${of}.created < $3 AND (${of}.created, ${of}.id) > ($4::timestamptz, $5)
  ORDER BY ${of}.created, ${of}.id LIMIT $6`;

const PAGES: Readonly<Record<ExportName, string>> = {
  payments: page(
    `x.id, x.created, x.view_status, x.amount, x.currency, x.amount_received, x.amount_refunded, x.channel, x.created_by, x.description, x.customer_id,
     customer.name AS customer_name, customer.email AS customer_email, coalesce(x.method_type, CASE WHEN x.card_last4 IS NOT NULL THEN 'card' END) AS method,
     x.card_brand, x.card_last4, x.decline_code, booked.amount AS settled, booked.fee, booked.currency AS settled_currency, x.metadata`,
    `payment_intents x
     LEFT JOIN customers customer ON customer.tenant_id = x.tenant_id AND customer.id = x.customer_id
     LEFT JOIN charges charge ON charge.tenant_id = x.tenant_id AND charge.id = x.latest_charge_id
     LEFT JOIN balance_transactions booked ON booked.tenant_id = x.tenant_id AND booked.id = charge.balance_transaction_id`,
  ),
  records: page(
    `x.id, x.created, x.amount, x.currency, x.method, x.channel, x.created_by,
     (SELECT coalesce(sum(r.amount) FILTER (WHERE r.kind = 'guaranteed'), 0)::bigint FROM payment_record_reports r
        WHERE r.tenant_id = x.tenant_id AND r.payment_record_id = x.id) AS received,
     (SELECT coalesce(sum(r.amount) FILTER (WHERE r.kind = 'refunded'), 0)::bigint FROM payment_record_reports r
        WHERE r.tenant_id = x.tenant_id AND r.payment_record_id = x.id) AS returned`,
    'payment_records x',
  ),
  refunds: page(
    `x.id, x.created, x.status, x.amount, x.currency, x.reason, x.failure_reason, x.payment_intent_id, x.charge_id, x.created_by, x.metadata`,
    'refunds x',
  ),
  payouts: page(
    `x.id, x.created, x.status, x.amount, x.currency, x.arrival_date, x.automatic, x.description, x.failure_code, x.original_payout_id`,
    'payouts x',
  ),
  balance_transactions: page(
    `x.id, x.created, x.type, x.amount, x.fee, x.currency, x.presented_amount, x.presented_currency, x.available_on, x.source, x.description`,
    'balance_transactions x',
  ),
  customers: page(
    `x.id, x.created, x.name, x.email, x.phone, x.description, x.address, x.metadata`,
    '(SELECT * FROM customers WHERE NOT deleted) x',
  ),
};

/** The next rows of a kind, oldest first. */
export const exportPage = (
  sql: Sql,
  name: ExportName,
  { tenantId, range, after, limit }: { tenantId: number; range: ExportRange; after: ExportCursor | null; limit: number },
): Promise<Row[]> =>
  sql.query(`export ${name}`, PAGES[name], [tenantId, range.from, range.until, after?.created ?? '-infinity', after?.id ?? '', limit]);
