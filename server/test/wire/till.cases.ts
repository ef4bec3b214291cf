import type { ErrorBody } from '@guichet/contract/errors.ts';
import type { PaymentRecordView, RecordTotals, TillClosing, TillState } from '@guichet/contract/recordViews.ts';
import type { ListOf } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { checkArchive } from '../../src/fiscal/checkArchive.ts';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { signIn } from '../harness/signIn.ts';
import { stripe, whole } from './place.ts';

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

const ask = (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${whole.base}/guichet/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${whole.key}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });

async function call<T>(...asked: Parameters<typeof ask>): Promise<Answer<T>> {
  const response = await ask(...asked);
  return { status: response.status, body: (await response.json()) as T };
}

const cash = (more: object = {}, headers?: Record<string, string>) =>
  call<PaymentRecordView>('POST', 'payment_records', { amount: 1250, currency: 'eur', method: 'cash', ...more }, headers);
const reverse = (id: string, body: object) => call<PaymentRecordView>('POST', `payment_records/${id}/reverse`, body);
const refusal = ({ status, body }: Answer<unknown>) => {
  const { code, param } = (body as ErrorBody).error;
  return [status, code, param];
};

const state = async (): Promise<TillState> => (await call<TillState>('GET', 'fiscal/state')).body;
const perpetual = async (method: string, currency: string) =>
  (await state()).perpetual.find((total) => total.method === method && total.currency === currency) ?? {
    received: '0',
    returned: '0',
    lines: 0,
  };

