import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { chargeOf, eventsAbout, pay, refused, stripe, typesOf } from './place.ts';

describe('events', () => {
  it('tell of a payment in the order in which it happened', async () => {
    const intent = await pay();
    const events = await eventsAbout(intent.id);
    expect(typesOf(events)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
    expect(events.map((event) => (event.data.object as { status: string }).status).slice(1)).toEqual(['succeeded', 'succeeded']);
  });

  it('carry the object as the API showed it then, and the request that made them', async () => {
    const idempotencyKey = `event-${Date.now()}`;
    const { lastResponse, ...intent } = await pay({}, { idempotencyKey });
    const charge = await chargeOf(intent as Stripe.PaymentIntent);
    const { lastResponse: _, ...shown } = charge as Stripe.Response<Stripe.Charge>;
    const [, charged, succeeded] = await eventsAbout(intent.id);
    expect(succeeded).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: expect.any(Number),
      livemode: false,
      pending_webhooks: 0,
      request: { id: lastResponse.requestId, idempotency_key: idempotencyKey },
      type: 'payment_intent.succeeded',
    });
    expect(succeeded?.data).toEqual({ object: intent });
    expect(charged?.data).toEqual({ object: shown });
    const { lastResponse: __, ...read } = await stripe.events.retrieve(succeeded?.id ?? '');
    expect(read).toEqual(succeeded);
  });

  it('keep the object as it was when it changes later', async () => {
    const { id } = await stripe.customers.create({ name: 'First' });
    await stripe.customers.update(id, { name: 'Second' });
    const [created, updated] = await eventsAbout(id);
    expect(created?.data.object).toMatchObject({ name: 'First' });
    expect(updated?.data).toMatchObject({ object: { name: 'Second' }, previous_attributes: { name: 'First' } });
  });

  it('are narrowed by type, by several types, and by a group of types', async () => {
    const { id } = await stripe.customers.create({});
    await stripe.customers.del(id);
    const newest = async (params: Stripe.EventListParams) => typesOf((await stripe.events.list({ limit: 2, ...params })).data);
    expect(await newest({ type: 'customer.deleted', limit: 1 })).toEqual(['customer.deleted']);
    expect(await newest({ types: ['customer.created', 'customer.deleted'] })).toEqual(['customer.deleted', 'customer.created']);
    expect(await newest({ type: 'customer.*' })).toEqual(['customer.deleted', 'customer.created']);
    expect(await newest({ type: '*.deleted', limit: 1 })).toEqual(['customer.deleted']);
    expect(await newest({ type: 'custome_.deleted' })).toEqual([]);
    expect(await newest({ type: 'nothing.like.this' })).toEqual([]);
  });

  it('refuse type and types together, and what is not there', async () => {
    expect(await refused(stripe.events.list({ type: 'a', types: ['b'] }))).toEqual({
      status: 400,
      code: 'parameters_exclusive',
      param: 'types',
    });
    expect(await refused(stripe.events.retrieve('evt_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });

  it('do not come of a request that was refused', async () => {
    const { id: customer } = await stripe.customers.create({});
    await refused(stripe.paymentIntents.create({ amount: 1, currency: 'eur', customer }));
    await refused(stripe.customers.update(customer, { email: 'no' }));
    expect(typesOf(await eventsAbout(customer))).toEqual(['customer.created']);
  });
});
