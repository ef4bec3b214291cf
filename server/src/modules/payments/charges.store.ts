import { asCurrency } from '@guichet/contract/currencies.ts';
import type { WireOutcome } from '@guichet/contract/wire/charge.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, inputText, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Charge } from './charge.ts';
import type { Refusal } from './retry.rules.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  payment_intent_id: 'text',
  direct: 'boolean',
  authorisation: 'text',
  provider_reference: 'text',
  connector: 'text',
  status: 'text',
  amount: 'bigint',
  currency: 'text',
  amount_captured: 'bigint',
  amount_refunded: 'bigint',
  disputed_amount: 'bigint',
  dispute_id: 'text',
  captured: 'boolean',
  customer_id: 'text',
  payment_method_id: 'text',
  fingerprint: 'text',
  last4: 'text',
  card: 'jsonb',
  details: 'jsonb',
  billing_details: 'jsonb',
  outcome: 'jsonb',
  failure_code: 'text',
  failure_message: 'text',
  decline_code: 'text',
  balance_transaction_id: 'text',
  capture_before: 'timestamptz',
  description: 'text',
  metadata: 'jsonb',
  receipt_email: 'text',
  shipping: 'jsonb',
  statement_descriptor: 'text',
  statement_descriptor_suffix: 'text',
  calculated_statement_descriptor: 'text',
  fraud_details: 'jsonb',
  created_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const toRow = (charge: Charge): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: charge.tenantId,
  id: charge.id,
  version: charge.version,
  payment_intent_id: charge.paymentIntentId,
  direct: charge.direct,
  authorisation: charge.authorisation,
  provider_reference: charge.providerReference,
  connector: charge.connector,
  status: charge.status,
  amount: charge.amount,
  currency: charge.currency,
  amount_captured: charge.amountCaptured,
  amount_refunded: charge.amountRefunded,
  disputed_amount: charge.disputedAmount,
  dispute_id: charge.disputeId,
  captured: charge.captured,
  customer_id: charge.customerId,
  payment_method_id: charge.paymentMethodId,
  fingerprint: charge.fingerprint,
  last4: charge.details.last4,
  card: charge.details.type === 'card' ? charge.details : null,
  details: charge.details.type === 'card' ? null : charge.details,
  billing_details: charge.billingDetails,
  outcome: charge.outcome,
  failure_code: charge.failureCode,
  failure_message: charge.failureMessage,
  decline_code: charge.declineCode,
  balance_transaction_id: charge.balanceTransactionId,
  capture_before: charge.captureBefore,
  description: charge.description,
  metadata: charge.metadata,
  receipt_email: charge.receiptEmail,
  shipping: charge.shipping,
  statement_descriptor: charge.statementDescriptor,
  statement_descriptor_suffix: charge.statementDescriptorSuffix,
  calculated_statement_descriptor: charge.calculatedDescriptor,
  fraud_details: charge.fraudDetails,
  created_by: charge.createdBy,
  created: charge.created,
});

export const chargeFromRow = (row: Row): Charge => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  paymentIntentId: row.payment_intent_id,
  direct: row.direct,
  authorisation: row.authorisation,
  providerReference: row.provider_reference,
  connector: row.connector,
  status: row.status,
  amount: row.amount,
  currency: asCurrency(row.currency),
  amountCaptured: row.amount_captured,
  amountRefunded: row.amount_refunded,
  disputedAmount: row.disputed_amount,
  disputeId: row.dispute_id,
  captured: row.captured,
  customerId: row.customer_id,
  paymentMethodId: row.payment_method_id,
  fingerprint: row.fingerprint,
  details: row.details ?? { ...row.card, type: 'card' },
  billingDetails: row.billing_details,
  outcome: row.outcome,
  failureCode: row.failure_code,
  failureMessage: row.failure_message,
  declineCode: row.decline_code,
  balanceTransactionId: row.balance_transaction_id,
  captureBefore: row.capture_before,
  description: row.description,
  metadata: row.metadata,
  receiptEmail: row.receipt_email,
  shipping: row.shipping,
  statementDescriptor: row.statement_descriptor,
  statementDescriptorSuffix: row.statement_descriptor_suffix,
  calculatedDescriptor: row.calculated_statement_descriptor,
  fraudDetails: row.fraud_details,
  createdBy: row.created_by,
  created: row.created,
});

