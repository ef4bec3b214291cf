import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER_SEARCH, findCustomersBy } from '../../src/modules/customers/customerSearch.store.ts';
import { CHARGE_SEARCH, countChargesBy, findChargesBy } from '../../src/modules/payments/chargeSearch.store.ts';
import { findPaymentIntentsBy, PAYMENT_INTENT_SEARCH } from '../../src/modules/payments/paymentIntentSearch.store.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import type { Sql } from '../../src/platform/sql.ts';
import type { Database } from '../../src/platform/transaction.ts';
import { kindsOf, parseSearch, type SearchFields, type SearchQuery } from '../../src/search/index.ts';
import { type TestDatabase, testDatabase } from '../harness/testDatabase.ts';

// What PostgreSQL does with searches: which indexes it takes in a large place, and that it finds what a plain comparison finds.

const ROWS = 200_000;
const LARGE = 1;
const SMALL = 2;
const START = Date.parse('2026-01-01T00:00:00Z') / 1000;

let database: TestDatabase;
let server: Database;

interface Resource {
  readonly fields: SearchFields;
  find(sql: Sql, tenantId: number, query: SearchQuery, page: { readonly take: number }): Promise<readonly { readonly id: string }[]>;
}
const RESOURCES: Readonly<Record<string, Resource>> = {
  customers: { fields: CUSTOMER_SEARCH, find: findCustomersBy },
  payment_intents: { fields: PAYMENT_INTENT_SEARCH, find: findPaymentIntentsBy },
  charges: { fields: CHARGE_SEARCH, find: findChargesBy },
};

const padded = (column: string): string => `lpad(${column}::text, 9, '0')`;

/** A large place, written without the checks of foreign keys: what matters here is how much there is to look through. */
const seed = (tenant: number, rows: number): string => `
  INSERT INTO customers (tenant_id, id, version, name, email, phone, metadata, created)
    SELECT ${tenant}, 'cus_' || ${padded('n')}, 1, CASE WHEN n % 50 = 0 THEN NULL ELSE 'Customer ' || md5(n::text) END,
      CASE WHEN n % 40 = 0 THEN NULL ELSE 'c' || n || '@example.com' END, CASE WHEN n % 3 = 0 THEN NULL ELSE '+33 6 ' || n END,
      CASE WHEN n % 2 = 0 THEN jsonb_build_object('order', n::text) ELSE '{}' END, to_timestamp(${START} + n)
    FROM generate_series(1, ${rows}) n;
  INSERT INTO payment_intents (tenant_id, id, version, status, amount, currency, capture_method, confirmation_method, customer_id,
      payment_method_types, metadata, client_secret, channel, created_by, created, view_status)
    SELECT ${tenant}, 'pi_' || ${padded('n')}, 1, CASE WHEN n % 1000 = 0 THEN 'canceled' ELSE 'succeeded' END, n, CASE WHEN n % 5000 = 0 THEN 'jpy' ELSE 'eur' END,
      'automatic', 'automatic', CASE WHEN n % 2 = 0 THEN 'cus_' || ${padded('n')} END, '["card"]',
      CASE WHEN n % 2 = 0 THEN jsonb_build_object('order', n::text) ELSE '{}' END, 's', 'phone', 'user_1', to_timestamp(${START} + n), 'succeeded'
    FROM generate_series(1, ${rows}) n;
  INSERT INTO charges (tenant_id, id, version, payment_intent_id, authorisation, connector, status, amount, currency, amount_captured, amount_refunded,
      captured, customer_id, payment_method_id, fingerprint, last4, card, billing_details, outcome, failure_code, metadata, created_by, created)
    SELECT ${tenant}, 'ch_' || ${padded('n')}, 1, 'pi_' || ${padded('n')}, 'att_' || n, 'sandbox', CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'succeeded' END, n,
      CASE WHEN n % 5000 = 0 THEN 'jpy' ELSE 'eur' END, CASE WHEN n % 1000 = 0 THEN 0 ELSE n END, CASE WHEN n % 2000 = 1 THEN n ELSE 0 END, n % 1000 <> 0,
      CASE WHEN n % 2 = 0 THEN 'cus_' || ${padded('n')} END, 'pm_1', 'fp' || ${padded('n')}, lpad((n % 10000)::text, 4, '0'),
      jsonb_build_object('brand', CASE WHEN n % 1000 = 7 THEN 'jcb' ELSE 'visa' END, 'expMonth', 1 + n % 12, 'expYear', CASE WHEN n % 1000 = 8 THEN 2099 ELSE 2030 END),
      jsonb_build_object('address', jsonb_build_object('postal_code', CASE WHEN n % 3 = 0 THEN NULL ELSE 'P' || (n % 5000) END)), '{}',
      CASE WHEN n % 1000 = 0 THEN 'card_declined' END, CASE WHEN n % 2 = 0 THEN jsonb_build_object('order', n::text) ELSE '{}' END, 'user_1', to_timestamp(${START} + n)
    FROM generate_series(1, ${rows}) n;`;

