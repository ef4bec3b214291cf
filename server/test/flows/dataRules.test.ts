import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../harness/testDatabase.ts';

// The rules for data, read off PostgreSQL's catalogue as the migrations leave it. An exemption stands here by name, with its reason, and
// one that no longer applies fails as well.

/** Tables that belong to no tenant. */
const NO_TENANT: Readonly<Record<string, string>> = {
  backups: 'a backup holds the whole database, whoever its rows belong to',
  exchange_rates: 'facts that the European Central Bank publishes, the same for everybody',
  invitations: 'somebody is asked into an account, as members belong to one, and its link is read before a tenant is known',
  members: 'a person is found before a tenant is known; sign-in is not sharded',
  provider_notice_cursors: 'one feed of a provider carries the notices of all its accounts',
  restorations: 'the whole database was brought back, whoever its rows belong to',
  schema_migrations: 'says what the program has done to the database',
  sign_in_rules: 'says of an account how its members sign in; sign-in is not sharded',
  set_up: 'one row for the whole place, which names its first tenant',
  staff_roles: 'members of an account have them, whichever mode they work in',
  sign_in_tries: 'counts tries per e-mail address, before anybody is known',
};

/** Keys of tenant tables that do not begin with the tenant. */
const OTHER_KEYS: Readonly<Record<string, string>> = {
  api_keys_hash_key: 'the tenant is found by the hash of the key',
  tenants_account_livemode_key: 'the tenant is found by its account and mode',
};

/** Foreign keys of tenant tables to tables that belong to no tenant. */
const OTHER_REFERENCES: Readonly<Record<string, string>> = {
  api_keys_created_by_fkey: 'names a person, and persons are not sharded',
};

/** Columns that look like ids of ours and are not. */
const FOREIGN_IDS: Readonly<Record<string, string>> = {
  'members.user_id': 'an id of better-auth, in its schema and its collation',
  'payment_methods.network_transaction_id': 'the card network’s, and never compared',
};