export const insertCharges = (tx: Transaction, charges: readonly Charge[]): Promise<void> =>
  insertRows(tx, 'charges', COLUMNS, charges.map(toRow));

/** Writes what can change of a charge that this transaction holds the lock on. */
export async function updateChargeRow(tx: Transaction, charge: Charge): Promise<void> {
  await tx.query(
    'update charge',
    `UPDATE charges SET version = $3, amount_captured = $4, amount_refunded = $5, captured = $6, balance_transaction_id = $7, description = $8,
       metadata = $9, receipt_email = $10, shipping = $11, fraud_details = $12, customer_id = $13,
       disputed_amount = $14, dispute_id = $15, statement_descriptor = $16, statement_descriptor_suffix = $17,
       calculated_statement_descriptor = $18 WHERE tenant_id = $1 AND id = $2`,
    [
      charge.tenantId,
      charge.id,
      charge.version,
      charge.amountCaptured,
      charge.amountRefunded,
      charge.captured,
      charge.balanceTransactionId,
      charge.description,
      JSON.stringify(charge.metadata),
      charge.receiptEmail,
      charge.shipping && JSON.stringify(charge.shipping),
      JSON.stringify(charge.fraudDetails),
      charge.customerId,
      charge.disputedAmount,
      charge.disputeId,
      charge.statementDescriptor,
      charge.statementDescriptorSuffix,
      charge.calculatedDescriptor,
    ],
  );
}

// What never changes after the charge was made.
const FIXED = new Set<string>(['tenant_id', 'id', 'payment_intent_id', 'direct', 'authorisation', 'amount', 'currency', 'created']);
const SETTLED = Object.entries(COLUMNS).filter(([name]) => !FIXED.has(name));
const REPLACE = `UPDATE charges SET ${SETTLED.map(([name], at) => `${name} = $${at + 3}`).join(', ')} WHERE tenant_id = $1 AND id = $2`;

/** Writes all of a charge that was stored before its answer was known. This transaction holds the lock on it. */
export async function replaceChargeRow(tx: Transaction, charge: Charge): Promise<void> {
  const row: Record<string, unknown> = toRow(charge);
  const values = SETTLED.map(([name, type]) => (type === 'jsonb' && row[name] !== null ? JSON.stringify(row[name]) : row[name]));
  await tx.query('replace charge', REPLACE, [charge.tenantId, charge.id, ...values]);
}

/** Writes that more is held. */
export async function raiseChargeRow(tx: Transaction, charge: Charge): Promise<void> {
  await tx.query(
    'raise charge',
    `UPDATE charges SET version = $3, amount = $4, statement_descriptor = $5, calculated_statement_descriptor = $6
       WHERE tenant_id = $1 AND id = $2`,
    [charge.tenantId, charge.id, charge.version, charge.amount, charge.statementDescriptor, charge.calculatedDescriptor],
  );
}

/** Writes what came of a pending charge that this transaction holds the lock on. */
export async function settleChargeRow(tx: Transaction, charge: Charge): Promise<void> {
  await tx.query(
    'settle charge',
    `UPDATE charges SET version = $3, status = $4, amount_captured = $5, captured = $6, balance_transaction_id = $7, outcome = $8,
       failure_code = $9, failure_message = $10, decline_code = $11 WHERE tenant_id = $1 AND id = $2`,
    [
      charge.tenantId,
      charge.id,
      charge.version,
      charge.status,
      charge.amountCaptured,
      charge.captured,
      charge.balanceTransactionId,
      JSON.stringify(charge.outcome),
      charge.failureCode,
      charge.failureMessage,
      charge.declineCode,
    ],
  );
}

