import type pg from 'pg';
import { takeCheckpoints } from '../../server/src/ledger/index.ts';
import { FOLDING } from '../../server/src/modules/reports/index.ts';
import { openDatabase } from '../../server/src/platform/openDatabase.ts';
import { type Database, withTransaction } from '../../server/src/platform/transaction.ts';
import type { ApiAccess } from '../../server/test/harness/apiClient.ts';
import { type CustomerOriginal, makeCustomers, type Payer } from './customerPool.ts';
import { nextTransaction, type OriginalRow, readOriginals, type TableShape } from './originalRows.ts';
import { makeOriginals, ORDER, type OriginalCustomer, type OriginalPayment } from './originals.ts';
import { openPouring, Pouring } from './pouring.ts';
import { RebuiltIndexes } from './rebuiltIndexes.ts';
import { LineIds, sealLines } from './sealLines.ts';
import { UnitTemplate } from './unitTemplate.ts';

export interface SeededPlace extends ApiAccess {
  /** The superuser, in the place's own database. */
  readonly admin: pg.PoolConfig;
  /** Where the keys of the place lie. */
  readonly keysDir: string;
}

export interface SeedReport {
  readonly payments: number;
  readonly customers: number;
  readonly rows: number;
  /** Until all rows were in. */
  readonly poured_s: number;
  readonly poured_per_s: number;
  /** With the activity log sealed, indexes built, tables vacuumed and analysed. */
  readonly ready_s: number;
  readonly ready_per_s: number;
}

const DAY_MS = 86_400_000;
const CUSTOMER_DAYS = 365;
const PAYMENTS_PER_CUSTOMER = 25;
/** What is made now is the server's; nothing is poured into the minutes that it still looks at. */
const UNTIL_MS = 12 * 60_000;
/** While rows pour in, a checkpoint every few seconds would write the same pages again and again. */
const FEW_CHECKPOINTS = ["max_wal_size = '8GB'", "checkpoint_timeout = '30min'"];
/** So often it is looked whether PostgreSQL is behind. */
const PACE = 100;
/** The vault's own table: each card has to be sealed for itself. */
const SEALED_TABLE = 'vault_cards';
const LINES = 'activity_lines';

interface PaymentOriginal {
  readonly template: UnitTemplate;
  readonly weight: number;
  /** Where the copy's customer, method, last four digits, fingerprint and number stand among its values; null where it has none. */
  readonly names: readonly (number | null)[];
  readonly lines: readonly number[];
}

const bodyOf = (id: string): string => id.slice(id.indexOf('_') + 1);
const textAt = (row: OriginalRow | undefined, column: string): string =>
  row?.fields[row.table.columns.indexOf(column)]?.toString('latin1') ?? '';
const sealedCardOf = (rows: readonly OriginalRow[]): OriginalRow | undefined => rows.find(({ table }) => table.name === SEALED_TABLE);
const lineIdsOf = (rows: readonly OriginalRow[]): string[] =>
  rows.flatMap(({ table, fields }) => (table.name === LINES ? [bodyOf(textAt({ table, fields }, 'id'))] : []));

/** Fills a place with payments like real ones: as many as are wanted, of each kind a share, each with everything that the server leaves of one. */
export class Seeder {
  readonly #place: SeededPlace;
  readonly #database: Database;
  readonly #tenantId: number;
  readonly #customer: CustomerOriginal;
  readonly #customerLines: readonly number[];
  readonly #payments: readonly PaymentOriginal[];
  readonly #tables: readonly TableShape[];
  readonly #payers: Payer[] = [];
  #units = 0;

  /** Makes one of everything through the API, and reads what it left. Nothing else may happen on the place meanwhile. */
  static async on(place: SeededPlace): Promise<Seeder> {
    const client = await openPouring(place.admin);
    try {
      const since = await nextTransaction(client);
      const { customers, payments } = await makeOriginals(place);
      const { rows: found } = await client.query<{ tenant_id: number }>('SELECT tenant_id FROM customers WHERE id = $1', [
        customers[0]?.id,
      ]);
      const tenantId = found[0]?.tenant_id ?? 0;
      const originals = [...customers, ...payments];
      const rows = await readOriginals(
        client,
        tenantId,
        since,
        originals.map(({ span }) => span),
      );
      return new Seeder(
        place,
        tenantId,
        customers.map((customer, n) => ({ customer, rows: rows[n] ?? [] })),
        payments.map((payment, n) => ({ payment, rows: rows[customers.length + n] ?? [] })),
      );
    } finally {
      await client.end();
    }
  }

