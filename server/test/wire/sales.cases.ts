import type { SaleView } from '@guichet/contract/saleViews.ts';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { hold, pay, refused, stripe, whole } from './place.ts';

const SALES = '/guichet/v1/sales';
const LINES = [{ name: 'Repair', unit_amount: 10_000, quantity: 1 }];
const sell = async (more: object = {}): Promise<SaleView> => {
  const made = await askAsOwner<SaleView>(whole, SALES, { currency: 'eur', lines: LINES, ...more });
  expect(made).toMatchObject({ status: 200 });
  return made.body;
};
const read = async ({ id }: SaleView): Promise<SaleView> => (await askAsOwner<SaleView>(whole, `${SALES}/${id}`)).body;
const of = ({ id }: SaleView) => ({ metadata: { guichet_sale: id } });
const takeCash = (sale: SaleView, amount: number) =>
  askAsOwner(whole, '/guichet/v1/payment_records', { amount, currency: 'eur', method: 'cash', ...of(sale) });

const REPORTED = 1_760_000_000;
/** A transfer that a program says is on its way. */
const report = (sale: SaleView, value: number, more: Partial<Stripe.PaymentRecordReportPaymentParams> = {}) =>
  stripe.paymentRecords.reportPayment({
    amount_requested: { value, currency: 'eur' },
    initiated_at: REPORTED,
    payment_method_details: { type: 'custom', custom: { type: 'bank_transfer' } },
    ...of(sale),
    ...more,
  });

