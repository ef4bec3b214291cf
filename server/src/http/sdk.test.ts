import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER_IDS, startToyServer, TOY_KEY, type ToyServer } from './testing/toyServer.ts';

let server: ToyServer;
let stripe: Stripe;
beforeAll(async () => {
  server = await startToyServer();
  stripe = new Stripe(TOY_KEY, { host: '127.0.0.1', port: server.port, protocol: 'http', telemetry: false });
});
afterAll(() => server.close());

const NEWEST_FIRST = CUSTOMER_IDS.toReversed();

async function failure(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error('It did not fail as the SDK fails.', { cause: error });
}

describe('the official SDK', () => {
  it('pages through a list, down and up', async () => {
    const down = await stripe.customers.list({ limit: 7 }).autoPagingToArray({ limit: 100 });
    expect(down.map(({ id }) => id)).toEqual(NEWEST_FIRST);
    const up = await stripe.customers.list({ limit: 7, ending_before: 'cus_004' }).autoPagingToArray({ limit: 100 });
    expect(up.map(({ id }) => id)).toEqual(CUSTOMER_IDS.slice(5));
    const page = await stripe.customers.list({ created: { gte: 1 }, starting_after: 'cus_003', limit: 3 });
    expect(page).toMatchObject({
      object: 'list',
      url: '/v1/customers',
      has_more: false,
      data: [{ id: 'cus_002' }, { id: 'cus_001' }, { id: 'cus_000' }],
    });
  });

  it('sends nested parameters, lists and empty values', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 4990,
      currency: 'EUR',
      confirm: true,
      allowed_payment_method_types: ['card'],
      payment_method_data: {
        type: 'card',
        card: { token: 'tok_1' },
        billing_details: { address: { line1: "L'Été & Co +1%", postal_code: '' } },
      } as never,
      metadata: { 'order no': '17', old: null },
    });
    expect(intent).toMatchObject({
      amount: 4990,
      currency: 'eur',
      confirm: true,
      allowed_payment_method_types: ['card'],
      payment_method_data: {
        type: 'card',
        card: { token: 'tok_1' },
        billing_details: { address: { line1: "L'Été & Co +1%", postal_code: null } },
      },
      metadata: { 'order no': '17', old: null },
    });
    expect(intent.lastResponse).toMatchObject({
      statusCode: 200,
      apiVersion: Stripe.API_VERSION,
      requestId: expect.stringMatching(/^req_\w{24}$/),
    });
    expect(intent.lastResponse.idempotencyKey).toMatch(/^stripe-node-retry-/);
  });

  it('expands, below lists too', async () => {
    const charge = await stripe.charges.retrieve('ch_1', {
      expand: ['customer', 'balance_transaction.source', 'refunds.data.balance_transaction'],
    });
    expect(charge).toMatchObject({
      customer: { id: 'cus_007', object: 'customer' },
      balance_transaction: { id: 'txn_1', source: { id: 'ch_1', object: 'charge', customer: 'cus_007' } },
      refunds: { data: [{ id: 're_1', balance_transaction: { id: 'txn_2' } }] },
    });
    const list = await stripe.charges.list({ customer: 'cus_007', expand: ['data.customer'] });
    expect(list.data.map(({ customer }) => customer)).toEqual([
      expect.objectContaining({ id: 'cus_007' }),
      expect.objectContaining({ id: 'cus_007' }),
    ]);
  });

  it('hears which path cannot be expanded, before anything is done', async () => {
    const error = await failure(stripe.charges.retrieve('ch_1', { expand: ['amount'] }));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, code: 'parameter_invalid', param: 'expand' });
    expect(error.message).toBe('This property cannot be expanded (amount).');
  });

  it('deletes', async () => {
    expect(await stripe.customers.del('cus_001')).toMatchObject({ id: 'cus_001', deleted: true });
  });

  it('gets errors of the class that it knows', async () => {
    const body = { amount: 1, currency: 'eur' };
    expect(await failure(stripe.paymentIntents.create({ ...body, metadata: { decline: 'yes' } }))).toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'lost_card',
      statusCode: 402,
      payment_intent: { amount: 1 },
    });
    expect(await failure(stripe.paymentIntents.create({ ...body, payment_method_data: { card: { numbr: '1' } } as never }))).toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'parameter_unknown',
      param: 'payment_method_data[card][numbr]',
    });
    const reader = new Stripe('sk_test_wrong', { host: '127.0.0.1', port: server.port, protocol: 'http' });
    expect(await failure(reader.customers.list())).toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
      code: 'unauthorized',
    });
  });

  it('is told what to send again', async () => {
    const retries: number[] = [];
    const eager = new Stripe(TOY_KEY, { host: '127.0.0.1', port: server.port, protocol: 'http', maxNetworkRetries: 1 });
    eager.on('response', ({ status }: { status: number }) => retries.push(status));
    expect(await failure(eager.rawRequest('POST', '/v1/busy', {}))).toMatchObject({ code: 'idempotency_key_in_use', statusCode: 409 });
    expect(await failure(eager.paymentIntents.create({ amount: 1, currency: 'eur', metadata: { decline: 'yes' } }))).toMatchObject({
      statusCode: 402,
    });
    expect(retries).toEqual([409, 402]);
    const busy = server.log.filter(({ route }) => route === '/v1/busy');
    expect(busy).toHaveLength(2);
  });
});
