import { asCurrency } from '@guichet/contract/currencies.ts';
import { searchable } from '@guichet/contract/searchText.ts';
import type { PaymentMethodType } from '@guichet/contract/wire/paymentMethod.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { dayBounds } from '../../platform/placeDay.ts';
import { type Columns, columnArrays, inputText, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { PaymentIntent } from './paymentIntent.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  version: 'integer',
  status: 'text',
  amount: 'bigint',
  currency: 'text',
  amount_capturable: 'bigint',
  amount_received: 'bigint',
  capture_method: 'text',
  confirmation_method: 'text',
  customer_id: 'text',
  payment_method_id: 'text',
  latest_charge_id: 'text',
  allowed_payment_method_types: 'jsonb',
  excluded_payment_method_types: 'jsonb',
  payment_method_types: 'jsonb',
  automatic_payment_methods: 'jsonb',
  payment_method_options: 'jsonb',
  setup_future_usage: 'text',
  description: 'text',
  metadata: 'jsonb',
  receipt_email: 'text',
  shipping: 'jsonb',
  statement_descriptor: 'text',
  statement_descriptor_suffix: 'text',
  client_secret: 'text',
  direct: 'boolean',
  next_action: 'jsonb',
  last_payment_error: 'jsonb',
  canceled_at: 'timestamptz',
  cancellation_reason: 'text',
  channel: 'text',
  created_by: 'text',
  created: 'timestamptz',
  view_status: 'text',
  amount_refunded: 'bigint',
  card_brand: 'text',
  card_last4: 'text',
  decline_code: 'text',
  search_text: 'text',
  method_type: 'text',
} as const satisfies Columns;

const toRow = (intent: PaymentIntent): Record<keyof typeof COLUMNS, unknown> => ({
  tenant_id: intent.tenantId,
  id: intent.id,
  version: intent.version,
  status: intent.status,
  amount: intent.amount,
  currency: intent.currency,
  amount_capturable: intent.amountCapturable,
  amount_received: intent.amountReceived,
  capture_method: intent.captureMethod,
  confirmation_method: intent.confirmationMethod,
  customer_id: intent.customerId,
  payment_method_id: intent.paymentMethodId,
  latest_charge_id: intent.latestChargeId,
  allowed_payment_method_types: intent.allowedPaymentMethodTypes,
  excluded_payment_method_types: intent.excludedPaymentMethodTypes,
  payment_method_types: intent.paymentMethodTypes,
  automatic_payment_methods: intent.automaticPaymentMethods,
  payment_method_options: { card: intent.cardOptions },
  setup_future_usage: intent.setupFutureUsage,
  description: intent.description,
  metadata: intent.metadata,
  receipt_email: intent.receiptEmail,
  shipping: intent.shipping,
  statement_descriptor: intent.statementDescriptor,
  statement_descriptor_suffix: intent.statementDescriptorSuffix,
  client_secret: intent.clientSecret,
  direct: intent.direct,
  next_action: intent.nextAction,
  last_payment_error: intent.lastPaymentError,
  canceled_at: intent.canceledAt,
  cancellation_reason: intent.cancellationReason,
  channel: intent.channel,
  created_by: intent.createdBy,
  created: intent.created,
  view_status: intent.viewStatus,
  amount_refunded: intent.amountRefunded,
  card_brand: intent.cardBrand,
  card_last4: intent.cardLast4,
  decline_code: intent.declineCode,
  search_text: searchable(intent.description ?? ''),
  method_type: intent.methodType,
});