describe('what staff take themselves', () => {
  it('is recorded with what was handed over, and the change', async () => {
    const { status, body } = await cash({ tendered: 2000, reference: 'Till 2', description: 'Bread' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^pr_/),
      amount: 1250,
      received: 1250,
      tendered: 2000,
      change: 750,
      status: 'succeeded',
      method: 'cash',
      reference: 'Till 2',
      description: 'Bread',
      cheque: null,
      customer: null,
      channel: 'api',
      reversals: [],
    });
    expect((await call('GET', `payment_records/${body.id}`)).body).toEqual(body);
    // The same record, as programs see it.
    expect(await stripe.paymentRecords.retrieve(body.id)).toMatchObject({
      amount_guaranteed: { value: 1250 },
      payment_method_details: { custom: { type: 'cash', display_name: 'Cash' } },
    });
  });

  it('may be a cheque or a transfer, for a customer', async () => {
    const customer = await stripe.customers.create({ name: 'Ada' });
    const cheque = await cash({
      method: 'cheque',
      reference: '0042',
      cheque: { bank: 'Crédit du Nord', drawer: 'A. Lovelace' },
      customer: customer.id,
    });
    expect(cheque.body).toMatchObject({
      cheque: { bank: 'Crédit du Nord', drawer: 'A. Lovelace' },
      reference: '0042',
      customer: { id: customer.id, name: 'Ada' },
      tendered: null,
    });
    expect((await cash({ method: 'bank_transfer', reference: 'FR76…' })).body).toMatchObject({ method: 'bank_transfer', received: 1250 });
  });

  it('is rounded to what coins make up, and given back so', async () => {
    const before = await perpetual('cash', 'chf');
    const { body } = await cash({ amount: 1003, currency: 'chf', tendered: 1005 });
    expect(body).toMatchObject({ amount: 1003, received: 1005, change: 0 });
    const part = await reverse(body.id, { amount: 502, reason: 'goods_returned' });
    expect(part.body).toMatchObject({ status: 'partially_refunded', amount_refunded: 502, reversals: [{ amount: 502, returned: 500 }] });
    // The last part gives back exactly what is left of what was taken.
    const rest = await reverse(body.id, { reason: 'other', note: 'Sent back' });
    expect(rest.body).toMatchObject({
      status: 'refunded',
      amount_refunded: 1003,
      reversals: [{}, { amount: 501, returned: 505, reason: 'other', note: 'Sent back' }],
    });
    const after = await perpetual('cash', 'chf');
    expect([BigInt(after.received) - BigInt(before.received), BigInt(after.returned) - BigInt(before.returned)]).toEqual([1005n, 1005n]);
  });

  it('shows the answers that were given with it', async () => {
    const { body } = await cash({ metadata: { order_number: 'A-17', campaign: 'spring' } });
    expect(body.metadata).toEqual({ order_number: 'A-17', campaign: 'spring' });
    expect((await call<PaymentRecordView>('GET', `payment_records/${body.id}`)).body.metadata).toEqual(body.metadata);
    await stripe.paymentRecords.reportPaymentAttemptInformational(body.id, { metadata: { campaign: '' } });
    expect((await call<PaymentRecordView>('GET', `payment_records/${body.id}`)).body.metadata).toEqual({ order_number: 'A-17' });
  });

  it('is found by its reference, what it was for, its customer, and answers to fields of the place’s own', async () => {
    const customer = await stripe.customers.create({ name: 'Ulysse Kvasnička', email: 'ulysse@kvas.example' });
    const { body } = await cash({
      ...{ method: 'cheque', reference: 'Chèque QZ-4471', description: 'Dépôt  pour l’été', customer: customer.id },
      metadata: { docket: 'X-99', garment: 'Coat, long', unknown_to_all: 'Y-98' },
    });
    await cash({ reference: 'Another' });
    const found = async (query: string, more = '') =>
      (await call<ListOf<PaymentRecordView>>('GET', `payment_records?query=${encodeURIComponent(query)}${more}`)).body.data.map(
        ({ id }) => id,
      );
    for (const query of ['qz-447', 'CHEQUE qz', 'depot pour', 'DÉPÔT POUR L', 'ulysse', 'kvasnicka', 'kvas.ex', body.id])
      expect(await found(query), query).toEqual([body.id]);
    expect(await found('X-99')).toEqual([]);
    const fields = [
      { key: 'docket', label: 'Docket', kind: 'text' },
      { key: 'garment', label: 'Garment', kind: 'choice', choices: ['Coat, long', 'Hat'] },
    ];
    const made = await Promise.all(fields.map((field) => askAsOwner<{ id: string }>(whole, '/guichet/v1/own_fields', field)));
    for (const query of ['X-99', 'coat']) expect(await found(query), query).toEqual([body.id]);
    for (const query of ['x-9', 'Y-98', '%', 'QZ_4471', 'hat']) expect(await found(query), query).toEqual([]);
    expect([await found('X-99', '&method=cheque'), await found('X-99', '&method=cash')]).toEqual([[body.id], []]);
    expect(await found('X-99', '&day=2020-01-01')).toEqual([]);
    expect((await askAsOwner<ListOf<PaymentRecordView>>(whole, '/guichet/v1/payment_records?query=X-99')).body.data).toHaveLength(1);
    const headers = await signIn(whole);
    for (const { body: field } of made) await fetch(`${whole.base}/guichet/v1/own_fields/${field.id}`, { method: 'DELETE', headers });
  });

  it('is listed with what else a customer paid', async () => {
    const [ada, bea] = [await stripe.customers.create({ name: 'Ada' }), await stripe.customers.create({ name: 'Bea' })];
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await cash({ customer: ada.id })).body.id);
    await cash();
    const of = async (customer: string, more = '') =>
      (await call<ListOf<PaymentRecordView>>('GET', `payment_records?customer=${customer}${more}`)).body;
    const listed = async (customer: string) => (await of(customer)).data.map(({ id }) => id);
    expect([await listed(ada.id), await listed(bea.id), await listed('cus_none')]).toEqual([ids, [], []]);
    expect(await of(ada.id, `&limit=1&starting_after=${ids[0]}`)).toMatchObject({ data: [{ id: ids[1] }], has_more: true });
    const asOwner = await askAsOwner<ListOf<PaymentRecordView>>(whole, `/guichet/v1/payment_records?customer=${ada.id}`);
    expect(asOwner.body.data.map(({ id }) => id)).toEqual(ids);
    // What is told last says whose it is.
    await stripe.paymentRecords.reportPaymentAttemptInformational(ids[1] ?? '', { customer_details: { customer: bea.id } });
    expect([await listed(ada.id), await listed(bea.id)]).toEqual([[ids[0], ids[2]], [ids[1]]]);
  });

  it('is refused where it makes no sense', async () => {
    expect(refusal(await cash({ tendered: 1200 }))).toEqual([400, 'amount_too_small', 'tendered']);
    expect(refusal(await cash({ method: 'cheque', tendered: 1300 }))).toEqual([400, 'parameters_exclusive', 'tendered']);
    expect(refusal(await cash({ cheque: { bank: 'x' } }))).toEqual([400, 'parameters_exclusive', 'cheque']);
    expect(refusal(await cash({ amount: 1, currency: 'chf' }))).toEqual([400, 'amount_too_small', 'amount']);
    expect(refusal(await cash({ currency: 'xxx' }))).toEqual([400, 'parameter_invalid', 'currency']);
    expect(refusal(await cash({ customer: 'cus_none' }))).toEqual([404, 'resource_missing', 'customer']);
    expect(refusal(await reverse('pr_none', { reason: 'other' }))).toEqual([404, 'resource_missing', 'id']);
    expect(refusal(await reverse((await cash()).body.id, { reason: 'regret' }))).toEqual([400, 'parameter_invalid', 'reason']);
  });

  it('is taken once with one Idempotency-Key, whatever becomes of the answer', async () => {
    const before = await perpetual('cash', 'eur');
    const key = { 'idempotency-key': `cash-${Date.now()}` };
    const answers = await Promise.all([cash({}, key), cash({}, key), cash({}, key)]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await perpetual('cash', 'eur')).lines).toBe(before.lines + 1);
  });

  it('is listed and summed up by day, method and person', async () => {
    const { body: made } = await cash({ method: 'cheque' });
    const list = async (query: string) =>
      (await call<ListOf<PaymentRecordView>>('GET', `payment_records?${query}`)).body.data.map(({ id }) => id);
    expect(await list(`day=${made.day}&method=cheque&limit=1`)).toEqual([made.id]);
    expect(await list('method=cash&limit=1')).not.toEqual([made.id]);
    expect(await list('day=2001-01-01')).toEqual([]);
    expect(await list(`staff=${made.staff?.id}&limit=1`)).toEqual([made.id]);
    expect(await list('staff=nobody')).toEqual([]);
    const total = async () =>
      (await call<RecordTotals>('GET', `payment_record_totals?day=${made.day}`)).body.totals.find(({ method }) => method === 'cheque');
    const before = await total();
    await reverse(made.id, { reason: 'cheque_unpaid' });
    expect(await total()).toEqual({ ...before, returned: (before?.returned ?? 0) + 1250, count: (before?.count ?? 0) + 1 });
  });
});

