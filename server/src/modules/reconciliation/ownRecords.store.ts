import { firstIdAt } from '../../platform/ids.ts';
import type { Row, Sql } from '../../platform/sql.ts';
import type { OwnRecord } from './reconciliation.ts';

/** Which account at a provider, of whom. */
export interface OfProvider {
  readonly tenantId: number;
  /** By what name attempts keep it. */
  readonly provider: string;
}

/** What an attempt came to: a payment stands from its approval until it is canceled, a refund is what the refund says. */
const ATTEMPTS = `SELECT a.id AS reference, CASE a.kind WHEN 'authorise' THEN 'payment' ELSE a.kind END AS kind,
    coalesce(r.id, c.id, a.payment_intent_id) AS subject,
    coalesce(CASE WHEN a.kind = 'refund' THEN r.amount ELSE c.amount END, a.amount) AS amount, a.currency,
    CASE WHEN a.kind = 'refund' THEN 0 ELSE coalesce(c.amount_captured, 0) END AS taken,
    CASE
      WHEN a.status IN ('sent', 'unknown') THEN 'in doubt'
      WHEN a.status = 'pending' THEN 'pending'
      WHEN a.status = 'declined' THEN 'declined'
      WHEN a.status = 'failed' THEN 'undone'
      WHEN a.kind = 'refund' THEN CASE r.status WHEN 'succeeded' THEN 'approved' WHEN 'pending' THEN 'pending' ELSE 'undone' END
      WHEN i.status = 'canceled' AND NOT c.captured THEN 'undone'
      ELSE 'approved' END AS state,
    EXISTS (SELECT FROM attempts o WHERE o.tenant_id = a.tenant_id AND o.payment_intent_id = a.payment_intent_id AND o.resolved_at IS NULL
      AND o.kind IN ('capture', 'void', 'increment')) AS is_asked
  FROM attempts a
  LEFT JOIN charges c ON c.tenant_id = a.tenant_id AND c.authorisation = a.id
  LEFT JOIN refunds r ON r.tenant_id = a.tenant_id AND r.id = a.refund_id AND a.kind = 'refund'
  LEFT JOIN payment_intents i ON i.tenant_id = a.tenant_id AND i.id = a.payment_intent_id
  WHERE a.tenant_id = $1 AND a.connector = $2 AND a.kind IN ('authorise', 'debit', 'refund')`;

const PAYOUTS = `SELECT p.id AS reference, 'payout' AS kind, p.id AS subject, p.amount, p.currency, 0 AS taken,
    CASE p.status WHEN 'paid' THEN 'approved' WHEN 'in_transit' THEN 'pending' WHEN 'pending' THEN 'in doubt' ELSE 'undone' END AS state,
    p.ask_after IS NOT NULL AS is_asked
  FROM payouts p WHERE p.tenant_id = $1 AND p.connector = $2 AND p.sent_at IS NOT NULL`;

const fromRow = ({ is_asked: isAsked, ...row }: Row): OwnRecord => ({ ...row, taken: BigInt(row.taken), isAsked }) as OwnRecord;

/** What we have under these references. */
export async function ownRecords(
  sql: Sql,
  { tenantId, provider }: OfProvider,
  references: readonly string[],
): Promise<Map<string, OwnRecord>> {
  if (references.length === 0) return new Map();
  const values = [tenantId, provider, references];
  const rows = [
    ...(await sql.query('reconcile: own attempts', `${ATTEMPTS} AND a.id = ANY ($3)`, values)),
    ...(await sql.query('reconcile: own payouts', `${PAYOUTS} AND p.id = ANY ($3)`, values)),
  ];
  return new Map(rows.map((row) => [row.reference, fromRow(row)]));
}

/** An attempt of which nobody here knows what came of it. */
export interface OpenAttempt {
  readonly reference: string;
  readonly kind: string;
  readonly subject: string;
  readonly amount: bigint;
  readonly currency: string;
}

/** What is in doubt at a provider and was sent before a moment, whatever was asked for. */
export const openAttempts = (sql: Sql, { tenantId, provider }: OfProvider, before: Date): Promise<OpenAttempt[]> =>
  sql.query<OpenAttempt & Row>(
    'reconcile: open attempts',
    `SELECT id AS reference, kind, coalesce(refund_id, charge_id, setup_intent_id) AS subject, amount, currency FROM attempts
     WHERE tenant_id = $1 AND connector = $2 AND resolved_at IS NULL AND status <> 'pending' AND sent_at < $3 ORDER BY id`,
    [tenantId, provider, before],
  );

/** What the provider has said of these attempts since. */
export async function statusesOf(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.query('reconcile: statuses', 'SELECT id, status FROM attempts WHERE tenant_id = $1 AND id = ANY ($2)', [
    tenantId,
    ids,
  ]);
  return new Map(rows.map(({ id, status }) => [id, status]));
}

const READ_AT_ONCE = 500;
/** Ids are made a moment before anything is sent. */
const MARGIN_MS = 60_000;

/** All that we began at a provider in a time, a page at a time. */
export async function* ownRecordsOf(sql: Sql, { tenantId, provider }: OfProvider, from: Date, until: Date): AsyncGenerator<OwnRecord[]> {
  const sources = [
    { text: `${ATTEMPTS} AND a.id > $3 AND a.id < $4 AND a.sent_at >= $5 AND a.sent_at < $6 ORDER BY a.id`, prefix: 'att' },
    { text: `${PAYOUTS} AND p.id > $3 AND p.id < $4 AND p.sent_at >= $5 AND p.sent_at < $6 ORDER BY p.id`, prefix: 'po' },
  ] as const;
  for (const { text, prefix } of sources) {
    // A payout is made up to some days before it is sent.
    let after = prefix === 'po' ? '' : firstIdAt(prefix, new Date(from.getTime() - MARGIN_MS));
    for (let full = true; full; ) {
      const values = [tenantId, provider, after, firstIdAt(prefix, new Date(until.getTime() + MARGIN_MS)), from, until];
      const rows = await sql.query(`reconcile: ${prefix} of a time`, `${text} LIMIT ${READ_AT_ONCE}`, values);
      yield rows.map(fromRow);
      after = rows.at(-1)?.reference ?? after;
      full = rows.length === READ_AT_ONCE;
    }
  }
}