beforeAll(async () => {
  database = await testDatabase();
  const admin = new pg.Client(database.adminPool);
  await admin.connect();
  // Indexes are put back when the rows are there, which is ten times as fast.
  const { rows: indexes } = await admin.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename IN ('customers', 'payment_intents', 'charges')
       AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
  );
  for (const { name } of indexes) await admin.query(`DROP INDEX ${name}`);
  await admin.query(`SET session_replication_role = replica; SET maintenance_work_mem = '256MB'; ${seed(LARGE, ROWS)} ${seed(SMALL, 60)}`);
  for (const { definition } of indexes) await admin.query(definition);
  await admin.query('VACUUM ANALYZE customers, payment_intents, charges');
  await admin.end();
  server = openDatabase({ ...database.serverPool, max: 2 });
}, 180_000);

afterAll(async () => {
  await server.close();
  await database.close();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Answers the plan in place of the rows. */
function explaining(seen: PlanNode[]): Sql {
  return {
    async query(_name, text, values = []) {
      const { rows } = await server.pool.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
      seen.push(rows[0]['QUERY PLAN'][0].Plan);
      return [];
    },
    write: async () => {},
    batch: () => Promise.reject(new Error('A search asks in no batch.')),
  };
}

const nodesIn = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesIn)];

/** Node types and indexes of the plan by which a query is answered. */
async function planOf(resource: string, text: string): Promise<{ readonly types: string[]; readonly indexes: string[] }> {
  const { fields, find } = RESOURCES[resource] as Resource;
  const plans: PlanNode[] = [];
  await find(explaining(plans), LARGE, parseSearch(text, kindsOf(fields)), { take: 11 });
  const nodes = plans.flatMap(nodesIn);
  expect(nodes.length).toBeGreaterThan(0);
  return { types: nodes.map((node) => node['Node Type']), indexes: nodes.flatMap((node) => node['Index Name'] ?? []) };
}