export const paymentIntentFromRow = (row: Row): PaymentIntent => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  status: row.status,
  amount: row.amount,
  currency: asCurrency(row.currency),
  amountCapturable: row.amount_capturable,
  amountReceived: row.amount_received,
  captureMethod: row.capture_method,
  confirmationMethod: row.confirmation_method,
  customerId: row.customer_id,
  paymentMethodId: row.payment_method_id,
  latestChargeId: row.latest_charge_id,
  allowedPaymentMethodTypes: row.allowed_payment_method_types,
  excludedPaymentMethodTypes: row.excluded_payment_method_types,
  paymentMethodTypes: row.payment_method_types,
  automaticPaymentMethods: row.automatic_payment_methods,
  cardOptions: row.payment_method_options.card ?? {},
  setupFutureUsage: row.setup_future_usage,
  description: row.description,
  metadata: row.metadata,
  receiptEmail: row.receipt_email,
  shipping: row.shipping,
  statementDescriptor: row.statement_descriptor,
  statementDescriptorSuffix: row.statement_descriptor_suffix,
  clientSecret: row.client_secret,
  direct: row.direct,
  nextAction: row.next_action,
  lastPaymentError: row.last_payment_error,
  canceledAt: row.canceled_at,
  cancellationReason: row.cancellation_reason,
  channel: row.channel,
  createdBy: row.created_by,
  created: row.created,
  viewStatus: row.view_status,
  amountRefunded: row.amount_refunded,
  methodType: row.method_type ?? (row.card_brand === null ? null : 'card'),
  cardBrand: row.card_brand,
  cardLast4: row.card_last4,
  declineCode: row.decline_code,
});

export const insertPaymentIntents = (tx: Transaction, intents: readonly PaymentIntent[]): Promise<void> =>
  insertRows(tx, 'payment_intents', COLUMNS, intents.map(toRow));

const KEY = ['tenant_id', 'id'];
const only = (isWanted: (name: string) => boolean): Columns =>
  Object.fromEntries(Object.entries(COLUMNS).filter(([name]) => KEY.includes(name) || isWanted(name)));
const updateText = (columns: Columns): string =>
  `UPDATE payment_intents p SET ${Object.keys(columns)
    .filter((name) => !KEY.includes(name))
    .map((name) => `${name} = i.${name}`)
    .join(', ')} FROM ${inputText(columns)} WHERE p.tenant_id = i.tenant_id AND p.id = i.id`;

// What never changes after the intent was made.
const FIXED = ['client_secret', 'direct', 'channel', 'created_by', 'created', 'confirmation_method'];
const CHANGING = only((name) => !FIXED.includes(name));
const UPDATE = updateText(CHANGING);

// What becomes of a payment. The rest says what was asked for, and only a request changes that.
const BECOMES = [
  ...['version', 'status', 'view_status', 'amount_capturable', 'amount_received', 'amount_refunded', 'payment_method_id'],
  ...['latest_charge_id', 'method_type', 'card_brand', 'card_last4', 'decline_code', 'next_action', 'last_payment_error'],
];
const STATE = only((name) => BECOMES.includes(name));
const UPDATE_STATE = updateText(STATE);

/** Writes an intent that this transaction holds the lock on. */
export async function updatePaymentIntentRow(tx: Transaction, intent: PaymentIntent): Promise<void> {
  await tx.write('update payment intent', UPDATE, columnArrays(CHANGING, [toRow(intent)]));
}

/** The same after what a provider answered: nothing is written of what was asked for, as it has not changed. */
export async function updatePaymentState(tx: Transaction, intent: PaymentIntent): Promise<void> {
  await tx.write('update payment state', UPDATE_STATE, columnArrays(STATE, [toRow(intent)]));
}