/** Everything that the server may change or delete, column by column where not every column. What is not listed can only be added to. */
const CHANGEABLE: Readonly<Record<string, string>> = {
  'activity_heads UPDATE': 'sequence, sealed_at, last_mac, mac',
  'api_keys UPDATE': 'last_used_at, revoked_at',
  'approval_limits UPDATE': 'refund, payout, record, updated',
  'approvals UPDATE': 'request, status, decided_by, decided, note, reason, failure_code, failure_message, result_id, told',
  'attempts UPDATE': '*',
  'business_profiles UPDATE': '*',
  'authentications UPDATE': 'status, due',
  'backups UPDATE': 'finished, bytes, failure, tested, test_failure',
  'bank_accounts UPDATE': 'default_for_currency, deleted, wrapped_key, kek_id',
  'card_fields_terms UPDATE': 'origins, updated',
  'card_tokens UPDATE': '*',
  'ceiling_uses UPDATE': 'amount',
  'charges UPDATE': '*',
  'counter_terms UPDATE': 'mask_cards, recording_origins, transfer_holder, transfer_iban, transfer_bic, updated',
  'confirmation_tokens UPDATE': 'shipping, payment_intent_id, setup_intent_id',
  'customers UPDATE': '*',
  'disputes UPDATE': '*',
  // Erasing a customer takes the person out of what is otherwise never changed.
  'events UPDATE': 'previous_attributes',
  'files UPDATE': 'filename, erased',
  'fiscal_heads UPDATE': 'sequence, hash, key_id, at, day, open_day, open_month, open_year, open_from, totals',
  'idempotency_keys UPDATE': '*',
  'invitations UPDATE': 'serial, expires, accepted, accepted_by, revoked',
  'mandates UPDATE': 'version, status, ended_at, end_reason',
  'mandate_requests UPDATE': 'email, serial, sent, expires, revoked, mandate_id',
  'members UPDATE': 'role, own_role',
  'messages UPDATE': 'status, recipient, subject, html, text, sent_at, error, tries, receipt',
  'own_fields UPDATE': '*',
  'balance_transactions UPDATE': 'description',
  'object_versions UPDATE': 'body',
  'payment_record_reports UPDATE': 'data, reference',
  'payment_intents UPDATE': '*',
  'payment_methods UPDATE': '*',
  'payment_record_heads UPDATE': 'sequence',
  'payout_schedules UPDATE': '*',
  'payouts UPDATE': '*',
  'presets UPDATE': '*',
  'prices UPDATE': '*',
  'products UPDATE': '*',
  'provider_accounts UPDATE': '*',
  'provider_notice_cursors UPDATE': '*',
  'provider_notices UPDATE': 'due, tries, applied, refused',
  'reconciliations UPDATE': 'read_from, read_until, ran, looked, resolved, unresolved',
  'refunds UPDATE': '*',
  'sales UPDATE': 'canceled, content, description, parts',
  'security_codes UPDATE': '*',
  'settlement_terms UPDATE': '*',
  'setup_attempts UPDATE': 'status, card, setup_error',
  'setup_intents UPDATE': '*',
  'report_customer_packs UPDATE': 'count, amount, refunded, body',
  'report_customer_sums UPDATE': 'count, amount, refunded',
  'report_cuts UPDATE': 'cut',
  'report_facets UPDATE': 'count, amount, settled, fee',
  'report_items UPDATE': 'quantity, sold, refunded',
  'report_sums UPDATE': 'count, amount, settled, fee',
  'report_taxes UPDATE': 'base, tax',
  'report_totals UPDATE': 'count, amount, settled, fee',
  'report_tries UPDATE': 'count, amount',
  'report_try_totals UPDATE': 'count, amount',
  'restorations UPDATE': 'reconciled',
  'set_up UPDATE': 'account, tenant_id, completed',
  'sign_in_rules UPDATE': 'second_factor_roles, updated',
  'sign_in_tries UPDATE': '*',
  'staff_roles UPDATE': 'name, permissions, own_payments, hides_contacts, ceiling_charge, ceiling_refund, ceiling_day, deleted',
  'tenants UPDATE': 'business_name, country, default_currency, time_zone, statement_descriptor',
  'tax_rates UPDATE': '*',
  'vault_cards UPDATE': 'sealed, wrapped_key, kek_id, idle_since, destroyed',
  'webhook_deliveries UPDATE': '*',
  'webhook_endpoints UPDATE': '*',
  'webhook_tries UPDATE': 'response_body',
  'work_marks UPDATE': '*',
  // Deleted when their time is over: events after 30 days, keys after one, codes after minutes; personal values when they are erased.
  'activity_personal DELETE': '*',
  'balance_dues DELETE': '*',
  'card_tokens DELETE': '*',
  'customer_notes DELETE': '*',
  'events DELETE': '*',
  // Who no longer works here; the log and what they did name them still.
  'members DELETE': '*',
  // The evidence of a customer who is erased.
  'file_chunks DELETE': '*',
  'idempotency_keys DELETE': '*',
  'object_versions DELETE': '*',
  'payment_record_persons DELETE': '*',
  'report_customer_packs DELETE': '*',
  'report_customer_sums DELETE': '*',
  'report_customer_unpacked DELETE': '*',
  'report_facets DELETE': '*',
  'report_items DELETE': '*',
  'report_open_tries DELETE': '*',
  'report_sale_movements DELETE': '*',
  'report_sums DELETE': '*',
  'report_taxes DELETE': '*',
  'report_totals DELETE': '*',
  'report_tries DELETE': '*',
  'report_try_totals DELETE': '*',
  'security_code_keys DELETE': '*',
  'security_codes DELETE': '*',
  'sign_in_tries DELETE': '*',
  'webhook_deliveries DELETE': '*',
  'webhook_tries DELETE': '*',
};

const SERVER_ROLE = 'guichet_server';
const SOURCES = join(import.meta.dirname, '../../src');

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.ownerPool);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

const rows = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> =>
  (await client.query<R>(text, values)).rows;

const tables = async (): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
    )
  ).map(({ name }) => name);
const tenantTables = async (): Promise<string[]> => (await tables()).filter((name) => !(name in NO_TENANT));

interface Key {
  readonly table: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly columns: string[];
}

/** Primary keys and unique indexes. */
const uniqueKeys = (): Promise<Key[]> =>
  rows<Key>(`
    SELECT t.relname AS table, i.relname AS name, x.indisprimary AS "isPrimary",
      (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(x.indkey::smallint[]) WITH ORDINALITY k (number, at)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) AS columns
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2`);

interface Reference {
  readonly table: string;
  readonly name: string;
  readonly columns: string[];
  readonly target: string;
  readonly targetColumns: string[];
  /** An index of the table begins with these columns, in any order. */
  readonly isIndexed: boolean;
  /** The server may delete rows of the target. */
  readonly isDeletable: boolean;
}

