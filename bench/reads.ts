import { firstIdAt } from '../server/src/platform/ids.ts';
import { runSql } from '../server/test/harness/testDatabase.ts';
import { quantile, rounded } from './figures.ts';
import { HttpConnection } from './httpConnection.ts';
import type { BenchPlace } from './place.ts';

// Lists, searches and what the terminal's pages read, on a place that has been filled.

export interface ReadResult {
  readonly name: string;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** The same with eight at once. */
  readonly p50_of_8_ms: number;
  readonly p99_of_8_ms: number;
  /** One after another, and eight at once. */
  readonly requests: number;
  readonly requests_of_8: number;
  readonly failed: number;
}

const ENOUGH_FOR_P99 = 100;

/** What a read is judged by: of few requests the slowest in a hundred is whatever the machine was at just then, so it is the middle one. */
export const judgedMs = ({ p50_ms: p50, p99_ms: p99, requests }: ReadResult): number => (requests < ENOUGH_FOR_P99 ? p50 : p99);

export interface Read {
  readonly name: string;
  /** The address of the n-th request: what is asked for differs, so that it isn't the same page of memory each time. */
  readonly path: (n: number) => string;
}

const AT_ONCE = 8;
const SAMPLES = 64;
const DAY_MS = 86_400_000;

/** Things that are there, to be asked for. */
interface Samples {
  readonly customers: readonly string[];
  readonly intents: readonly string[];
  readonly charges: readonly string[];
  readonly events: readonly string[];
  readonly transactions: readonly string[];
  readonly orders: readonly string[];
  readonly last4: readonly string[];
  readonly emails: readonly string[];
}

async function sample(place: BenchPlace, days: number): Promise<Samples> {
  const of = async (table: string, column: string, prefix: 'pi' | 'ch' | 'cus' | 'evt' | 'txn', where = ''): Promise<string[]> => {
    const parts = Array.from({ length: SAMPLES }, () => {
      const at = firstIdAt(prefix, new Date(Date.now() - Math.random() * days * DAY_MS));
      return `(SELECT ${column} AS value FROM ${table} WHERE tenant_id = 1 AND id >= '${at}' ${where} ORDER BY id LIMIT 1)`;
    });
    const rows = await runSql<{ value: string }>(place.database, parts.join(' UNION ALL '));
    return rows.map(({ value }) => value);
  };
  const numbered = `AND description LIKE 'Order %'`;
  return {
    customers: await of('payment_intents', 'customer_id', 'pi', 'AND customer_id IS NOT NULL'),
    intents: await of('payment_intents', 'id', 'pi'),
    charges: await of('charges', 'id', 'ch'),
    events: await of('events', 'id', 'evt'),
    transactions: await of('balance_transactions', 'id', 'txn'),
    orders: (await of('payment_intents', 'description', 'pi', numbered)).map((description) => description.slice('Order '.length)),
    last4: await of('charges', 'last4', 'ch'),
    emails: (
      await runSql<{ email: string }>(place.database, `SELECT email FROM customers WHERE tenant_id = 1 ORDER BY random() LIMIT ${SAMPLES}`)
    ).map(({ email }) => email),
  };
}

