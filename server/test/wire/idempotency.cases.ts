import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientWith, pay, raw, refusal, stripe, whole } from './place.ts';

const newKey = randomUUID;
const form = (values: Record<string, string>): string => new URLSearchParams(values).toString();

describe('Idempotency-Key', () => {
  let customer: string;
  let paid: Stripe.PaymentIntent;
  beforeAll(async () => {
    customer = (await stripe.customers.create({})).id;
    paid = await pay();
  });

  it('answers a repeat with the first answer, and says so', async () => {
    const idempotencyKey = newKey();
    const first = await pay({}, { idempotencyKey });
    const again = await pay({}, { idempotencyKey });
    expect(again).toEqual(first);
    expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
    expect(again.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true', 'original-request': first.lastResponse.requestId });
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect((await stripe.charges.list({ payment_intent: first.id })).data).toHaveLength(1);
  });

  it('shows the object as it was, whatever has become of it', async () => {
    const idempotencyKey = newKey();
    const first = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }, { idempotencyKey });
    await stripe.paymentIntents.cancel(first.id);
    const again = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }, { idempotencyKey });
    expect(again.status).toBe('requires_payment_method');
  });

  it('keeps a refused card, too', async () => {
    const idempotencyKey = newKey();
    const attempt = () => pay({ payment_method: 'pm_card_chargeDeclined' }, { idempotencyKey });
    const [first, again] = [await refusal(attempt()), await refusal(attempt())];
    expect(again).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline', charge: first.charge });
    expect(again.payment_intent).toEqual(first.payment_intent);
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', 'original-request': first.requestId });
  });

  it.each([
    ['customers.create', () => stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'each-1' })],
    [
      'paymentMethods.create',
      () => stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } }, { idempotencyKey: 'each-2' }),
    ],
    [
      'paymentMethods.attach',
      async () => stripe.paymentMethods.attach('pm_card_visa', { customer: customer }, { idempotencyKey: 'each-3' }),
    ],
    ['paymentIntents.create', () => stripe.paymentIntents.create({ amount: 999, currency: 'eur' }, { idempotencyKey: 'each-4' })],
    ['refunds.create', async () => stripe.refunds.create({ payment_intent: paid.id, amount: 100 }, { idempotencyKey: 'each-5' })],
  ])('makes %s happen once', async (_what, call) => {
    const [first, again] = [await call(), await call()];
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  });

  it('captures and cancels once', async () => {
    const [taken, released] = [await pay({ capture_method: 'manual' }), await pay({ capture_method: 'manual' })];
    for (const call of [
      (idempotencyKey: string) => stripe.paymentIntents.capture(taken.id, {}, { idempotencyKey }),
      (idempotencyKey: string) => stripe.paymentIntents.cancel(released.id, {}, { idempotencyKey }),
    ]) {
      const key = newKey();
      const [first, again] = [await call(key), await call(key)];
      expect(again.status).toBe(first.status);
    }
  });

  it('refuses other parameters, and another address, under the same key', async () => {
    const idempotencyKey = newKey();
    await stripe.customers.create({ name: 'A' }, { idempotencyKey });
    for (const call of [
      () => stripe.customers.create({ name: 'B' }, { idempotencyKey }),
      () => stripe.customers.create({ name: 'A', expand: ['test_clock'] }, { idempotencyKey }),
      () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }, { idempotencyKey }),
    ]) {
      const error = await refusal(call());
      expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
      expect([error.statusCode, error.rawType]).toEqual([400, 'idempotency_error']);
    }
  });

  it('takes the same parameters in another order as the same', async () => {
    const headers = { 'idempotency-key': newKey() };
    const first = await raw('POST', '/v1/customers', { body: 'name=A&phone=1&metadata[x]=1&metadata[y]=2', headers });
    const again = await raw('POST', '/v1/customers', { body: 'metadata[y]=2&phone=1&metadata[x]=1&name=A', headers });
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  });

  it('keeps nothing of a request that was refused for its parameters', async () => {
    const idempotencyKey = newKey();
    expect((await refusal(stripe.customers.create({ email: 'no' }, { idempotencyKey }))).statusCode).toBe(400);
    expect((await refusal(pay({ customer: 'cus_none' }, { idempotencyKey }))).statusCode).toBe(404);
    const made = await stripe.customers.create({ name: 'Now right' }, { idempotencyKey });
    expect(made.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
  });

  it('charges once when both requests run at once: the other waits, or is told to', async () => {
    const idempotencyKey = newKey();
    const both = await Promise.allSettled([pay({}, { idempotencyKey }), pay({}, { idempotencyKey })]);
    const kept = await pay({}, { idempotencyKey });
    for (const one of both) {
      if (one.status === 'fulfilled') expect(one.value.id).toBe(kept.id);
      else expect(one.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use', rawType: 'idempotency_error' });
    }
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await stripe.charges.list({ payment_intent: kept.id })).data).toHaveLength(1);
  });

  it('a client that repeats a conflict by itself gets the one answer', async () => {
    const patient = clientWith(whole.key, { maxNetworkRetries: 5 });
    const idempotencyKey = newKey();
    const charge = () =>
      patient.paymentIntents.create({ amount: 2100, currency: 'eur', payment_method: 'pm_card_visa', confirm: true }, { idempotencyKey });
    const answers = await Promise.all([charge(), charge(), charge()]);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  });

  it('has no meaning on GET and DELETE', async () => {
    const key = newKey();
    const headers = { 'idempotency-key': key };
    const { id } = await stripe.customers.create({});
    expect((await raw('GET', `/v1/customers/${id}`, { headers })).status).toBe(200);
    expect((await raw('DELETE', `/v1/customers/${id}`, { headers })).status).toBe(200);
    const posted = await raw('POST', '/v1/customers', { body: form({ name: 'x' }), headers });
    expect([posted.status, posted.headers.get('idempotent-replayed')]).toEqual([200, null]);
  });

  it.each(['', 'x'.repeat(256), 'tab\tbed'])('may not be %j', async (key) => {
    const { status, body } = await raw('POST', '/v1/customers', { headers: { 'idempotency-key': key } });
    expect([status, body.error?.type]).toEqual([400, 'idempotency_error']);
  });
});