describe('sales', () => {
  it('are not made at another amount than the caller reckoned', async () => {
    const answer = await askAsOwner(whole, SALES, { currency: 'eur', lines: LINES, amount: 9_999 });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'sale_amount_mismatch', param: 'amount' } } });
  });

  it('reckon up items, free lines, discounts, taxes and a tip', async () => {
    const tax = await stripe.taxRates.create({ display_name: 'TVA', inclusive: true, percentage: 10 });
    const item = await askAsOwner<{ id: string }>(whole, '/guichet/v1/items', {
      name: 'Tea',
      currency: 'eur',
      unit_amount: 330,
      tax_rate: tax.id,
    });
    const sale = await sell({
      lines: [
        { product: item.body.id, quantity: 2 },
        { name: 'Voucher', unit_amount: 1000, quantity: 1, discount_basis_points: 1000 },
      ],
      tip_amount: 100,
      amount: 1660,
    });
    expect(sale).toMatchObject({ status: 'open', amount: 1660, open: 1660, listed: 1660, discount: 100, tip: 100, payments: [] });
    expect(sale.lines).toMatchObject([
      { name: 'Tea', product: item.body.id, quantity: 2, tax: 60, total: 660 },
      { name: 'Voucher', product: null, discount: 100, tax: 0, total: 900 },
    ]);
    expect(sale.taxes).toEqual([{ id: tax.id, name: 'TVA', rate: 100_000, inclusive: true, base: 600, amount: 60 }]);
  });

  it('are paid in parts by several methods, and then take nothing more', async () => {
    const sale = await sell();
    expect((await takeCash(sale, 4000)).status).toBe(200);
    expect(await read(sale)).toMatchObject({ status: 'open', paid: 4000, open: 6000, next_amount: 6000 });
    await refused(pay({ amount: 6000, payment_method: 'pm_card_chargeDeclined', ...of(sale) }));
    expect(await read(sale)).toMatchObject({ open: 6000, payments: [{ kind: 'record', method: 'cash' }, { status: 'failed' }] });
    const held = await hold({ amount: 5000, ...of(sale) });
    expect(await read(sale)).toMatchObject({ under_way: 5000, open: 1000 });
    const tooMuch = { status: 400, code: 'amount_too_large', param: 'amount' };
    expect(await refused(pay({ amount: 1001, ...of(sale) }))).toEqual(tooMuch);
    await stripe.paymentIntents.capture(held.id);
    const last = await pay({ amount: 1000, ...of(sale) });
    expect(await read(sale)).toMatchObject({ status: 'paid', paid: 10_000, open: 0, next_amount: 0 });
    expect(await refused(pay({ amount: 100, ...of(sale) }))).toEqual(tooMuch);
    expect(await takeCash(sale, 100)).toMatchObject({ status: 400, body: { error: { code: 'amount_too_large' } } });
    await stripe.refunds.create({ payment_intent: last.id });
    expect(await read(sale)).toMatchObject({ status: 'partly_refunded', refunded: 1000, open: 0 });
  });

  it('owe again what went back before all was paid', async () => {
    const sale = await sell();
    const first = await pay({ amount: 6000, ...of(sale) });
    await stripe.refunds.create({ payment_intent: first.id });
    await takeCash(sale, 4000);
    expect(await read(sale)).toMatchObject({ status: 'open', paid: 10_000, refunded: 6000, open: 6000 });
    await pay({ amount: 6000, ...of(sale) });
    expect(await read(sale)).toMatchObject({ status: 'paid', paid: 16_000, refunded: 6000, open: 0 });
  });

  it('are paid once, whoever presses at the same moment', async () => {
    const sale = await sell();
    const both = await Promise.allSettled([
      pay({ amount: 10_000, ...of(sale) }),
      pay({ amount: 10_000, payment_method: 'pm_card_mastercard', ...of(sale) }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await read(sale)).toMatchObject({ status: 'paid', paid: 10_000 });
  });

  it('are shared out in equal parts, the odd cents first', async () => {
    const sale = await sell({ parts: 3 });
    const paid: number[] = [];
    for (let { next_amount: next } = sale; next > 0; next = (await read(sale)).next_amount) {
      paid.push(next);
      await pay({ amount: next, ...of(sale) });
    }
    expect(paid).toEqual([3334, 3333, 3333]);
    expect(await read(sale)).toMatchObject({ status: 'paid', open: 0 });
  });

  it('stand on the receipts of their payments', async () => {
    const sale = await sell({ tip_amount: 500 });
    const part = await pay({ amount: 4000, receipt_email: 'odile@example.com', ...of(sale) });
    const messages = await askAsOwner<{ data: { id: string }[] }>(whole, `/guichet/v1/messages?payment_intent=${part.id}`);
    const { body } = await askAsOwner<{ text: string }>(whole, `/guichet/v1/messages/${messages.body.data[0]?.id}`);
    expect(body.text.replaceAll('\u00a0', ' ')).toContain('1 × Repair : 100,00 €\n\nPourboire : 5,00 €\nTotal de la vente : 105,00 €');
    const printed = await askAsOwner<{ sold: { items: object[] } }>(whole, `/guichet/v1/messages/${messages.body.data[0]?.id}/receipt`);
    expect(printed.body.sold.items).toHaveLength(1);
  });

  it('are split later as well: what is left, in equal parts, and not once they are paid', async () => {
    const sale = await sell();
    const split = (parts: number | null) => askAsOwner<SaleView>(whole, `${SALES}/${sale.id}`, { parts });
    await takeCash(sale, 1000);
    expect((await split(4)).body).toMatchObject({ parts: 4, taken: 1, parts_left: 3, open: 9000, next_amount: 3000 });
    expect((await split(8)).body).toMatchObject({ parts: 8, parts_left: 7, next_amount: 1286 });
    await takeCash(sale, 1286);
    expect(await read(sale)).toMatchObject({ taken: 2, parts_left: 6, next_amount: 1286 });
    expect(await split(2)).toMatchObject({ status: 400, body: { error: { code: 'parameter_invalid', param: 'parts' } } });
    expect(await split(1)).toMatchObject({ status: 400, body: { error: { param: 'parts' } } });
    expect((await split(null)).body).toMatchObject({ parts: null, parts_left: null, next_amount: 7714 });
    await takeCash(sale, 7714);
    expect(await split(3)).toMatchObject({ status: 400, body: { error: { code: 'sale_unexpected_state' } } });
  });

  it('are cancelled while they are open, and give nothing back by themselves', async () => {
    const sale = await sell();
    await takeCash(sale, 4000);
    const canceled = await askAsOwner<SaleView>(whole, `${SALES}/${sale.id}/cancel`, {});
    expect(canceled.body).toMatchObject({ status: 'canceled', paid: 4000, refunded: 0, open: 0 });
    expect(await refused(pay({ amount: 100, ...of(sale) }))).toMatchObject({ code: 'parameter_invalid', param: 'metadata[guichet_sale]' });
    const again = await askAsOwner(whole, `${SALES}/${sale.id}/cancel`, {});
    expect(again).toMatchObject({ status: 400, body: { error: { code: 'sale_unexpected_state' } } });
    const listed = await askAsOwner<{ data: SaleView[] }>(whole, `${SALES}?limit=1`);
    expect(listed.body.data.map(({ id }) => id)).toEqual([sale.id]);
  });

  it('compare what programs report with what is open, and another attempt again', async () => {
    const sale = await sell();
    const tooMuch = { status: 400, code: 'amount_too_large', param: 'amount' };
    expect(await refused(report(sale, 10_001))).toEqual(tooMuch);
    expect(await refused(report(sale, 100, { amount_requested: { value: 100, currency: 'usd' } }))).toMatchObject({ param: 'currency' });
    const bounced = await report(sale, 10_000);
    await stripe.paymentRecords.reportPaymentAttemptFailed(bounced.id, { failed_at: REPORTED });
    const announced = await report(sale, 4000);
    const again = (id: string) => stripe.paymentRecords.reportPaymentAttempt(id, { initiated_at: REPORTED });
    expect(await refused(again(bounced.id))).toEqual(tooMuch);
    await stripe.paymentRecords.reportPaymentAttemptFailed(announced.id, { failed_at: REPORTED });
    await again(bounced.id);
    expect(await read(sale)).toMatchObject({ under_way: 10_000, open: 0 });
    const lost = { outcome: 'failed', failed: { failed_at: REPORTED } } as const;
    expect(await report(sale, 10_000, lost)).toMatchObject({ amount_failed: { value: 10_000 } });
  });

  it('count a record once, however often its reports name the sale', async () => {
    const sale = await sell();
    const taken = (await takeCash(sale, 4000)).body as { id: string };
    await stripe.paymentRecords.reportRefund(taken.id, {
      ...{ outcome: 'refunded', processor_details: { type: 'custom' }, amount: { value: 1000, currency: 'eur' } },
      ...of(sale),
    });
    expect(await read(sale)).toMatchObject({ paid: 4000, refunded: 1000, open: 7000, payments: [{ id: taken.id }] });
  });

  it('are named when a payment is taken: neither later, nor by another currency', async () => {
    const [sale, other] = [await sell(), await sell()];
    const named = { status: 400, code: 'parameter_invalid', param: 'metadata[guichet_sale]' };
    const paid = await pay({ amount: 1000 });
    expect(await refused(stripe.paymentIntents.update(paid.id, of(sale)))).toEqual(named);
    const part = await pay({ amount: 1000, ...of(sale) });
    expect(await refused(stripe.paymentIntents.update(part.id, { metadata: { guichet_sale: '' } }))).toEqual(named);
    expect(await refused(stripe.paymentIntents.update(part.id, of(other)))).toEqual(named);
    expect((await stripe.paymentIntents.update(part.id, { metadata: { ...of(sale).metadata, order: '7' } })).metadata).toMatchObject({
      order: '7',
    });
    const held = await hold({ amount: 1000, ...of(sale) });
    expect(await refused(stripe.paymentIntents.capture(held.id, of(other)))).toEqual(named);
    const record = (await takeCash(sale, 1000)).body as { id: string };
    const moved = stripe.paymentRecords.reportPaymentAttemptInformational(record.id, of(other));
    expect(await refused(moved)).toEqual(named);
    const yen = await stripe.paymentIntents.create({ amount: 5000, currency: 'jpy', ...of(sale) });
    const waits = await stripe.paymentIntents.create({ amount: 7001, currency: 'eur' });
    await stripe.paymentIntents.update(waits.id, of(sale));
    const confirm = stripe.paymentIntents.confirm(waits.id, {
      payment_method: 'pm_card_visa',
      payment_method_options: { card: { moto: true } },
    });
    expect(await refused(confirm)).toMatchObject({ code: 'amount_too_large' });
    const { payments, open } = await read(sale);
    expect(open).toBe(7000);
    expect(payments.map(({ id }) => id)).not.toContain(yen.id);
  });

  it('are not held beyond what is open by a raise', async () => {
    const sale = await sell();
    const card = { moto: true, request_incremental_authorization: 'if_available' } as const;
    const held = await hold({ amount: 3000, payment_method_options: { card }, ...of(sale) });
    await takeCash(sale, 5000);
    const raise = (amount: number) => stripe.paymentIntents.incrementAuthorization(held.id, { amount });
    expect(await refused(raise(5001))).toEqual({ status: 400, code: 'amount_too_large', param: 'amount' });
    expect(await raise(5000)).toMatchObject({ amount: 5000 });
    expect(await read(sale)).toMatchObject({ under_way: 5000, open: 0 });
  });

  it('may list more than can be charged, where discounts make it less', async () => {
    const line = { name: 'Estate', unit_amount: 999_999_999_999, quantity: 1, discount_basis_points: 9999 };
    expect(await sell({ lines: [line, line] })).toMatchObject({ listed: 1_999_999_999_998, amount: 200_000_000 });
  });

  it('know their currency, and are not made up', async () => {
    const sale = await sell();
    expect(await refused(pay({ currency: 'usd', ...of(sale) }))).toMatchObject({ code: 'parameter_invalid', param: 'currency' });
    expect(await refused(pay({ metadata: { guichet_sale: 'sale_none' } }))).toMatchObject({ status: 404, param: 'metadata[guichet_sale]' });
  });

  it.each([
    [{ lines: [] }, 'lines'],
    [{ lines: [{ quantity: 1 }] }, 'lines[0][name]'],
    [{ lines: [{ name: 'x', quantity: 1 }] }, 'lines[0][unit_amount]'],
    [{ lines: [{ product: 'prod_none', quantity: 1 }] }, 'lines[0][product]'],
    [{ lines: [{ ...LINES[0], tax_rate: 'txr_none' }] }, 'lines[0][tax_rate]'],
    [{ lines: [{ ...LINES[0], discount_amount: 10_001 }] }, 'lines[0]'],
    [{ lines: [{ ...LINES[0], discount_amount: 1, discount_basis_points: 1 }] }, 'lines[0][discount_amount]'],
    [{ discount_amount: 10_000 }, 'lines'],
    [{ customer: 'cus_none' }, 'customer'],
  ])('refuse %j', async (more, param) => {
    const answer = await askAsOwner<{ error: { param: string } }>(whole, SALES, { currency: 'eur', lines: LINES, ...more });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.error.param).toBe(param);
  });

  it.each([
    [{ name: 'x', unit_amount: 999_999_999, quantity: 9999 }, 'lines[1]'],
    [{ name: 'x', unit_amount: 999_999_999_999, quantity: 1 }, 'lines'],
  ])('say whether %j or only the whole is above what can be charged', async (line, param) => {
    const answer = await askAsOwner<{ error: object }>(whole, SALES, { currency: 'eur', lines: [LINES[0], line] });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'amount_too_large', param } } });
  });
});
