import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// `stripe trigger` of the official CLI sends what makes an event come about. It must be taken, and the event must come.

const TRIGGERS = [
  'balance.available',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'customer.created',
  'customer.deleted',
  'customer.updated',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
  'payout.created',
  'payout.updated',
  'setup_intent.canceled',
  'setup_intent.created',
  'setup_intent.requires_action',
  'setup_intent.setup_failed',
  'setup_intent.succeeded',
];

const require = createRequire(import.meta.url);
const platform = (require('@stripe/cli/platforms.json') as Record<string, { readonly pkg: string; readonly bin: string } | undefined>)[
  `${process.platform}-${process.arch}`
];
// The program itself rather than its shim, so that a time-out ends the one that runs.
const CLI = join(dirname(require.resolve(`${platform?.pkg}/package.json`)), 'bin', platform?.bin ?? '');

let whole: WholeServer;
let stripe: Stripe;
let base: string;
let home: string;

beforeAll(async () => {
  whole = await startWholeServer();
  const { port } = new URL(whole.base);
  // The CLI speaks plain HTTP to addresses of this machine only when they are numbers.
  base = `http://127.0.0.1:${port}`;
  stripe = new Stripe(whole.key, { host: '127.0.0.1', port, protocol: 'http', telemetry: false });
  home = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
});
afterAll(async () => {
  await whole.close();
  rmSync(home, { recursive: true, force: true });
});

const trigger = (event: string): Promise<{ readonly failed: boolean; readonly said: string }> =>
  new Promise((resolve) => {
    const args = ['trigger', event, '--api-base', base, '--api-key', whole.key];
    const env = { HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1', DO_NOT_TRACK: '1' };
    execFile(CLI, args, { env, timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, said: `${stdout}${stderr}` }),
    );
  });

const newest = async (type: string): Promise<Stripe.Event | undefined> => (await stripe.events.list({ type, limit: 1 })).data[0];

it.each(TRIGGERS)('%s', { timeout: 60_000 }, async (type) => {
  const before = await newest(type);
  const { failed, said } = await trigger(type);
  expect(failed ? said : '').toBe('');
  const after = async () => {
    const event = await newest(type);
    return event?.id === before?.id ? undefined : event;
  };
  await expect.poll(after).toMatchObject({ type, object: 'event', data: { object: { object: expect.any(String) } } });
});