/** What is asked for. `days` is how far back the place goes. */
export async function readsOf(place: BenchPlace, days: number): Promise<Read[]> {
  const samples = await sample(place, days);
  const any = (values: readonly string[], n: number): string => encodeURIComponent(values[n % values.length] ?? '');
  const list = (resource: keyof Samples, path: string): Read[] => [
    { name: `${path}, first page`, path: () => `${path}?limit=25` },
    { name: `${path}, deep page`, path: (n) => `${path}?limit=25&starting_after=${any(samples[resource], n)}` },
    {
      name: `${path}, of a day`,
      path: (n) => {
        const from = Math.floor((Date.now() - (n % days) * DAY_MS) / 1000);
        return `${path}?limit=25&created[gte]=${from - 86_400}&created[lt]=${from}`;
      },
    },
  ];
  const ofCustomer = (path: string): Read => ({
    name: `${path}, of a customer`,
    path: (n) => `${path}?limit=25&customer=${any(samples.customers, n)}`,
  });
  const search = (path: string, name: string, query: (n: number) => string): Read => ({
    name: `${path}/search, ${name}`,
    path: (n) => `${path}/search?limit=25&query=${encodeURIComponent(query(n))}`,
  });
  const [orders, last4, customers, emails] = [samples.orders, samples.last4, samples.customers, samples.emails];
  const of = (values: readonly string[], n: number): string => values[n % values.length] ?? '';
  const since = (n: number): number => Math.floor((Date.now() - (n % days) * DAY_MS) / 1000);
  const terminal = (name: string, path: (n: number) => string): Read => ({ name: `terminal: ${name}`, path });
  const day = (n: number): string => new Date(Date.now() - (n % days) * DAY_MS).toISOString().slice(0, 10);
  return [
    ...list('intents', '/v1/payment_intents'),
    ofCustomer('/v1/payment_intents'),
    ...list('charges', '/v1/charges'),
    ofCustomer('/v1/charges'),
    { name: '/v1/charges, of a payment', path: (n) => `/v1/charges?payment_intent=${any(samples.intents, n)}` },
    { name: '/v1/customers, first page', path: () => '/v1/customers?limit=25' },
    { name: '/v1/customers, by e-mail', path: (n) => `/v1/customers?limit=25&email=${any(emails, n)}` },
    ...list('events', '/v1/events'),
    { name: '/v1/events, of a type', path: (n) => `/v1/events?limit=25&type=${['charge.failed', 'charge.succeeded'][n % 2]}` },
    ...list('transactions', '/v1/balance_transactions'),
    { name: '/v1/balance_transactions, of a type', path: () => '/v1/balance_transactions?limit=25&type=refund' },
    { name: '/v1/refunds, first page', path: () => '/v1/refunds?limit=25' },
    search('/v1/payment_intents', 'metadata', (n) => `metadata['order']:'${of(orders, n)}'`),
    search('/v1/payment_intents', 'status', (n) => `status:'${['succeeded', 'requires_payment_method'][n % 2]}'`),
    search('/v1/payment_intents', 'amount and status', (n) => `amount>${(n % 50) * 1000} AND status:'succeeded'`),
    search('/v1/payment_intents', 'customer', (n) => `customer:'${of(customers, n)}'`),
    search('/v1/payment_intents', 'day and currency', (n) => `created>${since(n)} AND currency:'usd'`),
    search('/v1/payment_intents', 'metadata that none has', (n) => `metadata['order']:'none-${n}'`),
    search('/v1/charges', 'metadata', (n) => `metadata['order']:'${of(orders, n)}'`),
    search('/v1/charges', 'last four digits', (n) => `payment_method_details.card.last4:'${of(last4, n)}'`),
    search('/v1/charges', 'refunded', () => 'refunded:true'),
    search('/v1/charges', 'amount', (n) => `amount:${[8900, 89900, 290][n % 3]} AND status:'succeeded'`),
    search('/v1/charges', 'failed of a brand', () => `status:'failed' AND payment_method_details.card.brand:'visa'`),
    search('/v1/customers', 'e-mail', (n) => `email:'${of(emails, n)}'`),
    search('/v1/customers', 'part of an e-mail', (n) => `email~'${of(emails, n).split('@')[0]?.slice(-9)}'`),
    search('/v1/customers', 'part of a name', (n) => `name~'${['camille', 'durand', 'vincent mo'][n % 3]}'`),
    { name: '/v1/balance', path: () => '/v1/balance' },
    terminal('payments', () => '/guichet/v1/payments?limit=25'),
    terminal('payments of a day', (n) => `/guichet/v1/payments?limit=25&from=${day(n)}&to=${day(n)}`),
    terminal('payments that failed', () => '/guichet/v1/payments?limit=25&status=failed'),
    terminal('payments refunded', () => '/guichet/v1/payments?limit=25&status=refunded'),
    terminal('payments by order', (n) => `/guichet/v1/payments?limit=25&query=${any(orders, n)}`),
    terminal('payments by amount', (n) => `/guichet/v1/payments?limit=25&query=${['89,00', '2.90', '49,90'][n % 3]}`),
    terminal('payments by last four digits', (n) => `/guichet/v1/payments?limit=25&query=${any(last4, n)}`),
    terminal('payments by name', (n) => `/guichet/v1/payments?limit=25&query=${['camille', 'durand', 'solange'][n % 3]}`),
    terminal('payments of a customer', (n) => `/guichet/v1/payments?limit=25&customer=${any(customers, n)}`),
    terminal('one payment', (n) => `/guichet/v1/payments/${any(samples.intents, n)}`),
    terminal('customers by part of a name', (n) => `/guichet/v1/customers?limit=25&query=${['mart', 'thomas', 'vinc'][n % 3]}`),
    terminal('customers by last four digits', (n) => `/guichet/v1/customers?limit=25&query=${any(last4, n)}`),
    terminal('disputes to answer', () => '/guichet/v1/disputes_to_answer'),
    terminal('Home', () => '/guichet/v1/home'),
    ...(['day', 'method', 'staff', 'customer'] as const).map((by) =>
      terminal(`report of 60 days by ${by}`, (n) => `/guichet/v1/reports/sales?from=${day(60 + (n % 20))}&to=${day(n % 20)}&by=${by}`),
    ),
    terminal('open holds', () => '/guichet/v1/reports/holds'),
    terminal('takings of a day', (n) => `/guichet/v1/payment_record_totals?day=${day(n)}`),
  ];
}

async function ask(place: BenchPlace, read: Read, connections: number, forMs: number): Promise<{ tookMs: number[]; failed: number }> {
  const { server } = place;
  const headers = `authorization: Bearer ${server.key}\r\n`;
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(server.base)));
  const tookMs: number[] = [];
  const endMs = performance.now() + forMs;
  let [asked, failed] = [0, 0];
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < endMs) {
        const sentMs = performance.now();
        asked += 1;
        const { status, body } = await connection.send('GET', read.path(asked), headers);
        tookMs.push(performance.now() - sentMs);
        if (status !== 200 && failed++ === 0) process.stderr.write(`${read.name}: ${status} ${body.toString().slice(0, 200)}\n`);
      }
    }),
  );
  for (const connection of open) connection.close();
  return { tookMs: tookMs.sort((a, b) => a - b), failed };
}

/** Asks for each thing for so long, one after another, then eight at once. */
export async function runReads(place: BenchPlace, reads: readonly Read[], forMs: number): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const read of reads) {
    await ask(place, read, 1, forMs / 10);
    const [alone, together] = [await ask(place, read, 1, forMs), await ask(place, read, AT_ONCE, forMs)];
    results.push({
      name: read.name,
      ...{ p50_ms: rounded(quantile(alone.tookMs, 0.5)), p99_ms: rounded(quantile(alone.tookMs, 0.99)) },
      ...{ p50_of_8_ms: rounded(quantile(together.tookMs, 0.5)), p99_of_8_ms: rounded(quantile(together.tookMs, 0.99)) },
      ...{ requests: alone.tookMs.length, requests_of_8: together.tookMs.length, failed: alone.failed + together.failed },
    });
  }
  return results;
}
