import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Mandate } from './mandate.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  payment_method_id: 'text',
  scheme: 'text',
  type: 'text',
  status: 'text',
  reference: 'text',
  accepted_at: 'timestamptz',
  given: 'text',
  ip_address: 'text',
  user_agent: 'text',
  text_version: 'text',
  language: 'text',
  evidence: 'text',
  noted_by: 'text',
  amount: 'bigint',
  currency: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Mandate => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  paymentMethodId: row.payment_method_id,
  scheme: row.scheme,
  type: row.type,
  status: row.status,
  reference: row.reference,
  acceptedAt: row.accepted_at,
  given: row.given,
  ipAddress: row.ip_address,
  userAgent: row.user_agent,
  text: row.text_version === null ? null : { version: row.text_version, language: row.language },
  evidence: row.evidence,
  notedBy: row.noted_by,
  amount: row.amount,
  currency: asCurrency(row.currency),
  endedAt: row.ended_at,
  endReason: row.end_reason,
  created: row.created,
});

export const insertMandate = (tx: Transaction, mandate: Mandate): Promise<void> =>
  insertRows(tx, 'mandates', COLUMNS, [
    {
      tenant_id: mandate.tenantId,
      id: mandate.id,
      version: mandate.version,
      payment_method_id: mandate.paymentMethodId,
      scheme: mandate.scheme,
      type: mandate.type,
      status: mandate.status,
      reference: mandate.reference,
      accepted_at: mandate.acceptedAt,
      given: mandate.given,
      ip_address: mandate.ipAddress,
      user_agent: mandate.userAgent,
      text_version: mandate.text?.version ?? null,
      language: mandate.text?.language ?? null,
      evidence: mandate.evidence,
      noted_by: mandate.notedBy,
      amount: mandate.amount,
      currency: mandate.currency,
      created: mandate.created,
    },
  ]);

/** Writes what can change of a mandate that this transaction holds the lock on: that it has ended. */
export async function updateMandateRow(tx: Transaction, { tenantId, id, version, status, endedAt, endReason }: Mandate): Promise<void> {
  await tx.query(
    'update mandate',
    'UPDATE mandates SET version = $3, status = $4, ended_at = $5, end_reason = $6 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, version, status, endedAt, endReason],
  );
}

export async function findMandates(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Mandate[]> {
  return (await sql.query('find mandates', 'SELECT * FROM mandates WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])).map(fromRow);
}

interface MandateFilter {
  readonly payment_method?: string | undefined;
  readonly customer?: string | undefined;
  readonly created?: TimeRange | undefined;
}

export async function listMandates(sql: Sql, tenantId: number, filter: MandateFilter, page: Page): Promise<Mandate[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('payment_method_id = $?', filter.payment_method)
    .add(
      // An array, since the index of mandates by account is then asked for each of these few.
      'payment_method_id = ANY (ARRAY(SELECT p.id FROM payment_methods p WHERE p.tenant_id = $? AND p.customer_id = $?))',
      tenantId,
      filter.customer,
    )
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM mandates', 'id', conditions, page)).map(fromRow);
}

export async function lockMandate(tx: Transaction, tenantId: number, id: string): Promise<Mandate | undefined> {
  return (await tx.query('lock mandate', 'SELECT * FROM mandates WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id])).map(
    fromRow,
  )[0];
}

/** The newest mandate of an account that is still good and not for one payment alone, locked. */
export async function lockLastingMandate(tx: Transaction, tenantId: number, paymentMethodId: string): Promise<Mandate | undefined> {
  const rows = await tx.query(
    'lock lasting mandate',
    `SELECT * FROM mandates WHERE tenant_id = $1 AND payment_method_id = $2 AND status = 'active' AND type = 'multi_use'
     ORDER BY id DESC LIMIT 1 FOR UPDATE`,
    [tenantId, paymentMethodId],
  );
  return rows.map(fromRow)[0];
}

/** Those of these accounts that have an active mandate for more than one payment. */
export async function lastingMandates(sql: Sql, tenantId: number, paymentMethods: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ payment_method_id: string }>(
    'lasting mandates',
    `SELECT DISTINCT payment_method_id FROM mandates
     WHERE tenant_id = $1 AND payment_method_id = ANY ($2) AND status = 'active' AND type = 'multi_use'`,
    [tenantId, paymentMethods],
  );
  return new Set(rows.map(({ payment_method_id: id }) => id));
}