const references = (): Promise<Reference[]> =>
  rows<Reference>(
    `SELECT t.relname AS table, c.conname AS name, f.oid::regclass::text AS target,
       (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(c.conkey) WITH ORDINALITY k (number, at)
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) AS columns,
       (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(c.confkey) WITH ORDINALITY k (number, at)
         JOIN pg_attribute a ON a.attrelid = f.oid AND a.attnum = k.number) AS "targetColumns",
       EXISTS (SELECT FROM pg_index x WHERE x.indrelid = t.oid AND (x.indkey::smallint[])[0:cardinality(c.conkey) - 1] @> c.conkey) AS "isIndexed",
       has_table_privilege($1, f.oid, 'DELETE') AS "isDeletable"
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
     WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2`,
    [SERVER_ROLE],
  );

const names = (found: readonly { readonly name: string }[]): string[] => found.map(({ name }) => name).sort();

describe('every row carries its tenant', () => {
  it('in a column of its own, in all tables but those exempted', async () => {
    const found = await rows<{ name: string }>(
      `SELECT t.relname AS name FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid WHERE t.relnamespace = 'public'::regnamespace
       AND t.relkind IN ('r', 'p') AND a.attname = 'tenant_id' AND a.atttypid = 'integer'::regtype AND a.attnotnull`,
    );
    expect(names(found)).toEqual(await tenantTables());
    expect(await tables()).toEqual(expect.arrayContaining(Object.keys(NO_TENANT)));
  });

  it('first in every primary key and unique index', async () => {
    const ours = await tenantTables();
    const keys = (await uniqueKeys()).filter(({ table }) => ours.includes(table));
    expect([...new Set(keys.filter(({ isPrimary }) => isPrimary).map(({ table }) => table))].sort()).toEqual(ours);
    expect(names(keys.filter(({ columns }) => columns[0] !== 'tenant_id'))).toEqual(Object.keys(OTHER_KEYS).sort());
  });

  it('first on both sides of every foreign key', async () => {
    const ours = await tenantTables();
    const found = (await references()).filter(({ table }) => ours.includes(table));
    const others = found.filter(({ columns, targetColumns }) => columns[0] !== 'tenant_id' || targetColumns[0] !== 'tenant_id');
    expect(found.length).toBeGreaterThan(15);
    expect(names(others)).toEqual(Object.keys(OTHER_REFERENCES).sort());
  });
});

