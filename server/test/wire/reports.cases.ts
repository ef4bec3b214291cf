import type { BreakdownName, BreakdownReport, DisputeLine, ProductLine, RefundLine, TaxLine } from '@guichet/contract/breakdownViews.ts';
import type { ErrorBody } from '@guichet/contract/errors.ts';
import type { DrawerClosing, DrawersOfDay, HoldsReport, HomeView, SalesReport } from '@guichet/contract/reportViews.ts';
import { EXPORTS } from '@guichet/contract/reportViews.ts';
import type { SaleView } from '@guichet/contract/saleViews.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { placeToday } from '../harness/placeZone.ts';
import { signIn } from '../harness/signIn.ts';
import { pay, stripe, whole } from './place.ts';

const ask = (method: 'GET' | 'POST', path: string, body?: object): Promise<Response> =>
  fetch(`${whole.base}/guichet/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${whole.key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });

async function call<T>(...asked: Parameters<typeof ask>): Promise<T> {
  const response = await ask(...asked);
  const body = (await response.json()) as T;
  expect([response.status, JSON.stringify(response.status === 200 ? '' : body)]).toEqual([200, '""']);
  return body;
}

async function refusal(...asked: Parameters<typeof ask>): Promise<unknown[]> {
  const response = await ask(...asked);
  const { code, param } = ((await response.json()) as ErrorBody).error;
  return [response.status, code, param];
}

const period = (): string => `from=${placeToday()}&to=${placeToday()}`;
const report = (by: string) => call<SalesReport>('GET', `reports/sales?${period()}&by=${by}`);
const eur = (of: { total: SalesReport['total'] }) => of.total.settled.find(({ currency }) => currency === 'eur');

describe('reports', () => {
  let before: SalesReport;

  beforeAll(async () => {
    before = await report('channel');
  });

  it('count what was sold and given back, to the second', async () => {
    const intent = await pay({ amount: 4200 });
    await stripe.refunds.create({ payment_intent: intent.id, amount: 200 });
    await pay({ amount: 999, payment_method: 'pm_card_visa_chargeDeclined' }).catch(() => {});
    const now = await report('channel');
    const [then, later] = [eur(before), eur(now)];
    expect([(later?.sales ?? 0) - (then?.sales ?? 0), (later?.refunds ?? 0) - (then?.refunds ?? 0)]).toEqual([4200, 200]);
    expect(now.total.tries.approved - before.total.tries.approved).toBe(1);
    expect(now.rows.map(({ key }) => key)).toContain('api');
  });

  it('agree with each other, by whatever they are told apart', async () => {
    const { total } = await report('day');
    for (const by of ['month', 'channel', 'method', 'currency', 'staff']) {
      const each = await report(by);
      expect({ by, total: each.total }).toEqual({ by, total });
      expect(each.rows.reduce((sum, { tries }) => sum + tries.asked, 0)).toBe(total.tries.asked);
      if (by !== 'currency') expect(each.rows.reduce((sum, row) => sum + (eur({ total: row })?.net ?? 0), 0)).toBe(eur({ total })?.net);
    }
    const home = await call<HomeView>('GET', 'home');
    expect(home).toMatchObject({ day: placeToday(), empty: false, today: total });
    expect(home.days).toHaveLength(31);
  });

  it('refuse what is no period', async () => {
    expect(await refusal('GET', 'reports/sales?from=2026-02-02&to=2026-02-01&by=day')).toEqual([400, 'parameter_invalid', 'to']);
    expect(await refusal('GET', 'reports/sales?from=2001-02-02&to=2026-02-01&by=day')).toEqual([400, 'parameter_invalid', 'from']);
    expect(await refusal('GET', 'reports/sales?from=2026-02-30&to=2026-03-01&by=day')).toEqual([400, 'parameter_invalid', 'from']);
  });

  it('list the holds', async () => {
    const held = await pay({ amount: 5100, capture_method: 'manual' });
    const { data } = await call<HoldsReport>('GET', 'reports/holds');
    const hold = data.find(({ payment }) => payment === held.id);
    expect(hold).toMatchObject({ amount: 5100, currency: 'eur', staff: null });
    expect(hold?.expires_at).toBeGreaterThan(Date.now() / 1000);
    await stripe.paymentIntents.cancel(held.id);
    expect((await call<HoldsReport>('GET', 'reports/holds')).data.map(({ payment }) => payment)).not.toContain(held.id);
  });
});

describe('breakdowns', () => {
  const breakdown = async <L>(of: BreakdownName): Promise<readonly L[]> =>
    (await call<BreakdownReport>('GET', `reports/breakdown?${period()}&of=${of}`)).breakdown.rows as unknown as readonly L[];

  it('tell what was paid for each product, and the taxes in it', async () => {
    const tax = await stripe.taxRates.create({ display_name: 'TVA', inclusive: true, percentage: 5.5 });
    const item = { name: 'Infusion', currency: 'eur', unit_amount: 422, tax_rate: tax.id };
    const product = (await askAsOwner<{ id: string }>(whole, '/guichet/v1/items', item)).body.id;
    const lines = [
      { product, quantity: 2 },
      { name: 'A word = no formula', unit_amount: 1000, quantity: 1 },
    ];
    const made = await askAsOwner<SaleView>(whole, '/guichet/v1/sales', { currency: 'eur', lines, tip_amount: 56 });
    const metadata = { guichet_sale: made.body.id };
    const half = await pay({ amount: 950, metadata });
    const find = async () => (await breakdown<ProductLine>('products')).find(({ key }) => key === product);
    // 8,44 of 19,00 were half paid.
    expect(await find()).toMatchObject({ what: 'product', name: 'Infusion', quantity: 1, sold: 422, refunded: 0, net: 422 });
    await call('POST', 'payment_records', { amount: 950, currency: 'eur', method: 'cash', metadata });
    expect(await find()).toMatchObject({ quantity: 2, sold: 844, net: 844 });
    const rates = async () => (await breakdown<TaxLine>('taxes')).find(({ tax_rate: id }) => id === tax.id);
    expect(await rates()).toEqual({ tax_rate: tax.id, name: 'TVA', rate: 55_000, inclusive: true, currency: 'eur', base: 800, tax: 44 });
    await stripe.refunds.create({ payment_intent: half.id });
    expect(await find()).toMatchObject({ quantity: 1, sold: 844, refunded: 422, net: 422 });
    expect(await rates()).toMatchObject({ base: 400, tax: 22 });

    const all = await breakdown<ProductLine>('products');
    const [sold] = (await report('day')).total.sold;
    const inEuro = all.filter(({ currency }) => currency === 'eur');
    expect(inEuro.reduce((sum, line) => sum + line.sold, 0)).toBe(sold?.sales.amount);
    expect(inEuro.reduce((sum, line) => sum + line.refunded, 0)).toBe(sold?.refunds.amount);
  });

  it('tell refunds by their reason, disputes by reason and how they ended, and fees', async () => {
    const of = (lines: readonly RefundLine[]) =>
      lines.find(({ reason, currency }) => reason === 'duplicate' && currency === 'eur')?.amount ?? 0;
    const before = of(await breakdown<RefundLine>('refunds'));
    await stripe.refunds.create({ payment_intent: (await pay()).id, amount: 700, reason: 'duplicate' });
    expect(of(await breakdown<RefundLine>('refunds')) - before).toBe(700);

    const { total } = await report('method');
    const fees = await call<BreakdownReport>('GET', `reports/breakdown?${period()}&of=fees`);
    const own = (fees.breakdown.rows as readonly { currency: string; fees: number }[]).filter(({ currency }) => currency === 'eur');
    expect(own.reduce((sum, line) => sum + line.fees, 0)).toBe(eur({ total })?.fees);
    for (const { count, open, won, lost, closed } of await breakdown<DisputeLine>('disputes'))
      expect(open + won + lost + closed).toBe(count);
  });

  it('tell sales by the answer to a field that has choices', async () => {
    const field = { key: 'zone', label: 'Zone', kind: 'choice', choices: ['Hall', 'Terrace'] };
    const { id } = (await askAsOwner<{ id: string }>(whole, '/guichet/v1/own_fields', field)).body;
    try {
      const paid = await pay({ amount: 1230, metadata: { zone: 'Terrace' } });
      const found = await call<SalesReport>('GET', `reports/sales?${period()}&by=field&field=zone`);
      expect(found.field).toEqual({ key: 'zone', label: 'Zone' });
      const rows = Object.fromEntries(found.rows.map((row) => [row.key, eur({ total: row })?.sales]));
      expect([rows.Terrace, (rows[''] ?? 0) + 1230]).toEqual([1230, eur(found)?.sales]);
      const csv = await (await ask('GET', `reports/sales/export?${period()}&by=field&field=zone&format=csv&language=en`)).text();
      expect(csv).toMatch(/\r\nTerrace,,EUR,12\.30,/);
      // Whoever types a part of the choice finds the payment.
      const list = await call<{ data: { id: string }[] }>('GET', 'payments?query=terr');
      expect(list.data.map((one) => one.id)).toContain(paid.id);
      // Who follows a line of the report finds what was answered so, and not what merely contains it.
      await pay({ amount: 1240, metadata: { zone: 'Terrace 2' }, description: 'Terrace' });
      const exactly = await call<{ data: { id: string }[] }>('GET', 'payments?field=zone&answer=Terrace');
      expect(exactly.data.map((one) => one.id)).toEqual([paid.id]);
      expect(await refusal('GET', 'payments?field=zone')).toEqual([400, 'parameter_missing', 'answer']);
      expect(await refusal('GET', 'payments?answer=Terrace')).toEqual([400, 'parameter_missing', 'field']);
      expect(await refusal('GET', `reports/sales?${period()}&by=method&field=zone`)).toEqual([400, 'parameters_exclusive', 'field']);
      expect(await refusal('GET', `reports/sales?${period()}&by=field`)).toEqual([400, 'parameter_missing', 'field']);
      expect(await refusal('GET', `reports/sales?${period()}&by=field&field=other`)).toEqual([400, 'parameter_invalid', 'field']);
    } finally {
      await fetch(`${whole.base}/guichet/v1/own_fields/${id}`, { method: 'DELETE', headers: await signIn(whole) });
    }
  });

  it.each([
    ['products', /^Id,Product,Currency,Quantity,Sold,Refunded,Net\r\n/],
    ['taxes', /^Id,Tax rate,Rate in %,Included,Currency,Taxed amount,Tax\r\n/],
    ['fees', /^Paid by,Currency,Payments,Sales,Fees for payments,Fees for disputes,Fees\r\ncard,EUR,/],
    ['refunds', /^Reason,Currency,Number,Amount\r\n/],
    ['disputes', /^Reason,Currency,Number,Amount,Open,Won,Lost,Closed\r\n/],
  ])('of %s come as files', async (of, begins) => {
    const csv = await ask('GET', `reports/breakdown/export?${period()}&of=${of}&format=csv&language=en`);
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="breakdown-${of}-${placeToday()}.csv"`,
    ]);
    expect(await csv.text()).toMatch(begins);
  });

  it('are of what there is', async () => {
    expect(await refusal('GET', `reports/breakdown?${period()}&of=weather`)).toEqual([400, 'parameter_invalid', 'of']);
    expect(await refusal('GET', 'reports/breakdown?from=2026-02-02&to=2026-02-01&of=fees')).toEqual([400, 'parameter_invalid', 'to']);
  });
});