describe('an index serves', () => {
  // Few rows meet these, so that the index must know the field itself.
  it.each([
    ['customers', 'email:"C777@example.com"', 'customers_by_lower_email'],
    ['customers', 'email~"c77777@"', 'customers_find'],
    ['customers', 'name~"c4ca4238"', 'customers_find'],
    ['customers', 'name:"Customer c4ca4238a0b923820dcc509a6f75849b"', 'customers_by_lower_name'],
    ['customers', 'phone:"+33 6 778"', 'customers_by_lower_phone'],
    ['customers', 'phone~"6 12345"', 'customers_find'],
    ['customers', 'metadata["order"]:"778"', 'customers_find'],
    ['customers', 'created<1767225700', 'customers_by_created'],
    ['payment_intents', 'amount:777', 'payment_intents_by_amount'],
    ['payment_intents', 'amount<9', 'payment_intents_by_amount'],
    ['payment_intents', 'created<1767225700', 'payment_intents_by_created'],
    ['payment_intents', 'currency:"jpy"', 'payment_intents_find'],
    ['payment_intents', 'status:"requires_capture"', 'payment_intents_find'],
    ['payment_intents', 'customer:"cus_000000778"', 'payment_intents_by_customer'],
    ['payment_intents', 'metadata["order"]:"778"', 'payment_intents_find'],
    ['charges', 'amount:777', 'charges_find'],
    ['charges', 'amount<9', 'charges_find'],
    ['charges', 'billing_details.address.postal_code:"p4001"', 'charges_find'],
    ['charges', 'created<1767225700', 'charges_by_created'],
    ['charges', 'currency:"jpy"', 'charges_find'],
    ['charges', 'customer:"cus_000000778"', 'charges_by_customer'],
    ['charges', 'metadata["order"]:"778"', 'charges_find'],
    ['charges', 'payment_method_details.card.brand:"amex"', 'charges_find'],
    ['charges', 'payment_method_details.card.exp_month>12', 'charges_find'],
    ['charges', 'payment_method_details.card.exp_year:2031', 'charges_find'],
    ['charges', 'payment_method_details.card.fingerprint:"fp000000777"', 'charges_by_card'],
    ['charges', 'payment_method_details.card.last4:"0777"', 'charges_by_last4'],
    ['charges', 'status:"pending"', 'charges_find'],
  ])('%s where %s', async (resource, query, index) => {
    const { types, indexes } = await planOf(resource, query);
    expect(types).not.toContain('Seq Scan');
    expect(indexes).toEqual([index]);
  });

  // Many rows meet these, or a part of them that is known: walking the newest first ends soon.
  it.each([
    ['customers', 'name:null'],
    ['customers', '-name:null'],
    ['customers', 'email:null'],
    ['customers', 'phone:null'],
    ['customers', '-metadata["order"]:"778"'],
    ['customers', 'metadata["order"]:null'],
    ['customers', '-metadata["order"]:null'],
    ['customers', 'created>1767225700'],
    ['customers', '-email:"c777@example.com"'],
    ['payment_intents', 'customer:null'],
    ['payment_intents', 'status:"succeeded"'],
    ['payment_intents', '-status:"succeeded"'],
    ['payment_intents', 'currency:"eur"'],
    ['charges', 'customer:null'],
    ['charges', 'billing_details.address.postal_code:null'],
    ['charges', 'refunded:true'],
    ['charges', 'refunded:false'],
    ['charges', '-refunded:true'],
    ['charges', 'payment_method_details.card.brand:"jcb"'],
    ['charges', 'payment_method_details.card.exp_year>2031'],
    ['charges', '-payment_method_details.card.last4:"0777"'],
    ['charges', 'status:"failed"'],
  ])('%s where %s', async (resource, query) => {
    expect((await planOf(resource, query)).types).not.toContain('Seq Scan');
  });

  it('several clauses at once, and either of them', async () => {
    expect((await planOf('charges', 'amount>199990 AND customer:"cus_000000778"')).types).not.toContain('Seq Scan');
    expect((await planOf('charges', 'amount<5 OR metadata["order"]:"778"')).types).not.toContain('Seq Scan');
  });
});

it('counts no further than it is told', async () => {
  const count = (text: string, most: number) => countChargesBy(server, LARGE, parseSearch(text, kindsOf(CHARGE_SEARCH)), most);
  expect(await count('amount>0', 10_000)).toBe(10_000);
  expect(await count('currency:"jpy"', 10_000)).toBe(ROWS / 5000);
});

// A plain comparison over what the wire's values are, clause by clause.
interface Facts {
  readonly id: string;
  readonly [field: string]: unknown;
}

async function factsOf(resource: string): Promise<Facts[]> {
  const columns: Readonly<Record<string, string>> = {
    customers: 'id, name, email, phone, metadata, extract(epoch FROM created)::float AS created',
    payment_intents:
      'id, amount::float, status, currency, customer_id AS customer, metadata, extract(epoch FROM created)::float AS created',
    charges: `id, amount::float, status, currency, customer_id AS customer, metadata, extract(epoch FROM created)::float AS created,
      captured AND amount_refunded = amount_captured AS refunded, dispute_id IS NOT NULL AS disputed, last4 AS "payment_method_details.card.last4",
      card->>'brand' AS "payment_method_details.card.brand", (card->>'expMonth')::int AS "payment_method_details.card.exp_month",
      billing_details->'address'->>'postal_code' AS "billing_details.address.postal_code"`,
  };
  return (await server.query<Facts>('', `SELECT ${columns[resource]} FROM ${resource} WHERE tenant_id = ${SMALL} ORDER BY id DESC`)).map(
    (row) => row,
  );
}

