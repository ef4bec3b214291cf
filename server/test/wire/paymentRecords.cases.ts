import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refused, stripe, typesOf } from './place.ts';

type Report = Stripe.PaymentRecordReportPaymentParams;

const INITIATED = 1_793_000_000;

/** A payment of 20,00 € in cash, received. */
const report = (more: Partial<Report> = {}, options: Stripe.RequestOptions = {}) =>
  stripe.paymentRecords.reportPayment(
    {
      amount_requested: { value: 2000, currency: 'eur' },
      initiated_at: INITIATED,
      payment_method_details: { type: 'custom', custom: { type: 'cash' } },
      outcome: 'guaranteed',
      guaranteed: { guaranteed_at: INITIATED },
      ...more,
    },
    options,
  );

/** A transfer of 20,00 € that was announced, and has not arrived. */
const expected = (more: Partial<Report> = {}) =>
  stripe.paymentRecords.reportPayment({
    amount_requested: { value: 2000, currency: 'eur' },
    initiated_at: INITIATED,
    payment_method_details: { type: 'custom', custom: { type: 'bank_transfer' } },
    ...more,
  });

const refund = (id: string, more: Partial<Stripe.PaymentRecordReportRefundParams> = {}) =>
  stripe.paymentRecords.reportRefund(id, { outcome: 'refunded', processor_details: { type: 'custom' }, ...more });

const eur = (value: number) => ({ currency: 'eur', value });
const plain = <T extends object>(resource: Stripe.Response<T>): T => {
  const { lastResponse: _, ...rest } = resource;
  return rest as T;
};