describe('the list of payments', () => {
  const ids = async (query: string) => (await call<{ data: { id: string }[] }>('GET', `payments?${query}`)).data.map(({ id }) => id);

  it('is narrowed by method and by currency', async () => {
    const [euro, dollar] = [await pay(), await pay({ currency: 'usd' })];
    expect(await ids('currency=usd&method=card')).toContain(dollar.id);
    expect(await ids('currency=usd')).not.toContain(euro.id);
    expect(await ids('method=card')).toContain(euro.id);
    expect(await ids('method=sepa_debit')).not.toContain(euro.id);
    expect(await refusal('GET', 'payments?method=barter')).toEqual([400, 'parameter_invalid', 'method']);
    expect((await refusal('GET', 'payments?currency=euros'))[0]).toBe(400);
  });
});

describe('exports', () => {
  it.each(EXPORTS)('%s come as CSV and as XLSX', async (what) => {
    const csv = await ask('GET', `exports/${what}?from=2026-01-01&to=${placeToday()}&format=csv&language=fr`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${what}-2026-01-01-to-${placeToday()}.csv"`);
    // The mark that says UTF-8 is taken off by `text()`.
    expect(await csv.text()).toMatch(/^Identifiant;Créé le;/);
    const xlsx = await ask('GET', `exports/${what}?${period()}&format=xlsx&language=it`);
    expect(Buffer.from(await xlsx.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
  });

  it('have every row once, across pages of their own', async () => {
    const { rows } = await report('customer');
    expect(rows.length).toBeGreaterThan(0);
    const text = await (await ask('GET', `exports/payments?${period()}&format=csv&language=en`)).text();
    const ids = text.split('\r\n').flatMap((line) => /^(pi_\w+)/.exec(line)?.slice(1) ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(10);
    const summed = await (await ask('GET', `reports/sales/export?${period()}&format=csv&language=en&by=method`)).text();
    expect(summed).toMatch(/^Paid by,Name,Currency,Sales,Refunds,Disputes,Fees,Net,Payments,Tries,Approved\r\n/);
    expect(summed).toMatch(/\r\ncard,,EUR,\d+\.\d\d,/);
  });

  it('are of what there is', async () => {
    expect(await refusal('GET', `exports/cards?${period()}&format=csv&language=en`)).toEqual([404, 'resource_missing', 'what']);
    expect(await refusal('GET', `exports/payments?${period()}&format=pdf&language=en`)).toEqual([400, 'parameter_invalid', 'format']);
  });
});

describe('a drawer', () => {
  const count = (more: object = {}) =>
    call<DrawerClosing>('POST', 'drawers', { day: placeToday(), currency: 'chf', float_amount: 10000, counted: 12000, ...more });

  it('is counted against what the records say, as often as one likes', async () => {
    const recorded = (await count()).recorded;
    await call('POST', 'payment_records', { amount: 2345, currency: 'chf', method: 'cash', tendered: 3000 });
    const first = await count({ counted: recorded + 12000, note: 'One coin was lost' });
    // Coins make up 23,45 CHF.
    expect(first).toMatchObject({ currency: 'chf', recorded: recorded + 2345, difference: -345, note: 'One coin was lost' });
    const second = await count({ counted: recorded + 12345 });
    expect(second.difference).toBe(0);
    const { drawers } = await call<DrawersOfDay>('GET', 'drawers');
    const drawer = drawers.find(({ currency, staff }) => currency === 'chf' && staff.id === first.staff.id);
    expect((drawer?.taken ?? 0) - (drawer?.returned ?? 0)).toBe(recorded + 2345);
    expect(drawer?.closings.slice(0, 2)).toMatchObject([{ id: second.id }, { id: first.id, note: 'One coin was lost' }]);
  });

  it('is somebody’s, of a day that has begun, in a currency that there is', async () => {
    expect(await refusal('POST', 'drawers', { day: '2099-01-01', currency: 'chf', float_amount: 0, counted: 0 })).toEqual([
      400,
      'parameter_invalid',
      'day',
    ]);
    const input = { day: placeToday(), currency: 'chf', float_amount: 0, counted: 0 };
    expect(await refusal('POST', 'drawers', { ...input, staff: 'nobody' })).toEqual([404, 'resource_missing', 'staff']);
    expect((await refusal('POST', 'drawers', { ...input, currency: 'xyz' }))[0]).toBe(400);
  });
});