function meets(facts: Facts, { field, key, negated, operator, value }: SearchQuery['clauses'][number]): boolean {
  const held = key === null ? facts[field] : ((facts.metadata as Record<string, string>)[key] ?? null);
  const exact = (one: unknown): unknown => (typeof one === 'string' && key === null && field !== 'customer' ? one.toLowerCase() : one);
  const compare = (): boolean => {
    if (value === null || held === null) return value === null && held === null;
    if (operator === '~') return String(exact(held)).includes(String(exact(value)));
    if (operator === ':') return exact(held) === exact(value);
    if (operator === '>') return Number(held) > Number(value);
    if (operator === '<') return Number(held) < Number(value);
    return operator === '>=' ? Number(held) >= Number(value) : Number(held) <= Number(value);
  };
  return compare() !== negated;
}

describe('finds what a plain comparison finds, among', () => {
  const number = fc.integer({ min: 0, max: 61 }).map(String);
  const compare = fc.constantFrom(':', '>', '<', '>=', '<=');
  const written = (...parts: (fc.Arbitrary<string> | string)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));
  const quoted = (...values: string[]) => fc.constantFrom(...values.map((value) => `"${value}"`), 'null');
  const created = written(
    'created',
    compare,
    number.map((n) => String(START + Number(n))),
  );
  const metadata = written(
    'metadata["',
    fc.constantFrom('order', 'Order', 'x'),
    '"]:',
    fc.oneof(
      number.map((n) => `"${n}"`),
      fc.constant('null'),
    ),
  );
  const money = [
    written('amount', compare, number),
    written('currency:', quoted('eur', 'EUR', 'jpy')),
    written('status:', quoted('succeeded', 'canceled', 'failed')),
    written('customer:', quoted('cus_000000002', 'cus_000000004', 'CUS_000000004')),
  ];
  const clauses: Readonly<Record<string, fc.Arbitrary<string>[]>> = {
    customers: [
      created,
      metadata,
      written(
        'email',
        fc.constantFrom(':', '~'),
        fc.constantFrom('"c1@example.com"', '"C2@EXAMPLE.com"', '"3@e"', '"%@%"', '"c_@"', '"\\\\\\\\x"'),
      ),
      written('name~', fc.constantFrom('"customer"', '"MER C"', '"r c4c"', '"___"')),
      written('phone', fc.constantFrom(':null', '~"33 6 1"', ':"+33 6 1"')),
    ],
    payment_intents: [created, metadata, ...money],
    charges: [
      created,
      metadata,
      ...money,
      fc.constantFrom('refunded:true', 'refunded:false', 'disputed:true', 'disputed:false'),
      written('payment_method_details.card.last4:', quoted('0007', '0060')),
      written('payment_method_details.card.brand:', quoted('visa', 'jcb')),
      written('payment_method_details.card.exp_month', compare, fc.integer({ min: 1, max: 12 }).map(String)),
      written('billing_details.address.postal_code:', quoted('P7', 'p8')),
    ],
  };

  it.each(Object.keys(RESOURCES))('%s', async (name) => {
    const { fields, find } = RESOURCES[name] as Resource;
    const facts = await factsOf(name);
    const clause = written(fc.constantFrom('', '-'), fc.oneof(...(clauses[name] as fc.Arbitrary<string>[])));
    const query = fc
      .tuple(fc.constantFrom(' AND ', ' OR ', ' '), fc.array(clause, { minLength: 1, maxLength: 4 }))
      .map(([joined, all]) => all.join(joined));
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        const parsed = parseSearch(text, kindsOf(fields));
        const expected = facts.filter((one) => parsed.clauses[parsed.joined === 'and' ? 'every' : 'some']((part) => meets(one, part)));
        const found = await find(server, SMALL, parsed, { take: 100 });
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        hits += expected.length;
      }),
      { numRuns: 150 },
    );
    expect(hits).toBeGreaterThan(100);
  });
});
