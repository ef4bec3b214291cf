import { packJson, unpackJson } from '../../platform/packedJson.ts';
import type { Row, Sql, Transaction } from '../../platform/sql.ts';

/**
 * Everything that belongs to one customer, by the ids of its objects. A sale that was made for nobody is theirs once a payment of theirs is for it.
 */
const OBJECTS = `WITH
  i AS (SELECT id FROM payment_intents WHERE tenant_id = $1 AND customer_id = $2
    UNION SELECT payment_intent_id FROM charges WHERE tenant_id = $1 AND customer_id = $2),
  c AS (SELECT id, payment_method_id FROM charges WHERE tenant_id = $1 AND payment_intent_id IN (SELECT id FROM i)),
  s AS (SELECT id FROM setup_intents WHERE tenant_id = $1 AND customer_id = $2),
  m AS (SELECT id FROM payment_methods WHERE tenant_id = $1 AND customer_id = $2
    UNION SELECT payment_method_id FROM payment_intents WHERE tenant_id = $1 AND id IN (SELECT id FROM i) AND payment_method_id IS NOT NULL
    UNION SELECT payment_method_id FROM c
    UNION SELECT payment_method_id FROM setup_attempts WHERE tenant_id = $1 AND customer_id = $2),
  r AS (SELECT payment_record_id AS id FROM payment_record_reports WHERE tenant_id = $1 AND data->>'customer' = $2)
  SELECT $2 AS id UNION SELECT id FROM i UNION SELECT id FROM c UNION SELECT id FROM s UNION SELECT id FROM m
  UNION SELECT id FROM refunds WHERE tenant_id = $1 AND payment_intent_id IN (SELECT id FROM i)
  UNION SELECT id FROM disputes WHERE tenant_id = $1 AND payment_intent_id IN (SELECT id FROM i)
  UNION SELECT id FROM mandates WHERE tenant_id = $1 AND payment_method_id IN (SELECT id FROM m)
  UNION SELECT id FROM r
  UNION SELECT id FROM sales WHERE tenant_id = $1 AND customer_id = $2
  UNION SELECT id FROM sales WHERE tenant_id = $1 AND id = ANY (ARRAY(
    SELECT metadata->>'guichet_sale' FROM payment_intents WHERE tenant_id = $1 AND id IN (SELECT id FROM i)
    UNION SELECT data->'metadata'->>'guichet_sale' FROM payment_record_reports WHERE tenant_id = $1 AND payment_record_id IN (SELECT id FROM r)))`;

export async function objectsOf(sql: Sql, tenantId: number, customerId: string): Promise<string[]> {
  return (await sql.query<{ id: string }>('objects of customer', OBJECTS, [tenantId, customerId])).map(({ id }) => id);
}

/** What is still to come of the customer's payments: the ids of what is open. */
export async function openObjects(sql: Sql, tenantId: number, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'open objects',
    `SELECT id FROM payment_intents WHERE tenant_id = $1 AND id = ANY ($2) AND status IN ('requires_action', 'requires_capture', 'processing')
     UNION ALL SELECT id FROM disputes WHERE tenant_id = $1 AND id = ANY ($2) AND status NOT IN ('won', 'lost', 'warning_closed')
     UNION ALL SELECT id FROM refunds WHERE tenant_id = $1 AND id = ANY ($2) AND status = 'pending'
     UNION ALL SELECT id FROM charges WHERE tenant_id = $1 AND id = ANY ($2) AND status = 'pending'
     UNION ALL SELECT id FROM approvals WHERE tenant_id = $1 AND status = 'waiting' AND (subject_id = ANY ($2)
       OR request ->> 'customer' = ANY ($2) OR coalesce(request #>> '{customer_details,customer}', request #>> '{input,customer_details,customer}') = ANY ($2))`,
    [tenantId, ids],
  );
  return rows.map(({ id }) => id);
}

