import type pg from 'pg';

// Rows as payments leave them, with times of the test's choosing; written as the owner of the tables, since the server cannot say when.

export interface Dims {
  readonly method: 'card' | 'sepa_debit' | 'cash';
  readonly channel: 'phone' | 'in_person' | 'api';
  readonly staff: 'anna' | 'odile';
  /** To the place's field `table`, whose choices are `hall` and `terrace`; empty for none. */
  readonly answer: string;
}

export interface Sold extends Dims {
  readonly currency: string;
  readonly amount: number;
  /** What it settles for in euro, where it was converted. */
  readonly settled: number | null;
  readonly fee: number;
  /** `cus_1` unless it says otherwise; what staff recorded is nobody's. */
  readonly customer?: (typeof CUSTOMERS)[number];
  /** The sale that it pays a part of. */
  readonly sale?: string;
}

export const CUSTOMERS = ['cus_1', 'cus_2', 'cus_3'] as const;

/** What a report should count: one of these per movement. */
export interface Fact extends Dims {
  readonly at: Date;
  readonly kind: 'sale' | 'refund' | 'dispute';
  readonly count: number;
  readonly currency: string;
  readonly settledCurrency: string;
  readonly amount: number;
  readonly settled: number;
  readonly fee: number;
  /** Why it was given back. */
  readonly reason: string;
  readonly customer: string | null;
}

export interface Try extends Dims {
  readonly at: Date;
  readonly currency: string;
  readonly outcome: string;
}

type Leg = readonly [debit: string, credit: string, currency: string, amount: number];

/** A place of its own for each history. */
export class History {
  readonly facts: Fact[] = [];
  readonly tries: Try[] = [];
  readonly #owner: pg.Pool;
  readonly tenantId: number;
  #made = 0;

  constructor(owner: pg.Pool, tenantId: number) {
    this.#owner = owner;
    this.tenantId = tenantId;
  }

