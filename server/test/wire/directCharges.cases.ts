import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { ADDRESS, bankFaults, clientWith, eventsAbout, refusal, refused, stripe, typesOf, whole } from './place.ts';

const charge = (more: Partial<Stripe.ChargeCreateParams> = {}, options: Stripe.RequestOptions = {}) =>
  stripe.charges.create({ amount: 2000, currency: 'eur', source: 'tok_visa', ...more }, options);

async function customerWithCard(): Promise<{ customer: string; card: string }> {
  const { id: customer } = await stripe.customers.create({ name: 'Odile' });
  const { id: card } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  return { customer, card };
}

/** The events of a charge, without those that other cases caused. */
const told = async (...ids: string[]): Promise<string[]> => typesOf(await eventsAbout(...ids));

describe('charges that are made by themselves', () => {
  it('take the money of a token at once, and show no intent', async () => {
    const made = await charge({
      description: 'Two chairs',
      metadata: { order: '7' },
      receipt_email: 'chairs@example.com',
      shipping: { name: 'Chairs', address: ADDRESS },
      statement_descriptor_suffix: 'CHAIRS',
    });
    expect(made).toMatchObject({
      ...{ object: 'charge', amount: 2000, amount_captured: 2000, captured: true, paid: true, status: 'succeeded', payment_intent: null },
      ...{ description: 'Two chairs', metadata: { order: '7' }, receipt_email: 'chairs@example.com', shipping: { name: 'Chairs' } },
      calculated_statement_descriptor: expect.stringContaining('* CHAIRS'),
      payment_method_details: { card: { last4: '4242' } },
    });
    expect(await stripe.charges.retrieve(made.id)).toEqual(made);
    const movement = await stripe.balanceTransactions.retrieve(made.balance_transaction as string);
    expect(movement).toMatchObject({ type: 'charge', source: made.id, amount: 2000 });
  });

  it('are told by events of the charge alone, and no list knows an intent', async () => {
    const before = await stripe.paymentIntents.list({ limit: 1 });
    const made = await charge();
    const failed = (await refusal(charge({ source: 'tok_chargeDeclined' }))).raw as { charge: string };
    const { data } = await stripe.events.list({ limit: 20 });
    expect(data.slice(0, 2).map(({ type }) => type)).toEqual(['charge.failed', 'charge.succeeded']);
    expect(await told(made.id)).toEqual(['charge.succeeded']);
    expect(await told(failed.charge)).toEqual(['charge.failed']);
    expect((await stripe.paymentIntents.list({ limit: 1 })).data).toEqual(before.data);
    const found = await stripe.paymentIntents.search({ query: `created>${made.created - 1} AND amount:2000`, limit: 100 });
    const charges = found.data.map(({ latest_charge: latest }) => latest);
    expect(charges).not.toContain(made.id);
  });

  it('that are declined say so with the charge', async () => {
    const error = await refusal(charge({ source: 'tok_chargeDeclinedInsufficientFunds' }));
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds', type: 'StripeCardError' });
    expect(error.raw).not.toHaveProperty('payment_intent');
    expect(error.raw).not.toHaveProperty('payment_method');
    const { charge: id } = error.raw as { charge: string };
    expect(await stripe.charges.retrieve(id)).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: 'card_declined',
      payment_intent: null,
    });
    expect(await refused(stripe.charges.capture(id))).toEqual({ status: 400, code: 'charge_unexpected_state' });
  });

  it('are declined where the issuer wants to see the payer', async () => {
    const error = await refusal(charge({ source: 'tok_threeDSecure2Required' }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
  });

  it('hold until they are captured, in part too', async () => {
    const held = await charge({ capture: false });
    expect(held).toMatchObject({ captured: false, paid: true, amount_captured: 0, balance_transaction: null });
    const taken = await stripe.charges.capture(held.id, {
      amount: 1500,
      receipt_email: 'odile@example.com',
      statement_descriptor_suffix: 'LAMPS',
    });
    expect(taken).toMatchObject({
      ...{ id: held.id, captured: true, amount_captured: 1500, receipt_email: 'odile@example.com', payment_intent: null },
      calculated_statement_descriptor: expect.stringContaining('* LAMPS'),
    });
    expect(await told(held.id)).toEqual(['charge.succeeded', 'charge.captured']);
    expect(await refused(stripe.charges.capture(held.id))).toEqual({ status: 400, code: 'charge_already_captured' });
  });

  it('are captured for no more than they hold', async () => {
    const { id } = await charge({ capture: false });
    const of = (amount: number) => refused(stripe.charges.capture(id, { amount }));
    expect(await of(2001)).toEqual({ status: 400, code: 'amount_too_large', param: 'amount' });
    expect(await of(0)).toEqual({ status: 400, code: 'amount_too_small', param: 'amount' });
    expect(await stripe.charges.retrieve(id)).toMatchObject({ captured: false });
  });

  it('that belong to an intent are captured by it', async () => {
    const { latest_charge: id } = await stripe.paymentIntents.create({
      ...{ amount: 2000, currency: 'eur', capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' },
      ...{ payment_method_options: { card: { moto: true } as never }, allowed_payment_method_types: ['card'] },
    });
    expect(await refused(stripe.charges.capture(id as string))).toEqual({ status: 400, code: 'charge_unexpected_state' });
  });

  it('are refunded by the charge', async () => {
    const { id } = await charge();
    const refund = await stripe.refunds.create({ charge: id, amount: 500 });
    expect(refund).toMatchObject({ charge: id, amount: 500, status: 'succeeded', payment_intent: null });
    await stripe.refunds.create({ charge: id });
    expect(await stripe.charges.retrieve(id)).toMatchObject({ refunded: true, amount_refunded: 2000 });
    expect(await told(id)).toContain('charge.refunded');
  });

  it('use the card that a customer has on file, by name or by default', async () => {
    const { customer, card } = await customerWithCard();
    expect(await charge({ customer, source: card })).toMatchObject({ customer, payment_method: card });
    const { source: _source, ...byCustomer } = { amount: 700, currency: 'eur', customer, source: undefined };
    expect(await refused(stripe.charges.create(byCustomer))).toMatchObject({ status: 404, code: 'resource_missing', param: 'customer' });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card } });
    expect(await stripe.charges.create(byCustomer)).toMatchObject({ customer, payment_method: card, amount: 700 });
  });

  it('are refused without something to charge', async () => {
    const { customer, card } = await customerWithCard();
    expect(await refused(stripe.charges.create({ amount: 700, currency: 'eur' }))).toMatchObject({
      code: 'parameter_missing',
      param: 'source',
    });
    expect(await refused(charge({ source: card }))).toEqual({ status: 404, code: 'resource_missing', param: 'source' });
    expect(await refused(charge({ source: 'tok_none' }))).toEqual({ status: 404, code: 'resource_missing', param: 'source' });
    expect(await refused(charge({ source: 'pm_none', customer }))).toEqual({ status: 404, code: 'resource_missing', param: 'source' });
    expect(await refused(charge({ customer }))).toMatchObject({ status: 400, param: 'source' });
    expect(await refused(charge({ amount: 1 }))).toEqual({ status: 400, code: 'amount_too_small', param: 'amount' });
  });

  it('are made once per token and per key', async () => {
    const { id: source } = await stripe.tokens.create({
      card: { number: '4242424242424242', exp_month: '11', exp_year: '2041', cvc: '123' },
    });
    const [first, again] = [
      await charge({ source }, { idempotencyKey: 'direct-1' }),
      await charge({ source }, { idempotencyKey: 'direct-1' }),
    ];
    expect(again.id).toBe(first.id);
    expect(await refused(charge({ source }))).toMatchObject({ status: 400, code: 'token_already_used' });
  });

  it('answer pending while the provider’s answer is in doubt, and come to their end', async () => {
    for (const operation of ['lookup', 'reverse']) await bankFaults.add({ kind: 'error_500_before', operation, times: 1000 });
    await bankFaults.add({ kind: 'error_500_after', operation: 'authorise' });
    const made = await charge({ amount: 2100 });
    await bankFaults.clear();
    expect(made).toMatchObject({ status: 'pending', paid: false, captured: false, outcome: null, payment_intent: null });
    await stripe.charges.update(made.id, { description: 'Changed meanwhile' });
    await until(async () => (await stripe.charges.retrieve(made.id)).status !== 'pending');
    expect(await stripe.charges.retrieve(made.id)).toMatchObject({ status: 'succeeded', captured: true, description: 'Changed meanwhile' });
    expect(await told(made.id)).toEqual(['charge.pending', 'charge.updated', 'charge.succeeded']);
  }, 30_000);

  it('are let go at the terminal, which knows the intent beneath', async () => {
    const { id } = await charge({ capture: false });
    const [row] = await runSql<{ payment_intent_id: string }>(
      whole.database.ownerPool,
      `SELECT payment_intent_id FROM charges WHERE id = '${id}'`,
    );
    const intent = row?.payment_intent_id ?? '';
    expect(await refused(stripe.paymentIntents.confirm(intent))).toEqual({ status: 400, code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.cancel(intent)).toMatchObject({ id: intent, status: 'canceled' });
    expect(await told(id, intent)).toEqual(['charge.succeeded', 'charge.expired']);
    expect(await refused(stripe.charges.capture(id))).toEqual({ status: 400, code: 'charge_unexpected_state' });
  });

  it('that are declined leave an intent that cannot be changed, and is given up without a word', async () => {
    const { charge: id } = (await refusal(charge({ source: 'tok_chargeDeclined' }))).raw as { charge: string };
    const [row] = await runSql<{ payment_intent_id: string }>(
      whole.database.ownerPool,
      `SELECT payment_intent_id FROM charges WHERE id = '${id}'`,
    );
    const intent = row?.payment_intent_id ?? '';
    for (const change of [{ description: 'x' }, { payment_method: 'pm_card_visa' }]) {
      expect(await refused(stripe.paymentIntents.update(intent, change))).toEqual({ status: 400, code: 'payment_intent_unexpected_state' });
    }
    expect(await stripe.paymentIntents.cancel(intent)).toMatchObject({ id: intent, status: 'canceled' });
    expect(await told(id, intent)).toEqual(['charge.failed']);
  });

  it('are not for keys that stand in a page', async () => {
    const [row] = await runSql<{ shown: string }>(whole.database.ownerPool, `SELECT shown FROM api_keys WHERE type = 'publishable'`);
    const page = clientWith(row?.shown ?? '');
    expect(await refused(page.charges.create({ amount: 700, currency: 'eur', source: 'tok_visa' }))).toEqual({
      status: 403,
      code: 'forbidden',
    });
  });
});