export async function findCharges(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Charge[]> {
  return (await sql.query('find charges', 'SELECT * FROM charges WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])).map(
    chargeFromRow,
  );
}

/** The charge that an authorisation brought, by its reference at the provider. */
export async function findChargeOfAuthorisation(sql: Sql, tenantId: number, reference: string): Promise<Charge | undefined> {
  const rows = await sql.query('charge of authorisation', 'SELECT * FROM charges WHERE tenant_id = $1 AND authorisation = $2', [
    tenantId,
    reference,
  ]);
  return rows.map(chargeFromRow)[0];
}

export async function lockCharge(tx: Transaction, tenantId: number, id: string): Promise<Charge | undefined> {
  return (await tx.query('lock charge', 'SELECT * FROM charges WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, id])).map(
    chargeFromRow,
  )[0];
}

export interface ChargeFilter {
  readonly customer?: string;
  readonly paymentIntent?: string;
  readonly transferGroup?: string;
  /** The person or key whose payments alone are seen. */
  readonly ownOf?: string;
  readonly created?: TimeRange;
}

export async function listCharges(sql: Sql, tenantId: number, filter: ChargeFilter, page: Page): Promise<Charge[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('customer_id = $?', filter.customer)
    .add('payment_intent_id = $?', filter.paymentIntent)
    .add('payment_intent_id IN (SELECT i.id FROM payment_intents i WHERE i.tenant_id = $? AND i.created_by = $?)', tenantId, filter.ownOf)
    // No charge is part of a group, as the wire shows.
    .add('$?::text IS NULL', filter.transferGroup)
    .created('created', filter.created, { column: 'id', prefix: 'ch' });
  return (await selectPage(sql, 'SELECT * FROM charges', 'id', conditions, page)).map(chargeFromRow);
}

/** Charges of the same card and amount since a moment that were approved, newest first. */
export async function findSimilarCharges(
  sql: Sql,
  tenantId: number,
  like: { readonly fingerprint: string; readonly amount: bigint; readonly currency: string; readonly since: Date },
): Promise<Charge[]> {
  const rows = await sql.query(
    'find similar charges',
    `SELECT * FROM charges WHERE tenant_id = $1 AND fingerprint = $2 AND amount = $3 AND created >= $4 AND currency = $5 AND status <> 'failed'
     ORDER BY created DESC LIMIT 5`,
    [tenantId, like.fingerprint, like.amount, like.since, like.currency],
  );
  return rows.map(chargeFromRow);
}

const LIKE = { tenant_id: 'integer', fingerprint: 'text', amount: 'bigint', currency: 'text', since: 'timestamptz' } as const;
const REFUSALS = `SELECT i.slot::int, c.created, c.payment_method_id, c.outcome FROM ${inputText(LIKE)} CROSS JOIN LATERAL (
    SELECT created, payment_method_id, outcome FROM charges c
    WHERE c.tenant_id = i.tenant_id AND c.fingerprint = i.fingerprint AND c.amount = i.amount AND c.created >= i.since AND c.currency = i.currency
      AND c.status = 'failed' AND c.outcome ->> 'network_status' = 'declined_by_network' ORDER BY c.created DESC LIMIT 50
  ) c ORDER BY i.slot, c.created DESC`;

/** An issuer's refusals of a card for an amount since a moment, newest first; what never reached the network is none. One index, and few rows. */
export async function recentRefusals(
  sql: Sql,
  tenantId: number,
  like: { readonly fingerprint: string; readonly amount: bigint; readonly currency: string; readonly since: Date },
): Promise<Refusal[]> {
  const rows = await sql.batch<{ created: Date; payment_method_id: string; outcome: WireOutcome }>('recent refusals', REFUSALS, [
    ...[[tenantId], [like.fingerprint], [like.amount], [like.currency], [like.since]],
  ]);
  return rows.map(({ created, payment_method_id: paymentMethodId, outcome }) => ({
    ...{ at: created, paymentMethodId, networkCode: outcome.network_decline_code, adviceCode: outcome.network_advice_code },
  }));
}
