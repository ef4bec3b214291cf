import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../harness/serverProcess.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../harness/webhookReceiver.ts';
import { COMPILE_CACHE } from './compileCache.ts';

vi.setConfig({ testTimeout: 60_000 });

let server: ServerProcess;
let receiver: WebhookReceiver;
let stripe: Stripe;

beforeAll(async () => {
  receiver = await openWebhookReceiver();
  server = await startServerProcess({
    GUICHET_TEST_HOOKS: '1',
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  });
  stripe = new Stripe(server.key, { host: 'localhost', port: server.port, protocol: 'http' });
  await stripe.webhookEndpoints.create({ url: receiver.url('/'), enabled_events: ['customer.created'] });
});
afterAll(async () => {
  await server.close();
  await receiver.close();
});

it('a server that dies between what happened and telling it tells it when it is back', async () => {
  await server.restart({ GUICHET_CRASH_POINT: 'before_delivery' });
  const { id } = await stripe.customers.create({ name: 'Ada' });
  expect(await server.ended()).toBe('SIGKILL');
  expect(receiver.at('/')).toEqual([]);
  await server.restart();
  const [told] = await receiver.until('/', 1);
  expect(told?.event).toMatchObject({ type: 'customer.created', data: { object: { id } } });
});

it('a server that dies while it waits for the answer tells it again', async () => {
  receiver.answer('/', () => {});
  const { id } = await stripe.customers.create({ name: 'Grace' });
  await receiver.until('/', 2);
  await server.kill9();
  receiver.answer('/', 200);
  await server.restart();
  const [, before, after] = await receiver.until('/', 3);
  expect([before, after].map((each) => each?.event.data.object.id)).toEqual([id, id]);
  expect(after?.event.id).toBe(before?.event.id);
  await expect.poll(async () => (await stripe.events.retrieve(after?.event.id ?? '')).pending_webhooks).toBe(0);
});
