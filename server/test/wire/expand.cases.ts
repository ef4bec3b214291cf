import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { pay, refused, stripe } from './place.ts';

/** A payment by a customer, with a part of it refunded. */
async function story(): Promise<{ customer: string; intent: Stripe.PaymentIntent; refund: string }> {
  const { id: customer } = await stripe.customers.create({ name: 'Expanded' });
  const intent = await pay({ customer });
  return { customer, intent, refund: (await stripe.refunds.create({ payment_intent: intent.id, amount: 500 })).id };
}

describe('expand', () => {
  it('replaces ids by what they name, four levels down', async () => {
    const { customer, intent } = await story();
    const read = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['customer', 'payment_method', 'latest_charge.balance_transaction.source.payment_intent', 'latest_charge.refunds'],
    });
    expect(read).toMatchObject({
      customer: { id: customer, object: 'customer', name: 'Expanded' },
      payment_method: { id: intent.payment_method, object: 'payment_method' },
      latest_charge: {
        id: intent.latest_charge,
        object: 'charge',
        balance_transaction: {
          object: 'balance_transaction',
          source: { id: intent.latest_charge, object: 'charge', payment_intent: { id: intent.id, object: 'payment_intent' } },
        },
        refunds: { object: 'list', has_more: false, data: [{ object: 'refund', amount: 500 }] },
      },
    });
  });

  it('leaves what was not asked for as ids', async () => {
    const { customer, intent } = await story();
    const read = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(read).toMatchObject({
      customer,
      payment_method: expect.stringMatching(/^pm_/),
      latest_charge: { customer, balance_transaction: expect.stringMatching(/^txn_/) },
    });
    expect(read.latest_charge).not.toHaveProperty('refunds');
  });

  it('works below lists', async () => {
    const { customer, intent, refund } = await story();
    const intents = await stripe.paymentIntents.list({ customer, expand: ['data.customer', 'data.latest_charge.balance_transaction'] });
    expect(intents.data).toMatchObject([
      { customer: { id: customer }, latest_charge: { balance_transaction: { source: intent.latest_charge } } },
    ]);
    const charges = await stripe.charges.list({
      customer,
      expand: ['data.refunds.data.balance_transaction', 'data.payment_intent.payment_method'],
    });
    expect(charges.data).toMatchObject([
      {
        payment_intent: { payment_method: { object: 'payment_method' } },
        refunds: { data: [{ id: refund, balance_transaction: { amount: -500 } }] },
      },
    ]);
    const refunds = await stripe.refunds.list({ payment_intent: intent.id, expand: ['data.charge', 'data.payment_intent'] });
    expect(refunds.data).toMatchObject([{ charge: { id: intent.latest_charge }, payment_intent: { id: intent.id } }]);
    const moved = await stripe.balanceTransactions.list({ source: refund, expand: ['data.source'] });
    expect(moved.data).toMatchObject([{ source: { id: refund, object: 'refund' } }]);
    await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const cards = await stripe.paymentMethods.list({ customer, expand: ['data.customer'] });
    expect(cards.data).toMatchObject([{ customer: { id: customer } }]);
  });

  it('works in answers to what was just done', async () => {
    const { customer, intent } = await story();
    const made = await pay({ customer, expand: ['customer', 'latest_charge.balance_transaction'] });
    expect(made).toMatchObject({ customer: { id: customer }, latest_charge: { balance_transaction: { net: made.amount - 53 } } });
    const refund = await stripe.refunds.create({ payment_intent: intent.id, expand: ['charge.payment_intent'] });
    expect(refund).toMatchObject({ charge: { amount_refunded: 2000, payment_intent: { id: intent.id } } });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer, expand: ['customer'] });
    expect(card.customer).toMatchObject({ id: customer, object: 'customer' });
    const updated = await stripe.customers.update(customer, {
      invoice_settings: { default_payment_method: card.id },
      expand: ['invoice_settings.default_payment_method'],
    });
    expect(updated.invoice_settings.default_payment_method).toMatchObject({ id: card.id, object: 'payment_method' });
  });

  it('leaves what names nothing as null', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      expand: ['customer', 'latest_charge', 'payment_method', 'review', 'on_behalf_of', 'application'],
    });
    expect(intent).toMatchObject({
      customer: null,
      latest_charge: null,
      payment_method: null,
      review: null,
      on_behalf_of: null,
      application: null,
    });
    const paid = await pay({
      expand: ['latest_charge.application_fee', 'latest_charge.source_transfer', 'latest_charge.failure_balance_transaction'],
    });
    expect(paid.latest_charge).toMatchObject({ application_fee: null, source_transfer: null, failure_balance_transaction: null });
  });

  it.each([
    ['amount'],
    ['customers'],
    ['latest_charge.amount'],
    ['latest_charge.payment_intent.latest_charge.payment_intent.latest_charge'],
    ['data.customer'],
    ['__proto__'],
    ['constructor.name'],
    [''],
    ['customer.'],
  ])('refuses %s, and does nothing', async (path) => {
    const { id: customer } = await stripe.customers.create({});
    const answer = await refused(pay({ customer, expand: [path] }));
    expect(answer).toMatchObject({ status: 400, param: expect.stringMatching(/^expand/) });
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([]);
  });

  it('has no meaning where nothing can be expanded', async () => {
    expect(await refused(stripe.balance.retrieve({ expand: ['available'] }))).toMatchObject({ status: 400, param: 'expand' });
    expect(await refused(stripe.events.list({ expand: ['data.data'] }))).toMatchObject({ status: 400, param: 'expand' });
  });
});
