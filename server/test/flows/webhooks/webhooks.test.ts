import type { WebhookDeliveryDetail, WebhookDeliveryView, WebhookEndpointView } from '@guichet/contract/webhookViews.ts';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../harness/testDatabase.ts';
import { until } from '../../harness/until.ts';
import { openWebhookReceiver, type Received, type WebhookReceiver } from '../../harness/webhookReceiver.ts';
import { startWholeServer, type WholeServer } from '../../harness/wholeServer.ts';
import { runDocumentedReceiver } from './documentedReceiver.ts';

let whole: WholeServer;
let stripe: Stripe;
let receiver: WebhookReceiver;

beforeAll(async () => {
  whole = await startWholeServer();
  const { hostname, port } = new URL(whole.base);
  stripe = new Stripe(whole.key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
});
beforeEach(async () => {
  receiver = await openWebhookReceiver();
});
afterEach(async () => {
  for (const { id } of (await stripe.webhookEndpoints.list({ limit: 100 })).data) await stripe.webhookEndpoints.del(id);
  await receiver.close();
});
afterAll(async () => {
  expect(whole.errors).toEqual([]);
  await whole.close();
});

const listen = (path = '/', enabled_events: Stripe.WebhookEndpointCreateParams['enabled_events'] = ['*']) =>
  stripe.webhookEndpoints.create({ url: receiver.url(path), enabled_events });

const pay = () =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_visa',
    payment_method_options: { card: { moto: true } },
    confirm: true,
  });