describe('the till', () => {
  it('keeps cash and cheques, and nothing that runs through a bank', async () => {
    const before = await state();
    await cash({ method: 'bank_transfer' });
    await stripe.paymentIntents.create({ amount: 2000, currency: 'eur', payment_method: 'pm_card_visa', confirm: true });
    expect((await state()).lines).toBe(before.lines);
    await cash();
    expect((await state()).lines).toBe(before.lines + 1);
  });

  it('is closed once a day by hand, and its archive proves itself', async () => {
    await cash();
    const open = await state();
    const closed = await call<TillClosing>('POST', 'fiscal/closings');
    expect(closed).toMatchObject({
      status: 200,
      body: { period: 'day', name: open.open_day, totals: open.totals, perpetual: open.perpetual },
    });
    expect(refusal(await call('POST', 'fiscal/closings'))).toEqual([400, 'fiscal_nothing_to_close', undefined]);
    const listed = await call<ListOf<TillClosing>>('GET', 'fiscal/closings?limit=1&period=day');
    expect(listed.body.data).toEqual([closed.body]);
    await cash();
    expect((await state()).open_day).not.toBe(open.open_day);
    expect(refusal(await call('POST', 'fiscal/closings'))).toEqual([400, 'fiscal_nothing_to_close', undefined]);

    const response = await ask('GET', 'fiscal/archive');
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="till-acct_.*\.zip"$/);
    const { lines, key } = await state();
    expect(checkArchive(Buffer.from(await response.arrayBuffer()), key)).toMatchObject({ lines, findings: [] });
    expect(refusal(await call('GET', 'fiscal/archive?year=1999'))).toEqual([404, 'resource_missing', 'year']);
    expect(refusal(await call('GET', 'fiscal/archive?year=x'))).toEqual([400, 'parameter_invalid', 'year']);
  });
});