interface Place {
  readonly table: string;
  /** With $1 the tenant and $2 the ids of the customer's objects. */
  readonly where: string;
  readonly key: readonly string[];
  /** What of it can be about the person. */
  readonly columns: readonly string[];
}

/** Where a customer's person is kept beside the customer. Columns of JSON and of text alike. */
const PLACES: readonly Place[] = [
  { table: 'payment_methods', where: 'id = ANY ($2)', key: ['id'], columns: ['billing_details', 'metadata'] },
  {
    table: 'payment_intents',
    where: 'id = ANY ($2)',
    key: ['id'],
    columns: ['description', 'metadata', 'receipt_email', 'shipping', 'last_payment_error', 'next_action'],
  },
  {
    table: 'charges',
    where: 'id = ANY ($2)',
    key: ['id'],
    columns: ['billing_details', 'description', 'metadata', 'receipt_email', 'shipping'],
  },
  { table: 'mandate_requests', where: 'payment_method_id = ANY ($2)', key: ['id'], columns: ['email'] },
  { table: 'refunds', where: 'id = ANY ($2)', key: ['id'], columns: ['metadata'] },
  { table: 'disputes', where: 'id = ANY ($2)', key: ['id'], columns: ['evidence', 'metadata'] },
  { table: 'setup_intents', where: 'id = ANY ($2)', key: ['id'], columns: ['description', 'metadata', 'last_setup_error', 'next_action'] },
  { table: 'setup_attempts', where: 'setup_intent_id = ANY ($2)', key: ['id'], columns: ['setup_error'] },
  { table: 'attempts', where: 'payment_intent_id = ANY ($2)', key: ['id'], columns: ['details', 'outcome'] },
  { table: 'confirmation_tokens', where: 'payment_method_id = ANY ($2)', key: ['id'], columns: ['shipping'] },
  {
    table: 'payment_record_reports',
    where: 'payment_record_id = ANY ($2)',
    key: ['payment_record_id', 'sequence'],
    columns: ['data', 'reference'],
  },
  { table: 'sales', where: 'id = ANY ($2)', key: ['id'], columns: ['description'] },
  { table: 'balance_transactions', where: 'source = ANY ($2)', key: ['id'], columns: ['description'] },
  { table: 'events', where: 'object_id = ANY ($2) AND previous_attributes IS NOT NULL', key: ['id'], columns: ['previous_attributes'] },
];

/** Read for the customer alone, and kept as it is. */
const KEPT: readonly Pick<Place, 'table' | 'where'>[] = [
  { table: 'customers', where: 'id = ANY ($2)' },
  { table: 'customer_notes', where: 'customer_id = ANY ($2)' },
  { table: 'card_consents', where: 'customer_id = ANY ($2)' },
  { table: 'mandates', where: 'id = ANY ($2)' },
  { table: 'messages', where: 'payment_intent_id = ANY ($2)' },
  { table: 'payment_record_persons', where: 'payment_record_id = ANY ($2)' },
  {
    table: 'files',
    where: 'id IN (SELECT e.value FROM disputes d CROSS JOIN jsonb_each_text(d.evidence) e WHERE d.tenant_id = $1 AND d.id = ANY ($2))',
  },
  { table: 'activity_lines', where: 'target = ANY ($2)' },
];

/** Ours, and nothing about the customer. */
const LEFT_OUT = ['tenant_id', 'client_secret', 'search_text', 'wrapped_key', 'kek_id', 'fingerprint', 'request_id', 'idempotency_key'];

/** Every row about a customer, by table. */
export async function readRows(sql: Sql, tenantId: number, ids: readonly string[]): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const { table, where } of [...KEPT, ...PLACES]) {
    const rows = await sql.query<{ row: unknown }>(
      `customer data of ${table}`,
      `SELECT to_jsonb(t) - $3::text[] AS row FROM ${table} t WHERE tenant_id = $1 AND ${where} ORDER BY 1`,
      [tenantId, ids, LEFT_OUT],
    );
    if (rows.length > 0) found[table] = rows.map(({ row }) => row);
  }
  return found;
}

