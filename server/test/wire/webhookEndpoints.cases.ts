import { EVENT_TYPES } from '@guichet/contract/eventTypes.ts';
import Stripe from 'stripe';
import { afterEach, describe, expect, it } from 'vitest';
import { openWebhookReceiver } from '../harness/webhookReceiver.ts';
import { pay, raw, refused, stripe } from './place.ts';

type Create = Stripe.WebhookEndpointCreateParams;

/** Public, and nobody is sent anything there: endpoints are deleted, or disabled, before anything happens. */
const URL = 'https://93.184.215.14/hook';
const create = (more: Partial<Create> = {}, options: Stripe.RequestOptions = {}) =>
  stripe.webhookEndpoints.create({ url: URL, enabled_events: ['charge.succeeded'], ...more }, options);

// Other cases count on nobody listening.
afterEach(async () => {
  for (const { id } of (await stripe.webhookEndpoints.list({ limit: 100 })).data) await stripe.webhookEndpoints.del(id);
});

describe('webhook endpoints', () => {
  it('are made with all that they can say, show their secret once, and read back without it', async () => {
    const everything: Create = {
      url: `${URL}?shop=1`,
      enabled_events: ['charge.succeeded', 'charge.refunded'],
      api_version: Stripe.API_VERSION as NonNullable<Create['api_version']>,
      description: 'the shop',
      metadata: { crm: '7' },
    };
    const { lastResponse: _, secret, ...made } = await stripe.webhookEndpoints.create(everything);
    expect(secret).toMatch(/^whsec_[0-9A-Za-z]{32}$/);
    expect(made).toEqual({
      ...everything,
      id: expect.stringMatching(/^we_/),
      object: 'webhook_endpoint',
      application: null,
      created: expect.any(Number),
      livemode: false,
      status: 'enabled',
    });
    const { lastResponse: __, ...read } = await stripe.webhookEndpoints.retrieve(made.id);
    expect(read).toEqual(made);
    expect((await stripe.webhookEndpoints.list()).data).toEqual([made]);
  });

  it('take every type that is sent, and all of them at once', async () => {
    expect((await create({ enabled_events: [...EVENT_TYPES] as Create['enabled_events'] })).enabled_events).toEqual(EVENT_TYPES);
    expect((await create({ enabled_events: ['*'] })).enabled_events).toEqual(['*']);
  });

  it('change where a request says so', async () => {
    const { id } = await create({ description: 'old', metadata: { a: '1' } });
    const changed = await stripe.webhookEndpoints.update(id, {
      url: `${URL}/2`,
      enabled_events: ['*'],
      description: '',
      metadata: { b: '2' },
      disabled: true,
    });
    expect(changed).toMatchObject({
      url: `${URL}/2`,
      enabled_events: ['*'],
      description: null,
      metadata: { a: '1', b: '2' },
      status: 'disabled',
    });
    expect(changed.secret).toBeUndefined();
    expect((await stripe.webhookEndpoints.update(id, { disabled: false })).status).toBe('enabled');
  });

  it('once deleted, are gone', async () => {
    const { id } = await create();
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, object: 'webhook_endpoint', deleted: true });
    const missing = { status: 404, code: 'resource_missing', param: 'id' };
    expect(await refused(stripe.webhookEndpoints.retrieve(id))).toEqual(missing);
    expect(await refused(stripe.webhookEndpoints.update(id, { disabled: true }))).toEqual(missing);
    expect(await refused(stripe.webhookEndpoints.del(id))).toEqual(missing);
    expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  });

  it('answer a repeated request with the same secret, until it is replaced', async () => {
    const idempotencyKey = `endpoint-${Date.now()}`;
    const first = await create({}, { idempotencyKey });
    const again = await create({}, { idempotencyKey });
    expect([again.id, again.secret]).toEqual([first.id, first.secret]);
    const rolled = await raw('POST', `/guichet/v1/webhook_endpoints/${first.id}/roll_secret`, {
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect((rolled.body as { secret?: string }).secret).toMatch(/^whsec_/);
    expect((await create({}, { idempotencyKey })).secret).toBeUndefined();
  });

  it('are sixteen at most', async () => {
    for (let n = 0; n < 16; n += 1) await create();
    expect(await refused(create())).toEqual({ status: 400, code: 'webhook_endpoint_limit' });
  });

  it.each([
    ['http://127.0.0.2/'],
    ['http://localhost:4242/'],
    ['https://10.1.2.3/'],
    ['http://169.254.169.254/latest/meta-data/'],
    ['http://[::1]/'],
    ['http://[::ffff:10.0.0.1]/'],
    ['http://2130706434/'],
    ['ftp://93.184.215.14/'],
    ['https://user:pw@93.184.215.14/'],
    ['https://93.184.215.14/a b'],
    ['not an address'],
  ])('refuse %s', async (url) => {
    const { id } = await create();
    expect(await refused(create({ url }))).toEqual({ status: 400, code: 'url_invalid', param: 'url' });
    expect(await refused(stripe.webhookEndpoints.update(id, { url }))).toEqual({ status: 400, code: 'url_invalid', param: 'url' });
  });

  it.each([
    [{ enabled_events: [] }, 'parameter_missing', 'enabled_events'],
    [{ enabled_events: '' as never }, 'parameter_invalid_empty', 'enabled_events'],
    [{ enabled_events: ['charge.sung'] as never }, 'parameter_invalid', 'enabled_events'],
    [{ api_version: '2020-08-27' as never }, 'parameter_invalid', 'api_version'],
    [{ connect: true }, 'parameter_unknown', 'connect'],
    [{ url: '' }, 'parameter_invalid_empty', 'url'],
  ])('refuse %j', async (params, code, param) => {
    expect(await refused(create(params))).toEqual({ status: 400, code, param });
  });
});

describe('a delivery', () => {
  it('is the event as the API shows it, signed as the official library checks', async () => {
    const receiver = await openWebhookReceiver();
    try {
      const { secret = '' } = await create({ url: receiver.url('/'), enabled_events: ['payment_intent.succeeded'] });
      const intent = await pay();
      const [told] = await receiver.until('/', 1);
      const { headers, raw: body } = told ?? expect.fail('Nothing came.');
      const event = stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', secret);
      expect(event).toMatchObject({ type: 'payment_intent.succeeded', pending_webhooks: 1, data: { object: { id: intent.id } } });
      expect(() => stripe.webhooks.constructEvent(`${body} `, headers['stripe-signature'] ?? '', secret)).toThrow('signature');
      expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) });
      await expect.poll(async () => (await stripe.events.retrieve(event.id)).pending_webhooks).toBe(0);
      const { lastResponse: _, ...shown } = await stripe.events.retrieve(event.id);
      expect(JSON.parse(body.toString())).toEqual({ ...shown, pending_webhooks: 1 });
    } finally {
      await receiver.close();
    }
  });
});