describe('payment records', () => {
  it('are reported as received, and read as they were answered', async () => {
    const customer = await stripe.customers.create({ name: 'Ada' });
    const record = plain(
      await report({
        customer_details: { customer: customer.id, email: 'ada@example.com', name: 'Ada', phone: '+39 011' },
        customer_presence: 'on_session',
        description: 'Order 17',
        metadata: { order: '17' },
        payment_method_details: {
          type: 'custom',
          custom: { type: 'cheque', display_name: 'Chèque' },
          billing_details: { name: 'Ada', address: { city: 'Turin', country: 'IT' } },
        },
        processor_details: { type: 'custom', custom: { payment_reference: '0042' } },
        shipping_details: { name: 'Ada', address: { line1: 'via Po 1' } },
      }),
    );
    expect(record).toMatchObject({
      id: expect.stringMatching(/^pr_/),
      object: 'payment_record',
      amount: eur(2000),
      amount_requested: eur(2000),
      amount_guaranteed: eur(2000),
      amount_authorized: eur(0),
      amount_canceled: eur(0),
      amount_failed: eur(0),
      amount_refunded: eur(0),
      customer_details: { customer: customer.id, email: 'ada@example.com', name: 'Ada', phone: '+39 011' },
      customer_presence: 'on_session',
      description: 'Order 17',
      latest_payment_attempt_record: expect.stringMatching(/^par_/),
      livemode: false,
      metadata: { order: '17' },
      payment_method_details: {
        type: 'custom',
        custom: { type: 'cheque', display_name: 'Chèque' },
        payment_method: null,
        billing_details: { name: 'Ada', email: null, address: { city: 'Turin', country: 'IT', line1: null } },
      },
      processor_details: { type: 'custom', custom: { payment_reference: '0042' } },
      reported_by: 'self',
      shipping_details: { name: 'Ada', phone: null, address: { line1: 'via Po 1' } },
    });
    expect(plain(await stripe.paymentRecords.retrieve(record.id))).toEqual(record);
    const attempt = await stripe.paymentAttemptRecords.retrieve(record.latest_payment_attempt_record as string);
    expect(attempt).toMatchObject({ object: 'payment_attempt_record', payment_record: record.id, amount_guaranteed: eur(2000) });
    const listed = await stripe.paymentRecords.list({ limit: 1 });
    expect(listed.data[0]).toEqual(record);
  });

  it('can be open, and fail, before another attempt succeeds', async () => {
    const open = await expected({ description: 'Order 18' });
    expect(open).toMatchObject({ amount_guaranteed: eur(0), payment_method_details: { custom: { display_name: 'Bank transfer' } } });
    const early = stripe.paymentRecords.reportPaymentAttempt(open.id, { initiated_at: INITIATED });
    expect(await refused(early)).toMatchObject({ status: 400, code: 'payment_record_unexpected_state' });
    const failed = await stripe.paymentRecords.reportPaymentAttemptFailed(open.id, { failed_at: INITIATED, metadata: { try: '1' } });
    expect(failed).toMatchObject({ amount_failed: eur(2000), amount_guaranteed: eur(0), metadata: { try: '1' } });
    const again = await stripe.paymentRecords.reportPaymentAttempt(open.id, {
      initiated_at: INITIATED,
      payment_method_details: { type: 'custom', custom: { type: 'cash' } },
    });
    expect(again).toMatchObject({ amount_failed: eur(0), description: 'Order 18', metadata: { try: '1' } });
    expect(again.latest_payment_attempt_record).not.toBe(open.latest_payment_attempt_record);
    const done = await stripe.paymentRecords.reportPaymentAttemptGuaranteed(open.id, { guaranteed_at: INITIATED });
    expect(done).toMatchObject({ amount_guaranteed: eur(2000) });
    const attempts = await stripe.paymentAttemptRecords.list({ payment_record: open.id });
    expect(attempts.data.map(({ amount_failed, amount_guaranteed }) => [amount_failed.value, amount_guaranteed.value])).toEqual([
      [0, 2000],
      [2000, 0],
    ]);
    const second = stripe.paymentRecords.reportPaymentAttemptCanceled(open.id, { canceled_at: INITIATED });
    expect(await refused(second)).toMatchObject({ status: 400, code: 'payment_record_unexpected_state' });
  });

  it('can be canceled, and told more about', async () => {
    const open = await expected();
    const canceled = await stripe.paymentRecords.reportPaymentAttemptCanceled(open.id, { canceled_at: INITIATED });
    expect(canceled.amount_canceled).toEqual(eur(2000));
    const told = await stripe.paymentRecords.reportPaymentAttemptInformational(open.id, {
      description: 'Gave up',
      metadata: { a: '1' },
      customer_details: { name: 'Ada' },
      shipping_details: { name: 'Ada' },
    });
    expect(told).toMatchObject({ description: 'Gave up', metadata: { a: '1' }, customer_details: { name: 'Ada', customer: null } });
    const cleared = await stripe.paymentRecords.reportPaymentAttemptInformational(open.id, {
      description: '',
      shipping_details: '',
      metadata: '',
    });
    expect(cleared).toMatchObject({ description: null, shipping_details: null, metadata: {}, amount_canceled: eur(2000) });
  });

  it('are given back in parts, up to what was received and no further', async () => {
    const record = await report();
    const first = await refund(record.id, {
      amount: eur(500),
      processor_details: { type: 'custom', custom: { refund_reference: record.id } },
    });
    expect(first).toMatchObject({ amount_refunded: eur(500), amount_guaranteed: eur(2000) });
    expect(await refused(refund(record.id, { amount: eur(1501) }))).toEqual({
      status: 400,
      code: 'amount_too_large',
      param: 'amount[value]',
    });
    expect(await refused(refund(record.id, { amount: { value: 1, currency: 'usd' } }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'amount[currency]',
    });
    const other = await report();
    const twice = refund(other.id, { processor_details: { type: 'custom', custom: { refund_reference: record.id } } });
    expect(await refused(twice)).toEqual({ status: 400, code: 'parameter_invalid', param: 'processor_details[custom][refund_reference]' });
    expect(await refund(record.id)).toMatchObject({ amount_refunded: eur(2000) });
    expect(await refused(refund(record.id))).toMatchObject({ status: 400, code: 'payment_record_unexpected_state' });
    expect(await refused(refund((await expected()).id))).toMatchObject({ status: 400, code: 'payment_record_unexpected_state' });
  });

  it('two refunds at once never give back more than was received', async () => {
    const record = await report();
    const both = await Promise.allSettled([1, 2].map(() => refund(record.id, { amount: eur(1500) })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await stripe.paymentRecords.retrieve(record.id)).amount_refunded).toEqual(eur(1500));
  });

  it('are made once with one Idempotency-Key, and touch no balance', async () => {
    const before = plain(await stripe.balance.retrieve());
    const options = { idempotencyKey: `record-${Date.now()}` };
    const [one, same] = [await report({}, options), await report({}, options)];
    expect(plain(same)).toEqual(plain(one));
    expect(plain(await stripe.balance.retrieve())).toEqual(before);
    const { data: moved } = await stripe.balanceTransactions.list({ source: one.id });
    expect(moved).toEqual([]);
  });

  it('tell no events, as there are none of them', async () => {
    const record = await report();
    const { data } = await stripe.events.list({ limit: 20 });
    expect(typesOf(data.filter(({ data: { object } }) => (object as { id?: string }).id === record.id))).toEqual([]);
  });

  it('are listed by time', async () => {
    const { created } = await report();
    const ids = async (params: Stripe.PaymentRecordListParams) => (await stripe.paymentRecords.list(params)).data.length;
    expect(await ids({ created_after: created + 5 })).toBe(0);
    expect(await ids({ created_before: 1 })).toBe(0);
    expect(await ids({ created_after: created - 100, limit: 1 })).toBe(1);
  });

  it.each([
    [{ amount_requested: { value: 0, currency: 'eur' } }, 'amount_too_small', 'amount_requested[value]'],
    [{ amount_requested: { value: 100, currency: 'xxx' } }, 'parameter_invalid', 'amount_requested[currency]'],
    [{ amount_requested: { value: 101, currency: 'isk' } }, 'parameter_invalid', 'amount_requested[value]'],
    [{ outcome: 'failed' }, 'parameters_exclusive', 'guaranteed'],
    [{ outcome: 'paid' }, 'parameter_invalid', 'outcome'],
    [{ payment_method_details: { type: 'card' } }, 'parameter_invalid', 'payment_method_details[type]'],
    [{ payment_method_details: { type: 'custom', payment_method: 'pm_1' } }, 'parameter_unknown', 'payment_method_details[payment_method]'],
  ])('refuse %j', async (params, code, param) => {
    expect(await refused(report(params as never))).toEqual({ status: 400, code, param });
  });

  it('that are not there are missing', async () => {
    const missing = { status: 404, code: 'resource_missing' };
    expect(await refused(stripe.paymentRecords.retrieve('pr_none'))).toEqual({ ...missing, param: 'id' });
    expect(await refused(stripe.paymentAttemptRecords.retrieve('par_none'))).toEqual({ ...missing, param: 'id' });
    expect(await refused(stripe.paymentAttemptRecords.list({ payment_record: 'pr_none' }))).toEqual({
      ...missing,
      param: 'payment_record',
    });
    expect(await refused(refund('pr_none'))).toEqual({ ...missing, param: 'id' });
    const strange = report({ customer_details: { customer: 'cus_none' } });
    expect(await refused(strange)).toEqual({ ...missing, param: 'customer_details[customer]' });
  });
});