const asColumn = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

/** What the rows of a customer's objects say that can be about the person. */
export async function readPersonalColumns(sql: Sql, tenantId: number, ids: readonly string[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const { table, where, columns } of PLACES)
    values.push(
      ...(await sql.query<Row>(
        `personal columns of ${table}`,
        `SELECT ${columns.join(', ')} FROM ${table} WHERE tenant_id = $1 AND ${where}`,
        [tenantId, ids],
      )),
    );
  return values;
}

type Change = (value: unknown) => unknown;

/** Rewrites the personal columns of the customer's objects. */
export async function rewriteColumns(tx: Transaction, tenantId: number, ids: readonly string[], change: Change): Promise<void> {
  for (const { table, where, key, columns } of PLACES) {
    const rows = await tx.query<Row>(
      `rows to rewrite of ${table}`,
      `SELECT ${[...key, ...columns].join(', ')} FROM ${table} WHERE tenant_id = $1 AND ${where}`,
      [tenantId, ids],
    );
    const sets = columns.map((column, at) => `${column} = $${at + 2 + key.length}`).join(', ');
    const keys = key.map((column, at) => `${column} = $${at + 2}`).join(' AND ');
    for (const row of rows) {
      // The name of each field says what it is, so each column is changed under its own.
      const changed = change(Object.fromEntries(columns.map((column) => [column, row[column]]))) as Row;
      const values = columns.map((column) => asColumn(changed[column]));
      await tx.query(`rewrite ${table}`, `UPDATE ${table} SET ${sets} WHERE tenant_id = $1 AND ${keys}`, [
        tenantId,
        ...key.map((column) => row[column]),
        ...values,
      ]);
    }
  }
}

/** The bodies of all kept versions of these objects. */
export async function readVersions(
  sql: Sql,
  tenantId: number,
  ids: readonly string[],
): Promise<{ id: string; version: number; body: unknown }[]> {
  const rows = await sql.query<{ object_id: string; version: number; body: Buffer }>(
    'versions of objects',
    'SELECT object_id, version, body FROM object_versions WHERE tenant_id = $1 AND object_id = ANY ($2)',
    [tenantId, ids],
  );
  return rows.map(({ object_id: id, version, body }) => ({ id, version, body: unpackJson(body) }));
}

export async function rewriteVersion(
  tx: Transaction,
  tenantId: number,
  { id, version, body }: { id: string; version: number; body: unknown },
): Promise<void> {
  await tx.query('rewrite version', 'UPDATE object_versions SET body = $4 WHERE tenant_id = $1 AND object_id = $2 AND version = $3', [
    tenantId,
    id,
    version,
    packJson(body),
  ]);
}

/** What was sold, line by line: the names in it are of things, unless somebody typed a person's there. */
export async function rewriteSaleContents(tx: Transaction, tenantId: number, ids: readonly string[], change: Change): Promise<void> {
  const rows = await tx.query<{ id: string; content: unknown }>(
    'contents of sales to rewrite',
    'SELECT id, content FROM sales WHERE tenant_id = $1 AND id = ANY ($2)',
    [tenantId, ids],
  );
  for (const { id, content } of rows)
    await tx.query('rewrite content of sale', 'UPDATE sales SET content = $3 WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
      asColumn(change(content)),
    ]);
}

/** A busy place keeps tens of thousands of answers; so many are unpacked before others get their turn. */
const REPLIES_AT_ONCE = 500;

/** Answers of their own that are kept under Idempotency-Keys of the last day. */
export async function rewriteReplies(tx: Transaction, tenantId: number, change: Change): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: { key: string; reply_body: Buffer }[] = await tx.query(
      'replies to rewrite',
      `SELECT key, reply_body FROM idempotency_keys WHERE tenant_id = $1 AND reply_body IS NOT NULL AND key > $2 ORDER BY key LIMIT ${REPLIES_AT_ONCE}`,
      [tenantId, after],
    );
    for (const { key, reply_body: packed } of rows) {
      const body = unpackJson(packed);
      const changed = change(body);
      if (changed !== body)
        await tx.query('rewrite reply', 'UPDATE idempotency_keys SET reply_body = $3 WHERE tenant_id = $1 AND key = $2', [
          tenantId,
          key,
          packJson(changed),
        ]);
    }
    after = rows.at(-1)?.key;
  }
}