export async function findPaymentIntents(sql: Sql, tenantId: number, ids: readonly string[]): Promise<PaymentIntent[]> {
  return (
    await sql.query('find payment intents', 'SELECT * FROM payment_intents WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids])
  ).map(paymentIntentFromRow);
}

const LOCK = `SELECT i.slot::int, p.* FROM ${inputText({ tenant_id: 'integer', id: 'text' })}
  JOIN payment_intents p ON p.tenant_id = i.tenant_id AND p.id = i.id ORDER BY p.tenant_id, p.id FOR UPDATE OF p`;

export async function lockPaymentIntent(tx: Transaction, tenantId: number, id: string): Promise<PaymentIntent | undefined> {
  const rows = await tx.batch('lock payment intent', LOCK, [[tenantId], [id]]);
  return rows.map(paymentIntentFromRow)[0];
}

const IDS = { column: 'id', prefix: 'pi' } as const;

export interface PaymentIntentFilter {
  readonly customer?: string;
  /** The person or key whose payments alone are seen. */
  readonly ownOf?: string;
  readonly created?: TimeRange;
}

export async function listPaymentIntents(sql: Sql, tenantId: number, filter: PaymentIntentFilter, page: Page): Promise<PaymentIntent[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('NOT direct')
    .add('customer_id = $?', filter.customer)
    .add('created_by = $?', filter.ownOf)
    .created('created', filter.created, IDS);
  return (await selectPage(sql, 'SELECT * FROM payment_intents', 'id', conditions, page)).map(paymentIntentFromRow);
}

/** What the terminal's list of payments filters by. */
export interface PaymentSearch extends PaymentIntentFilter {
  readonly status?: string;
  readonly channel?: string;
  readonly createdBy?: string;
  readonly method?: PaymentMethodType;
  readonly currency?: string;
  /** Metadata that a payment must have, as JSON. */
  readonly answer?: string;
  /** Days, `2026-11-22`, in this zone; both belong to the span. PostgreSQL knows where a day begins and ends there, daylight saving included. */
  readonly days?: { readonly from: string | undefined; readonly to: string | undefined; readonly timeZone: string };
  /** A text: part of the reference, or an id, last four digits, an amount or a customer, as the pattern and candidates say. */
  readonly text?: {
    readonly pattern: string;
    readonly exact: string;
    readonly amount: bigint | null;
    readonly customers: readonly string[];
    /** Metadata that answers a field of the place's own, as JSON: any of these. */
    readonly answers: readonly string[];
  };
}

/** Each part can be answered by an index of its own; were it not so of one, all payments would be read. So the condition of a partial index stands beside. */
const TEXT_MEANS = `(search_text <> '' AND search_text LIKE $? OR id = $? OR card_last4 = $? OR amount = $?::bigint OR customer_id = ANY ($?)
  OR id = ANY (ARRAY(SELECT payment_intent_id FROM charges WHERE tenant_id = $? AND id = $?)))`;

/** An answer is found by the index of metadata; where no field can have it, nothing is asked of that. */
const orAnswers = (answers: readonly string[] | undefined): string =>
  answers === undefined || answers.length === 0 ? TEXT_MEANS : `(${TEXT_MEANS} OR metadata @> ANY ($?::jsonb[]))`;

/** Payments by card are most, so they are walked to from the newest; the others have an index of their own. */
const BY_METHOD: Readonly<Record<PaymentMethodType, string>> = {
  card: "(method_type = 'card' OR method_type IS NULL AND card_brand IS NOT NULL)",
  sepa_debit: "method_type = 'sepa_debit'",
  us_bank_account: "method_type = 'us_bank_account'",
};

export async function searchPayments(sql: Sql, tenantId: number, search: PaymentSearch, page: Page): Promise<PaymentIntent[]> {
  const { text } = search;
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('customer_id = $?', search.customer)
    .created('created', search.created, IDS)
    .add('view_status = $?', search.status)
    .add('channel = $?', search.channel)
    .add('created_by = $?', search.createdBy)
    .add('created_by = $?', search.ownOf)
    .add('created >= ($?::date)::timestamp AT TIME ZONE $?', search.days?.from, search.days?.timeZone)
    .add('created < ($?::date + 1)::timestamp AT TIME ZONE $?', search.days?.to, search.days?.timeZone)
    .madeBefore('id', 'pi', search.days?.to === undefined ? undefined : dayBounds(search.days.to, search.days.timeZone).until)
    .add('currency = $?', search.currency)
    .add('metadata @> $?::jsonb', search.answer)
    .add(
      orAnswers(text?.answers),
      ...[text?.pattern, text?.exact, text?.exact, text?.amount, text?.customers, tenantId, text?.exact],
      ...(text === undefined || text.answers.length === 0 ? [] : [text.answers]),
    );
  if (search.method !== undefined) conditions.add(BY_METHOD[search.method]);
  return (await selectPage(sql, 'SELECT * FROM payment_intents', 'id', conditions, page)).map(paymentIntentFromRow);
}