  private constructor(
    place: SeededPlace,
    tenantId: number,
    customers: readonly { customer: OriginalCustomer; rows: OriginalRow[] }[],
    payments: readonly { payment: OriginalPayment; rows: OriginalRow[] }[],
  ) {
    [this.#place, this.#tenantId] = [place, tenantId];
    this.#database = openDatabase({ ...place.admin, statement_timeout: 0, idle_in_transaction_session_timeout: 0, max: 2 });
    const [first] = customers;
    if (first === undefined) throw new Error('There is no customer to make others like.');
    const { customer, rows: customerRows } = first;
    const card = sealedCardOf(customerRows);
    const fingerprint = textAt(card, 'fingerprint');
    const fingerprints = new Map(customers.map(({ customer: { id }, rows }) => [id, textAt(sealedCardOf(rows), 'fingerprint')]));
    const kept = customerRows.filter((row) => row !== card);
    const { first: firstName, last: lastName, last4 } = customer;
    const texts = [firstName, lastName, firstName.toLowerCase(), lastName.toLowerCase(), last4, fingerprint, ORDER];
    const template = new UnitTemplate(
      kept,
      customer.span,
      texts.map((text) => ({ text })),
    );
    this.#customer = { template, original: customer, card: bodyOf(textAt(card, 'id')), fingerprint };
    this.#customerLines = lineIdsOf(kept).map((id) => template.nameOf(id));
    this.#payments = payments.map(({ payment, rows }) => paymentOriginal(payment, rows, fingerprints.get(payment.customer.id) ?? ''));
    const tables = [...kept, ...payments.flatMap(({ rows }) => rows)].map(({ table }) => table);
    this.#tables = [...new Map(tables.map((table) => [table.name, table])).values()];
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /** Adds payments of the last so many days. */
  async seed(count: number, days: number): Promise<SeedReport> {
    const begunMs = performance.now();
    const secondsSince = (): number => (performance.now() - begunMs) / 1000;
    const clients = await Promise.all([openPouring(this.#place.admin), openPouring(this.#place.admin)]);
    for (const setting of FEW_CHECKPOINTS) await clients[0]?.query(`ALTER SYSTEM SET ${setting}`);
    await clients[0]?.query('SELECT pg_reload_conf()');
    const indexes = await RebuiltIndexes.drop(
      clients[0] as pg.Client,
      this.#tables.map(({ name }) => name),
    );
    try {
      // Rows of the past come in beneath what is folded for reports. It is folded anew once they are there and their indexes as well.
      await clients[0]?.query(
        `INSERT INTO report_cuts (tenant_id, source, cut, folding)
         SELECT $1, source, 'infinity', ${FOLDING} FROM (VALUES ('movements'), ('tries')) AS s (source)
         ON CONFLICT (tenant_id, source) DO UPDATE SET cut = 'infinity'`,
        [this.#tenantId],
      );
      const lines = new LineIds();
      const customers = Math.ceil(count / PAYMENTS_PER_CUSTOMER);
      const rows = await this.#pour({ count, customers, days }, lines).catch(async (error: unknown) => {
        await indexes.build(clients);
        throw error;
      });
      const pouredSeconds = secondsSince();
      const sealed = sealLines(this.#database, this.#place.keysDir, this.#tenantId, lines);
      await indexes.build(clients);
      await sealed;
      await this.#settle(clients);
      await clients[0]?.query('DELETE FROM report_cuts WHERE tenant_id = $1', [this.#tenantId]);
      const readySeconds = secondsSince();
      return {
        ...{ payments: count, customers, rows },
        ...{ poured_s: Math.round(pouredSeconds * 10) / 10, poured_per_s: Math.round(count / pouredSeconds) },
        ...{ ready_s: Math.round(readySeconds * 10) / 10, ready_per_s: Math.round(count / readySeconds) },
      };
    } finally {
      for (const setting of FEW_CHECKPOINTS) await clients[0]?.query(`ALTER SYSTEM RESET ${setting.split(' ')[0]}`);
      await clients[0]?.query('SELECT pg_reload_conf()');
      await Promise.all(clients.map((client) => client.end()));
    }
  }

  async #pour({ count, customers, days }: Record<'count' | 'customers' | 'days', number>, lines: LineIds): Promise<number> {
    const pouring = await Pouring.open(this.#place.admin, this.#tables);
    await this.#pourCustomers(pouring, customers, days, lines);
    await this.#pourPayments(pouring, count, days, lines);
    return pouring.end();
  }

  async #pourCustomers(pouring: Pouring, count: number, days: number, lines: LineIds): Promise<void> {
    const nowMs = Date.now();
    const made = await makeCustomers(
      pouring,
      this.#customer,
      {
        ...{ count, first: this.#payers.length, tenantId: this.#tenantId, database: this.#database, keysDir: this.#place.keysDir },
        ...{ nowMs, fromMs: nowMs - (days + CUSTOMER_DAYS) * DAY_MS, untilMs: nowMs - (days + 1) * DAY_MS },
      },
      (values) => {
        for (const name of this.#customerLines) lines.add(values[name] ?? '');
      },
    );
    for (const payer of made) this.#payers.push(payer);
  }

  async #pourPayments(pouring: Pouring, count: number, days: number, lines: LineIds): Promise<void> {
    const nowMs = Date.now();
    const fromMs = nowMs - days * DAY_MS;
    const stepMs = (nowMs - UNTIL_MS - fromMs) / count;
    const kinds = this.#payments.flatMap((payment) => Array.from({ length: Math.max(1, Math.round(payment.weight)) }, () => payment));
    for (let n = 0; n < count; n += 1) {
      const { template, names, lines: lineNames } = kinds[Math.floor(Math.random() * kinds.length)] as PaymentOriginal;
      const shift = template.shiftTo(fromMs + stepMs * n);
      const values = template.values(this.#units, shift);
      this.#units += 1;
      // Some come often.
      const payer = this.#payers[Math.floor(Math.random() ** 2 * this.#payers.length)];
      const given = [payer?.customer, payer?.method, payer?.last4, payer?.fingerprint, String(this.#units).padStart(ORDER.length, '0')];
      for (const [at, name] of names.entries()) if (name !== null) values[name] = given[at] ?? '';
      template.write(pouring.into, values, shift, nowMs);
      for (const name of lineNames) lines.add(values[name] ?? '');
      if (n % PACE === 0) await pouring.keepPace();
    }
  }

  /** What a place that has run for a while has done: balances noted, tables vacuumed, what is where known to the planner. */
  async #settle(clients: readonly pg.Client[]): Promise<void> {
    await withTransaction(this.#database, async (tx) => {
      await tx.query('forget checkpoints', 'DELETE FROM ledger_checkpoints WHERE tenant_id = $1', [this.#tenantId]);
      await takeCheckpoints(tx, this.#tenantId);
    });
    const left = [...this.#tables.map(({ name }) => name), SEALED_TABLE];
    const work = async (client: pg.Client): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(`VACUUM (ANALYZE) "${next}"`);
    };
    await Promise.all(clients.map(work));
    await clients[0]?.query('CHECKPOINT');
  }
}

function paymentOriginal({ span, customer, varied, weight }: OriginalPayment, rows: OriginalRow[], fingerprint: string): PaymentOriginal {
  const given = [bodyOf(customer.id), bodyOf(customer.method), customer.last4, fingerprint, ORDER];
  const template = new UnitTemplate(rows, span, [...varied, ...given.map((text) => ({ text }))]);
  return {
    ...{ template, weight },
    names: given.map((text) => (template.hasName(text) ? template.nameOf(text) : null)),
    lines: lineIdsOf(rows).map((id) => template.nameOf(id)),
  };
}
