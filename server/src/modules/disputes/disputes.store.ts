import { asCurrency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Dispute } from './dispute.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  charge_id: 'text',
  payment_intent_id: 'text',
  direct: 'boolean',
  connector: 'text',
  provider_reference: 'text',
  amount: 'bigint',
  currency: 'text',
  reason: 'text',
  network_reason_code: 'text',
  card_brand: 'text',
  card_network: 'text',
  status: 'text',
  evidence: 'jsonb',
  metadata: 'jsonb',
  due_by: 'timestamptz',
  submission_count: 'integer',
  answering: 'boolean',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Dispute => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  chargeId: row.charge_id,
  paymentIntentId: row.payment_intent_id,
  direct: row.direct,
  connector: row.connector,
  providerReference: row.provider_reference,
  amount: row.amount,
  currency: asCurrency(row.currency),
  reason: row.reason,
  networkReasonCode: row.network_reason_code,
  cardBrand: row.card_brand,
  cardNetwork: row.card_network,
  status: row.status,
  evidence: row.evidence,
  metadata: row.metadata,
  dueBy: row.due_by,
  submissionCount: row.submission_count,
  answering: row.answering,
  created: row.created,
});

export const insertDispute = (tx: Transaction, dispute: Dispute): Promise<void> =>
  insertRows(tx, 'disputes', COLUMNS, [
    {
      tenant_id: dispute.tenantId,
      id: dispute.id,
      version: dispute.version,
      charge_id: dispute.chargeId,
      payment_intent_id: dispute.paymentIntentId,
      direct: dispute.direct,
      connector: dispute.connector,
      provider_reference: dispute.providerReference,
      amount: dispute.amount,
      currency: dispute.currency,
      reason: dispute.reason,
      network_reason_code: dispute.networkReasonCode,
      card_brand: dispute.cardBrand,
      card_network: dispute.cardNetwork,
      status: dispute.status,
      evidence: dispute.evidence,
      metadata: dispute.metadata,
      due_by: dispute.dueBy,
      submission_count: dispute.submissionCount,
      answering: dispute.answering,
      created: dispute.created,
    },
  ]);

/** Writes what can change of a dispute that this transaction holds the lock on. */
export async function updateDisputeRow(tx: Transaction, dispute: Dispute): Promise<void> {
  await tx.query(
    'update dispute',
    `UPDATE disputes SET version = $3, amount = $4, status = $5, evidence = $6, metadata = $7, due_by = $8, submission_count = $9, answering = $10
     WHERE tenant_id = $1 AND id = $2`,
    [
      dispute.tenantId,
      dispute.id,
      dispute.version,
      dispute.amount,
      dispute.status,
      JSON.stringify(dispute.evidence),
      JSON.stringify(dispute.metadata),
      dispute.dueBy,
      dispute.submissionCount,
      dispute.answering,
    ],
  );
}

export async function findDisputes(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Dispute[]> {
  return (await sql.query('find disputes', 'SELECT * FROM disputes WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])).map(fromRow);
}

export async function lockDispute(tx: Transaction, tenantId: number, id: string): Promise<Dispute | undefined> {
  const rows = await tx.query('lock dispute', 'SELECT * FROM disputes WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id]);
  return rows.map(fromRow)[0];
}

/** The dispute that a provider calls so. */
export async function findByProvider(sql: Sql, tenantId: number, connector: string, reference: string): Promise<Dispute | undefined> {
  const rows = await sql.query(
    'dispute of provider',
    'SELECT * FROM disputes WHERE tenant_id = $1 AND connector = $2 AND provider_reference = $3',
    [tenantId, connector, reference],
  );
  return rows.map(fromRow)[0];
}

/** All disputes of these payments, newest first. */
export async function disputesOfIntents(sql: Sql, tenantId: number, intents: readonly string[]): Promise<Dispute[]> {
  const rows = await sql.query(
    'disputes of payments',
    'SELECT * FROM disputes WHERE tenant_id = $1 AND payment_intent_id = ANY ($2) ORDER BY id DESC',
    [tenantId, intents],
  );
  return rows.map(fromRow);
}

export interface DisputeFilter {
  readonly charge?: string;
  readonly paymentIntent?: string;
  readonly created?: TimeRange;
}

export async function listDisputes(sql: Sql, tenantId: number, filter: DisputeFilter, page: Page): Promise<Dispute[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('charge_id = $?', filter.charge)
    .add('payment_intent_id = $?', filter.paymentIntent)
    .created('created', filter.created);
  return (await selectPage(sql, 'SELECT * FROM disputes', 'id', conditions, page)).map(fromRow);
}

/** Those that wait for an answer, the most urgent first. */
export async function disputesToAnswer(sql: Sql, tenantId: number, limit: number): Promise<Dispute[]> {
  const rows = await sql.query(
    'disputes to answer',
    `SELECT * FROM disputes WHERE tenant_id = $1 AND status IN ('needs_response', 'warning_needs_response') ORDER BY due_by, id LIMIT $2`,
    [tenantId, limit],
  );
  return rows.map(fromRow);
}

/** Which of these files are enclosed in a dispute, but for those named in `except`. */
export async function enclosedFiles(
  sql: Sql,
  tenantId: number,
  files: readonly string[],
  except: readonly string[] = [],
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'enclosed files',
    `SELECT DISTINCT e.value AS id FROM disputes d CROSS JOIN jsonb_each_text(d.evidence) e
     WHERE d.tenant_id = $1 AND d.id <> ALL ($2) AND e.value = ANY ($3)`,
    [tenantId, except, files],
  );
  return rows.map(({ id }) => id);
}

/** Files of any account that were uploaded as evidence before a moment and are enclosed in no dispute. Passes over those that somebody else has locked. */
export async function lockUnusedEvidence(
  tx: Transaction,
  before: Date,
  limit: number,
): Promise<{ readonly tenantId: number; readonly id: string }[]> {
  const rows = await tx.query<{ tenant_id: number; id: string }>(
    'lock unused evidence',
    `SELECT f.tenant_id, f.id FROM files f
     WHERE f.purpose = 'dispute_evidence' AND f.erased IS NULL AND f.created < $1
       AND NOT EXISTS (SELECT FROM disputes d CROSS JOIN jsonb_each_text(d.evidence) e WHERE d.tenant_id = f.tenant_id AND e.value = f.id)
     ORDER BY f.tenant_id, f.id LIMIT $2 FOR UPDATE OF f SKIP LOCKED`,
    [before, limit],
  );
  return rows.map(({ tenant_id: tenantId, id }) => ({ tenantId, id }));
}