/** A mail server's refusal repeats the address; and what waits would be mailed to nobody again and again. */
const BLANK_MESSAGES = `UPDATE messages SET recipient = 'erased@invalid', subject = '–', html = '', text = '', receipt = NULL,
  error = CASE WHEN status IN ('queued', 'failed') THEN 'Erased at the request of the customer.' END,
  status = CASE status WHEN 'queued' THEN 'failed' ELSE status END`;

/**
 * What is about nobody but the person goes altogether: the customer's own fields, notes, mails, and what the log keeps beside its lines. `words`
 * are what the person is called; `pattern` finds one of them in a text, as a whole word.
 */
export async function deletePersonal(
  tx: Transaction,
  tenantId: number,
  customerId: string,
  ids: readonly string[],
  words: readonly string[],
  pattern: string,
): Promise<void> {
  const each: readonly [string, string, readonly unknown[]][] = [
    [
      'blank customer',
      `UPDATE customers SET name = NULL, email = NULL, phone = NULL, phone_e164 = NULL, description = NULL, address = NULL, shipping = NULL,
         preferred_locales = '[]', metadata = '{}', search_text = '' WHERE tenant_id = $1 AND id = $2`,
      [customerId],
    ],
    ['blank searches', `UPDATE payment_intents SET search_text = '' WHERE tenant_id = $1 AND id = ANY ($2)`, [ids]],
    ['delete notes of customer', 'DELETE FROM customer_notes WHERE tenant_id = $1 AND customer_id = $2', [customerId]],
    ['delete persons of records', 'DELETE FROM payment_record_persons WHERE tenant_id = $1 AND payment_record_id = ANY ($2)', [ids]],
    ['blank messages about payments', `${BLANK_MESSAGES} WHERE tenant_id = $1 AND payment_intent_id = ANY ($2)`, [ids]],
    [
      'blank requests for mandates',
      `${BLANK_MESSAGES} WHERE tenant_id = $1 AND kind = 'mandate_request' AND lower(recipient) = ANY ($2)`,
      [words],
    ],
    [
      'delete personal values of lines',
      `DELETE FROM activity_personal p USING activity_lines l WHERE p.tenant_id = $1 AND l.tenant_id = $1 AND l.id = p.line_id
         AND l.target = ANY ($2) AND p.name <> 'actor'`,
      [ids],
    ],
    ['blank notes of work', `UPDATE work_marks SET note = '' WHERE tenant_id = $1 AND note ~* $2`, [pattern]],
    [
      'blank words of approvals',
      `UPDATE approvals SET note = CASE WHEN note ~* $2 THEN NULL ELSE note END, reason = CASE WHEN reason ~* $2 THEN NULL ELSE reason END
       WHERE tenant_id = $1 AND (note ~* $2 OR reason ~* $2)`,
      [pattern],
    ],
    [
      'delete words about work and approvals in the log',
      `DELETE FROM activity_personal p USING activity_lines l WHERE p.tenant_id = $1 AND l.tenant_id = $1 AND l.id = p.line_id
         AND l.action IN ('work_item.done', 'approval.create', 'approval.decline') AND p.name IN ('note', 'reason') AND p.value ~* $2`,
      [pattern],
    ],
    [
      'blank answers of listeners',
      `UPDATE webhook_tries SET response_body = NULL WHERE tenant_id = $1 AND EXISTS (SELECT FROM unnest($2::text[]) word WHERE position(word IN lower(response_body)) > 0)`,
      [words],
    ],
  ];
  for (const [name, text, values] of each) await tx.query(name, text, [tenantId, ...values]);
}