describe('the database does nothing by itself', () => {
  it('has no triggers, rules or functions of ours, and no exclusion constraints', async () => {
    expect(
      await rows("SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'jobs.%'"),
    ).toEqual([]);
    expect(await rows("SELECT rulename AS name FROM pg_rules WHERE schemaname IN ('public', 'auth')")).toEqual([]);
    expect(await rows("SELECT conname AS name FROM pg_constraint WHERE contype = 'x'")).toEqual([]);
    const functions = `SELECT proname AS name FROM pg_proc p WHERE pronamespace IN ('public'::regnamespace, 'auth'::regnamespace)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;
    expect(await rows(functions)).toEqual([]);
  });

  it('counts nothing: ids are made by the application', async () => {
    expect(
      await rows(
        "SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)",
      ),
    ).toEqual([]);
    expect(
      await rows("SELECT attname AS name FROM pg_attribute WHERE attidentity <> '' AND attrelid::regclass::text NOT LIKE 'jobs.%'"),
    ).toEqual([]);
  });

  it('deletes nothing that another deletion left behind', async () => {
    expect(
      await rows(
        "SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND (confdeltype <> 'a' OR confupdtype <> 'a')",
      ),
    ).toEqual([]);
  });
});

describe('columns', () => {
  it('that hold ids sort as ASCII does, so that ids sort by age', async () => {
    const found = await rows<{ name: string }>(
      `SELECT DISTINCT t.relname || '.' || a.attname AS name FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
       LEFT JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'u', 'f') AND a.attnum = ANY (c.conkey)
       WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND a.atttypid = 'text'::regtype AND a.attcollation <> '"C"'::regcollation
         AND (a.attname = 'id' OR a.attname LIKE '%\\_id' OR (c.oid IS NOT NULL AND NOT (t.relname = 'api_keys' AND a.attname = 'created_by')))`,
    );
    expect(names(found).filter((name) => name !== 'schema_migrations.name')).toEqual(Object.keys(FOREIGN_IDS).sort());
  });

  it('hold money as bigint and moments with their zone, and nothing inexact', async () => {
    const types = [
      'real',
      'double precision',
      'numeric',
      'money',
      'timestamp without time zone',
      'time without time zone',
      'character',
      'json',
      'serial',
    ];
    const found = `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema IN ('public', 'auth') AND data_type = ANY ($1)`;
    expect(await rows(found, [types])).toEqual([]);
    const money = `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND (column_name = 'amount' OR column_name LIKE 'amount\\_%' OR column_name IN ('fee', 'net')) AND data_type <> 'bigint'`;
    expect(await rows(money)).toEqual([]);
  });
});

describe('the role that serves requests', () => {
  it('changes and deletes what is listed here, and no more', async () => {
    const found = await rows<{ key: string; columns: string }>(
      `SELECT t.relname || ' UPDATE' AS key, CASE WHEN has_table_privilege($1, t.oid, 'UPDATE') THEN '*' ELSE
           (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped
             AND has_column_privilege($1, t.oid, attnum, 'UPDATE')) END AS columns
       FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND has_any_column_privilege($1, t.oid, 'UPDATE')
       UNION ALL
       SELECT t.relname || ' DELETE', '*' FROM pg_class t
       WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND has_table_privilege($1, t.oid, 'DELETE')`,
      [SERVER_ROLE],
    );
    const sorted = (columns: string): string => columns.split(', ').sort().join(', ');
    const granted = Object.fromEntries(found.map(({ key, columns }) => [key, sorted(columns)]));
    expect(granted).toEqual(Object.fromEntries(Object.entries(CHANGEABLE).map(([key, columns]) => [key, sorted(columns)])));
  });

  it('owns nothing, makes nothing, and empties nothing', async () => {
    const [role] = await rows(
      'SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication FROM pg_roles WHERE rolname = $1',
      [SERVER_ROLE],
    );
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false]);
    expect(await rows('SELECT relname AS name FROM pg_class WHERE relowner = $1::regrole', [SERVER_ROLE])).toEqual([]);
    const schemas = `SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND has_schema_privilege($1, oid, 'CREATE')`;
    expect(await rows(schemas, [SERVER_ROLE])).toEqual([]);
    const emptied = `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text NOT LIKE 'pg\\_%'
      AND has_table_privilege($1, oid, 'TRUNCATE, TRIGGER')`;
    expect(await rows(emptied, [SERVER_ROLE])).toEqual([]);
  });

  it('cannot tamper with what was written once', async () => {
    const server = new pg.Client(database.serverPool);
    await server.connect();
    try {
      for (const statement of [
        'UPDATE postings SET amount = 1',
        'DELETE FROM postings',
        'UPDATE object_versions SET version = 2',
        'DELETE FROM activity_lines',
        'TRUNCATE events',
      ]) {
        await expect(server.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await server.end();
    }
  });
});

it('every foreign key is served by an index, where a row that it names can be deleted', async () => {
  const found = await references();
  expect(names(found.filter(({ isIndexed, isDeletable }) => isDeletable && !isIndexed))).toEqual([]);
  // Without this the line above would say nothing.
  expect(names(found.filter(({ isDeletable }) => isDeletable))).toContain('webhook_tries_tenant_id_delivery_id_fkey');
});

it('ANALYZE sorts no sample of what is never compared with a value: JSON but for metadata, and bytes', async () => {
  const sorted = await rows<{ name: string }>(`SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r' AND relnamespace = 'public'::regnamespace
    WHERE atttypid IN ('jsonb'::regtype, 'bytea'::regtype) AND attname <> 'metadata' AND NOT attisdropped AND attstattarget IS DISTINCT FROM 0`);
  expect(sorted.map(({ name }) => name)).toEqual([]);
});

describe('the program', () => {
  const sources = globSync('**/*.ts', { cwd: SOURCES }).filter((file) => !file.endsWith('.test.ts'));
  const using = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(readFileSync(join(SOURCES, file), 'utf8')));

  it('is read at all', () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(using(/\bCREATE TABLE schema_migrations\b|schema_migrations/)).toEqual(['platform/migrate.ts']);
  });

  it('takes no advisory locks', () => {
    expect(using(/pg_(?:try_)?advisory/i)).toEqual([]);
  });

  it('leaves no state behind in a session', () => {
    // What SET TRANSACTION and SET LOCAL say ends with the transaction; the others outlive it, and meet the next user of the connection.
    expect(using(/['`;]\s*(?:RE)?SET\s+(?!(?:TRANSACTION|LOCAL)\b)/)).toEqual([]);
    expect(using(/\bset_config\s*\(|\bCREATE\s+TEMP|\bDECLARE\s+\w+\s+CURSOR|['`;]\s*(?:LISTEN|DISCARD|LOAD)\s/)).toEqual([]);
  });
});