async function guichet<T>(method: 'GET' | 'POST', path: string, body?: object, more: Record<string, string> = {}): Promise<T> {
  const headers = { authorization: `Bearer ${whole.key}`, 'content-type': 'application/json', ...more };
  const response = await fetch(`${whole.base}/guichet/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

const deliveriesTo = async (endpoint: { readonly id: string }, status = ''): Promise<WebhookDeliveryView[]> =>
  (
    await guichet<{ data: WebhookDeliveryView[] }>(
      'GET',
      `/webhook_deliveries?limit=100&endpoint=${endpoint.id}${status && `&status=${status}`}`,
    )
  ).data;
const signature = ({ headers }: Received): string => String(headers['stripe-signature']);

describe('an endpoint', () => {
  it('hears of a payment what it asked for, in the order of each object', async () => {
    const all = await listen('/all');
    await listen('/some', ['charge.succeeded', 'charge.refunded']);
    const intent = await pay();
    await stripe.refunds.create({ payment_intent: intent.id });
    const types = (received: Received[]) => received.map(({ event }) => event.type);
    expect(types(await receiver.until('/some', 2))).toEqual(['charge.succeeded', 'charge.refunded']);
    const heard = await receiver.until('/all', 6);
    const about = (prefix: string) => types(heard.filter(({ event }) => event.data.object.id.startsWith(prefix)));
    expect(about('pi_')).toEqual(['payment_intent.created', 'payment_intent.succeeded']);
    expect(about('ch_')).toEqual(['charge.succeeded', 'charge.refunded', 'charge.updated']);
    expect(about('re_')).toEqual(['refund.created']);
    await until(async () => (await deliveriesTo(all, 'succeeded')).length === 6);
  });

  it('that is slow delays neither payments nor another endpoint', async () => {
    const held: (() => void)[] = [];
    receiver.answer('/slow', (response) => held.push(() => response.end()));
    const slow = await listen('/slow');
    await listen('/quick');
    for (let n = 0; n < 5; n += 1) expect((await pay()).status).toBe('succeeded');
    await receiver.until('/quick', 15);
    // Nothing was answered yet: five payments, their events, and all of the other endpoint's came by in the meantime.
    expect(await deliveriesTo(slow, 'succeeded')).toEqual([]);
    expect(receiver.at('/slow').length).toBeLessThanOrEqual(8);
    await until(async () => {
      for (const release of held.splice(0)) release();
      return (await deliveriesTo(slow, 'succeeded')).length === 15;
    });
  });

  it('is not followed where it redirects, and shows since when it fails', async () => {
    const moved = await listen('/moved', ['customer.created']);
    receiver.answer('/moved', (response) => response.writeHead(308, { location: receiver.url('/new') }).end());
    await stripe.customers.create({});
    await receiver.until('/moved', 1);
    const health = () => guichet<WebhookEndpointView>('GET', `/webhook_endpoints/${moved.id}`);
    await until(async () => (await health()).failing_since !== null);
    expect((await health()).last_error).toEqual({ code: 'redirect', message: expect.stringContaining('redirect') });
    expect(await deliveriesTo(moved)).toMatchObject([{ status: 'pending', tries: 1, last_status: 308, next_try: expect.any(Number) }]);
    expect(receiver.at('/new')).toEqual([]);
  });

  it('whose name has come to lead behind our walls is not reached', async () => {
    const endpoint = await listen('/', ['customer.created']);
    const inside = receiver.url('/').replace('127.0.0.1', 'localhost');
    await runSql(whole.database.ownerPool, `UPDATE webhook_endpoints SET url = '${inside}' WHERE id = '${endpoint.id}'`);
    await stripe.customers.create({});
    await until(async () => (await deliveriesTo(endpoint))[0]?.tries === 1);
    expect((await deliveriesTo(endpoint))[0]?.last_error?.code).toBe('address_refused');
    expect(receiver.at('/')).toEqual([]);
  });

  it('is sent an event again on request, also one that it took', async () => {
    const endpoint = await listen('/', ['customer.created']);
    await stripe.customers.create({ name: 'Ada' });
    await until(async () => (await deliveriesTo(endpoint, 'succeeded')).length === 1);
    const [first] = await deliveriesTo(endpoint);
    receiver.answer('/', 500);
    await guichet('POST', `/webhook_deliveries/${first?.id}/send`, {});
    await receiver.until('/', 2);
    const detail = () => guichet<WebhookDeliveryDetail>('GET', `/webhook_deliveries/${first?.id}`);
    await until(async () => (await detail()).tries === 2);
    // It had been delivered, and a failure since then does not undo that; nor is it tried again by itself.
    expect(await detail()).toMatchObject({
      status: 'succeeded',
      next_try: null,
      body: { type: 'customer.created', data: { object: { name: 'Ada' } } },
      made: [
        { number: 2, status: 500, body: 'no', error: { code: 'not_successful' } },
        { number: 1, status: 200, body: 'thank you', error: null },
      ],
    });
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await expect(guichet('POST', `/webhook_deliveries/${first?.id}/send`, {})).rejects.toThrow('webhook_endpoint_unexpected_state');
    await expect(guichet('POST', '/webhook_deliveries/whd_none/send', {})).rejects.toThrow('resource_missing');
  });

  it('is sent two signatures while its secret is being replaced', async () => {
    const endpoint = await listen('/', ['customer.created']);
    const roll = () =>
      guichet<{ secret: string }>(
        'POST',
        `/webhook_endpoints/${endpoint.id}/roll_secret`,
        {},
        { 'idempotency-key': `roll-${endpoint.id}` },
      );
    const rolled = await roll();
    expect(rolled.secret).not.toBe(endpoint.secret);
    // Who lost the answer asks again, and gets the same secret instead of a third one.
    expect((await roll()).secret).toBe(rolled.secret);
    await stripe.customers.create({});
    const [told] = await receiver.until('/', 1);
    if (told === undefined) return expect.fail();
    for (const secret of [rolled.secret, endpoint.secret ?? ''])
      expect(stripe.webhooks.constructEvent(told.raw, signature(told), secret)).toMatchObject({ type: 'customer.created' });
    await guichet('POST', `/webhook_endpoints/${endpoint.id}/roll_secret`, { keep_old_hours: 0 });
    await stripe.customers.create({});
    const [, later] = await receiver.until('/', 2);
    if (later === undefined) return expect.fail();
    expect(() => stripe.webhooks.constructEvent(later.raw, signature(later), rolled.secret)).toThrow('signature');
  });

  it('has its secret nowhere in the database', async () => {
    const { secret = '' } = await stripe.webhookEndpoints.create(
      { url: receiver.url(), enabled_events: ['*'] },
      { idempotencyKey: `secret-${Date.now()}` },
    );
    const tables = ['webhook_endpoints', 'idempotency_keys', 'object_versions', 'activity_lines', 'activity_personal'];
    for (const table of tables) {
      const rows = await runSql<{ text: string }>(whole.database.ownerPool, `SELECT t::text AS text FROM ${table} t`);
      // As text, and as PostgreSQL shows bytes.
      const found = rows.filter(({ text }) => text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')));
      expect([table, found]).toEqual([table, []]);
    }
  });
});

describe('a receiver written as the documentation says', () => {
  it('is not confused by what comes twice, in another order, late, or from somebody else', async () => {
    const { secret = '' } = await listen('/');
    const customer = await stripe.customers.create({ name: 'v1' });
    for (const name of ['v2', 'v3']) await stripe.customers.update(customer.id, { name });
    const told = await receiver.until('/', 3);
    const [first, second, third] = told;
    const shop = await runDocumentedReceiver(secret);
    try {
      const post = async (one: Received | undefined, header = signature(one ?? expect.fail())) =>
        (await fetch(shop.url, { method: 'POST', headers: { 'stripe-signature': header }, body: one?.raw ?? '' })).status;
      expect([await post(second), await post(second), await post(first), await post(third), await post(second)]).toEqual([
        204, 204, 204, 204, 204,
      ]);
      const created = Math.floor(Date.now() / 1000) - 301;
      expect(await post(third, signature(third ?? expect.fail()).replace(/t=\d+/, `t=${created}`))).toBe(400);
      expect(await post(first, signature(second ?? expect.fail()))).toBe(400);
      // The second came first and made the first one old; the third was news.
      await until(() => shop.done().length >= 2);
      expect(shop.done()).toEqual([`customer.updated ${customer.id}`, `customer.updated ${customer.id}`]);
    } finally {
      shop.close();
    }
  });
});