  async open(timeZone: string): Promise<void> {
    await this.#owner.query(
      `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
       VALUES ($1, $2, false, 'Place', 'FR', 'eur', $3, now())`,
      [this.tenantId, `acct_${this.tenantId}`, timeZone],
    );
    await this.#insert('own_fields', {
      ...{ id: 'field_1', key: 'table', label: 'Table', kind: 'choice', choices: ['hall', 'terrace'], channels: [], required: false },
      ...{ printable: false, position: 0, deleted: false, created: new Date() },
    });
    for (const id of CUSTOMERS) await this.#insert('customers', { id, version: 1, created: new Date() });
    const accounts = [
      'sales',
      'refunds',
      'disputes',
      'provider_receivable',
      'processing_fees',
      'dispute_fees',
      'conversion_position',
      'cash_on_hand',
    ];
    for (const account of accounts) {
      for (const currency of ['eur', 'usd']) await this.#insert('ledger_accounts', { account, currency, normal_side: 'debit' });
    }
    await this.#insert('payment_methods', {
      ...{ id: 'pm_1', version: 1, brand: 'visa', last4: '4242', bin: '424242', exp_month: 1, exp_year: 2030, fingerprint: 'f' },
      ...{ billing_details: '{}', created: new Date() },
    });
  }

  /** The place moves to another zone. */
  move(timeZone: string): Promise<unknown> {
    return this.#owner.query('UPDATE tenants SET time_zone = $2 WHERE tenant_id = $1', [this.tenantId, timeZone]);
  }

  /** A charge that an issuer has answered, or a debit that nobody has answered yet; what staff recorded has no charge. */
  async ask(sold: Sold, at: Date, outcome: string | null): Promise<string> {
    const id = this.#id();
    const by = sold.channel === 'api' ? 'key_1' : sold.staff;
    const common = { amount: sold.amount, currency: sold.currency, created_by: by, created: at };
    if (sold.method === 'cash') {
      await this.#insert('payment_records', { id: `pr_${id}`, method: 'cash', channel: sold.channel, day: '2026-01-01', ...common });
      await this.#report(
        `pr_${id}`,
        { ...common, amount: 0, kind: 'attempt', sequence: 1, channel: sold.channel },
        { metadata: metadataOf(sold) },
      );
      return `pr_${id}`;
    }
    await this.#insert('payment_intents', {
      ...{ id: `pi_${id}`, version: 1, status: 'processing', capture_method: 'automatic', confirmation_method: 'automatic' },
      ...{ payment_method_types: '[]', client_secret: 's', channel: sold.channel, view_status: 'processing', ...common },
      metadata: JSON.stringify(metadataOf(sold)),
    });
    await this.#insert('charges', {
      ...{ id: `ch_${id}`, version: 1, payment_intent_id: `pi_${id}`, authorisation: `att_${id}`, connector: 'sandbox', ...common },
      ...{ captured: false, payment_method_id: 'pm_1', fingerprint: 'f', last4: '4242', billing_details: '{}', outcome: '{}' },
      customer_id: sold.customer ?? 'cus_1',
      ...(sold.method === 'card' ? { card: '{"type":"card"}' } : { details: JSON.stringify({ type: sold.method }) }),
      ...{ status: outcome === null ? 'pending' : outcome === '' ? 'succeeded' : 'failed', failure_code: outcome || null },
    });
    if (outcome !== null) this.tries.push({ at, currency: sold.currency, outcome, ...dimsOf(sold) });
    return `ch_${id}`;
  }

  /** The bank has answered what was asked at `asked`. */
  async answer(charge: string, sold: Sold, asked: Date, outcome: string): Promise<void> {
    await this.#owner.query('UPDATE charges SET status = $3, failure_code = $4 WHERE tenant_id = $1 AND id = $2', [
      ...[this.tenantId, charge, outcome === '' ? 'succeeded' : 'failed', outcome || null],
    ]);
    this.tries.push({ at: asked, currency: sold.currency, outcome, ...dimsOf(sold) });
  }

  /** Money is taken. `at` is when the server says it was, `written` when the database wrote it. */
  async take(source: string, sold: Sold, at: Date, written: Date): Promise<void> {
    const { amount, currency, settled, fee } = sold;
    if (sold.method === 'cash') await this.#post('cash.received', source, at, written, [['cash_on_hand', 'sales', currency, amount]]);
    else if (settled === null) {
      const legs: Leg[] = [
        ['provider_receivable', 'sales', currency, amount],
        ['processing_fees', 'provider_receivable', currency, fee],
      ];
      await this.#post('charge.captured', source, at, written, legs);
    } else {
      const legs: Leg[] = [
        ['conversion_position', 'sales', currency, amount],
        ['provider_receivable', 'conversion_position', 'eur', settled],
        ['processing_fees', 'provider_receivable', 'eur', fee],
      ];
      await this.#post('charge.converted', source, at, written, legs);
    }
    this.#note('sale', sold, at, 1, sold.method === 'cash' ? 0 : fee);
  }

  /** All of it is given back or disputed; `sign` -1 takes that back again. */
  async takeBack(kind: 'refund' | 'dispute', source: string, sold: Sold, at: Date, written: Date, sign: 1 | -1): Promise<void> {
    const account = kind === 'refund' ? 'refunds' : 'disputes';
    const { amount, currency, settled } = sold;
    const fee = kind === 'dispute' && sign === 1 ? 1500 : 0;
    const event = {
      refund: { 1: 'refund.created', [-1]: 'refund.failed' },
      dispute: { 1: 'dispute.withdrawn', [-1]: 'dispute.reinstated' },
    }[kind][sign];
    const legs: Leg[] =
      sold.method === 'cash'
        ? [['refunds', 'cash_on_hand', currency, amount]]
        : settled === null
          ? [[account, 'provider_receivable', currency, amount]]
          : [
              [account, 'conversion_position', currency, amount],
              ['conversion_position', 'provider_receivable', 'eur', settled],
            ];
    const turned = sign === 1 ? legs : legs.map(([debit, credit, ...rest]): Leg => [credit, debit, ...rest]);
    const fees: Leg[] = [['dispute_fees', 'provider_receivable', settled === null ? currency : 'eur', fee]];
    const about = sold.method === 'cash' ? source : await this.#about(kind, source, sold, at);
    if (sold.method === 'cash') {
      this.#made += 1;
      const by = { created_by: 'anna', channel: sold.channel, created: at, amount, currency };
      await this.#report(source, { ...by, kind: 'refunded', sequence: 1 + this.#made, reason: reasonOf(sold) || null }, {});
    }
    await this.#post(sold.method === 'cash' ? 'cash.returned' : (event as string), about, at, written, [...turned, ...fees]);
    this.#note(kind, sold, at, sign, fee);
  }

  #note(kind: Fact['kind'], sold: Sold, at: Date, sign: 1 | -1, fee: number): void {
    const { amount, currency } = sold;
    const settled = sold.method === 'cash' ? amount : (sold.settled ?? amount);
    const settledCurrency = sold.method === 'cash' || sold.settled === null ? currency : 'eur';
    this.facts.push({
      at,
      kind,
      count: sign,
      currency,
      settledCurrency,
      amount: sign * amount,
      settled: sign * settled,
      fee,
      reason: kind === 'refund' ? reasonOf(sold) : '',
      customer: sold.method === 'cash' ? null : (sold.customer ?? 'cus_1'),
      ...dimsOf(sold),
    });
  }

  /** The refund or the dispute that stands between. */
  async #about(kind: 'refund' | 'dispute', charge: string, sold: Sold, created: Date): Promise<string> {
    const id = this.#id();
    const { amount, currency } = sold;
    const common = { version: 1, charge_id: charge, payment_intent_id: charge.replace('ch_', 'pi_'), amount, currency, created };
    if (kind === 'refund')
      await this.#insert('refunds', { id: `re_${id}`, status: 'succeeded', created_by: 'anna', reason: reasonOf(sold) || null, ...common });
    else {
      await this.#insert('disputes', {
        ...{ id: `dp_${id}`, connector: 'sandbox', provider_reference: id, reason: 'fraudulent', status: 'needs_response', ...common },
      });
    }
    return `${kind === 'refund' ? 're' : 'dp'}_${id}`;
  }

  /** Something that was sold together, of these lines at a tax of 20 % that is in them, and a tip. */
  async sell(totals: readonly number[], tip: number, created: Date): Promise<string> {
    const id = `sale_${this.#id()}`;
    const sum = totals.reduce((one, other) => one + other, 0);
    const tax = Math.round(sum / 6);
    const lines = totals.map((total, at) => ({
      ...{ name: `Thing ${at}`, product: at === 0 ? 'prod_1' : null, quantity: at + 1, unit_amount: 0, listed: total, discount: 0 },
      ...{ tax: 0, total },
    }));
    const taxes = [{ id: 'txr_1', name: 'VAT', rate: 200_000, inclusive: true, base: sum - tax, amount: tax }];
    await this.#insert('sales', {
      ...{ id, currency: 'eur', amount: sum + tip, channel: 'in_person', created, created_by: 'anna' },
      content: JSON.stringify({ lines, taxes, tip, listed: sum, discount: 0 }),
    });
    return id;
  }

  #report(record: string, facts: Readonly<Record<string, unknown>>, data: object): Promise<void> {
    return this.#insert('payment_record_reports', {
      ...{ payment_record_id: record, attempt_id: 'par_1', method: 'cash', amount_moved: facts.amount, day: '2026-01-01' },
      ...{ at: facts.created, data: JSON.stringify(data), ...facts },
    });
  }

  async #post(event: string, source: string, created: Date, written: Date, legs: readonly Leg[]): Promise<void> {
    const id = `txn_${this.#id()}`;
    await this.#insert('ledger_transactions', { id, event, source, created, available_on: created });
    for (const [at, [debit, credit, currency, amount]] of legs.filter((leg) => leg[3] > 0).entries()) {
      await this.#insert('postings', {
        ...{ transaction_id: id, line: at + 1, debit_account: debit, credit_account: credit, currency, amount, written },
      });
    }
  }

  #id(): string {
    this.#made += 1;
    return `${this.tenantId}x${String(this.#made).padStart(6, '0')}`;
  }

  async #insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const all = { tenant_id: this.tenantId, ...row };
    const names = Object.keys(all);
    await this.#owner.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(all),
    );
  }
}

function dimsOf({ method, channel, staff, answer }: Dims): Dims {
  return { method, channel, staff, answer };
}

const metadataOf = ({ answer, sale }: Sold): Record<string, string> => ({
  ...(answer === '' ? {} : { table: answer }),
  ...(sale === undefined ? {} : { guichet_sale: sale }),
  order: 'any',
});

const reasonOf = ({ amount }: Sold): string => (amount % 2 === 0 ? 'duplicate' : '');
