import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Sale, SalePayment } from './sale.ts';

const fromRow = (row: Row): Sale => ({
  tenantId: row.tenant_id,
  id: row.id,
  currency: row.currency,
  amount: row.amount,
  content: row.content,
  parts: row.parts,
  customerId: row.customer_id,
  description: row.description,
  channel: row.channel,
  created: row.created,
  createdBy: row.created_by,
  canceled: row.canceled,
});

export async function insertSale(tx: Transaction, sale: Sale): Promise<void> {
  await tx.query(
    'insert sale',
    `INSERT INTO sales (tenant_id, id, currency, amount, content, parts, customer_id, description, channel, created, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      sale.tenantId,
      sale.id,
      sale.currency,
      sale.amount,
      JSON.stringify(sale.content),
      sale.parts,
      sale.customerId,
      sale.description,
      sale.channel,
      sale.created,
      sale.createdBy,
    ],
  );
}

export async function findSale(sql: Sql, tenantId: number, id: string): Promise<Sale | undefined> {
  return (await sql.query('find sale', 'SELECT * FROM sales WHERE tenant_id = $1 AND id = $2', [tenantId, id])).map(fromRow)[0];
}

/** Whoever takes a part of a sale holds its row: so two parts at once cannot take more than is open. */
export async function lockSale(tx: Transaction, tenantId: number, id: string): Promise<Sale | undefined> {
  const text = 'SELECT * FROM sales WHERE tenant_id = $1 AND id = $2 FOR UPDATE';
  return (await tx.query('lock sale', text, [tenantId, id])).map(fromRow)[0];
}

export async function cancelSaleRow(tx: Transaction, { tenantId, id, canceled }: Sale): Promise<void> {
  await tx.query('cancel sale', 'UPDATE sales SET canceled = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, canceled]);
}

export async function splitSaleRow(tx: Transaction, { tenantId, id, parts }: Sale): Promise<void> {
  await tx.query('split sale', 'UPDATE sales SET parts = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, parts]);
}

export interface SaleFilter {
  readonly created?: TimeRange | undefined;
  /** Only those that this person made. */
  readonly ownOf?: string | undefined;
}

export async function listSales(sql: Sql, tenantId: number, { created, ownOf }: SaleFilter, page: Page): Promise<Sale[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('created_by = $?', ownOf)
    .created('created', created, { column: 'id', prefix: 'sale' });
  return (await selectPage(sql, 'SELECT * FROM sales', 'id', conditions, page)).map(fromRow);
}

// Both look a payment up by what its metadata says: migrations 0011 and 0037 have the indexes. What came or went is told with its moment, by which
// the rules tell what order it had. A raise that the issuer has not answered counts in full: what it takes must not be taken elsewhere meanwhile.
const INTENTS = `SELECT s.id AS sale_id, p.id, p.created, p.view_status, p.amount_refunded AS refunded, c.came, b.refunds,
    CASE WHEN p.amount_received > 0 THEN p.amount_received ELSE greatest(p.amount, i.amount) END AS amount
  FROM sales s
  JOIN payment_intents p ON p.tenant_id = $1 AND p.metadata @> jsonb_build_object('guichet_sale', s.id) AND p.currency = s.currency
  CROSS JOIN LATERAL (
    SELECT min(t.created) AS came FROM balance_transactions t
    WHERE t.tenant_id = $1 AND t.source = p.latest_charge_id AND t.type IN ('charge', 'payment')
  ) c
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('amount', r.amount, 'created', t.created)) AS refunds
    FROM refunds r JOIN balance_transactions t ON t.tenant_id = $1 AND t.id = r.balance_transaction_id
    WHERE r.tenant_id = $1 AND r.payment_intent_id = p.id AND r.status IN ('pending', 'succeeded')
  ) b
  CROSS JOIN LATERAL (
    SELECT max(a.amount) AS amount FROM attempts a
    WHERE a.tenant_id = $1 AND a.payment_intent_id = p.id AND a.kind = 'increment' AND a.resolved_at IS NULL
  ) i
  WHERE s.tenant_id = $1 AND s.id = ANY ($2)`;
const RECORDS = `SELECT n.sale_id, p.id, p.created, p.method, p.amount, m.refunded, m.refunds, m.came, m.state
  FROM (
    SELECT DISTINCT s.id AS sale_id, s.currency, r.payment_record_id
    FROM sales s JOIN payment_record_reports r ON r.tenant_id = $1 AND r.data->'metadata'->>'guichet_sale' = s.id
    WHERE s.tenant_id = $1 AND s.id = ANY ($2)
  ) n
  JOIN payment_records p ON p.tenant_id = $1 AND p.id = n.payment_record_id AND p.currency = n.currency
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.amount) FILTER (WHERE r.kind = 'refunded'), 0)::bigint AS refunded,
      jsonb_agg(jsonb_build_object('amount', r.amount, 'created', r.created)) FILTER (WHERE r.kind = 'refunded') AS refunds,
      max(r.created) FILTER (WHERE r.kind = 'guaranteed') AS came,
      (array_agg(r.kind ORDER BY r.sequence DESC) FILTER (WHERE r.kind IN ('attempt', 'guaranteed', 'failed', 'canceled')))[1] AS state
    FROM payment_record_reports r WHERE r.tenant_id = $1 AND r.payment_record_id = p.id
  ) m`;

const moneyOf = (row: Row): Omit<SalePayment, 'through'> => ({
  ...{ saleId: row.sale_id, id: row.id, amount: row.amount, refunded: row.refunded, created: row.created, came: row.came },
  refunds: ((row.refunds ?? []) as { amount: number; created: string }[]).map(({ amount, created }) => ({
    amount: BigInt(amount),
    created: new Date(created),
  })),
});

/** The payments of some sales, oldest first. */
export async function findSalePayments(sql: Sql, tenantId: number, saleIds: readonly string[]): Promise<SalePayment[]> {
  if (saleIds.length === 0) return [];
  const [intents, records] = await Promise.all([
    sql.query<Row>('find intents of sales', INTENTS, [tenantId, saleIds]),
    sql.query<Row>('find records of sales', RECORDS, [tenantId, saleIds]),
  ]);
  const found: SalePayment[] = [
    ...intents.map((row): SalePayment => ({ ...moneyOf(row), through: { kind: 'payment', status: row.view_status } })),
    ...records.map((row): SalePayment => {
      // The latest of its attempts counts; one of which nothing more was reported is open.
      const state = row.state === 'attempt' ? 'open' : row.state;
      return { ...moneyOf(row), through: { kind: 'record', state, method: row.method } };
    }),
  ];
  return found.toSorted((a, b) => a.created.getTime() - b.created.getTime());
}
