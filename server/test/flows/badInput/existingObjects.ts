import pg from 'pg';
import Stripe from 'stripe';
import { vi } from 'vitest';
import { describe } from '../../../src/http/describe.ts';
import { openWebhookReceiver } from '../../harness/webhookReceiver.ts';
import type { WholeServer } from '../../harness/wholeServer.ts';
import { baseRequest, type Existing } from './baseRequest.ts';
import { asForm } from './encodings.ts';

type Headers = Readonly<Record<string, string>>;

/** Objects that requests can name: here, and in another place on the same server. */
export interface ExistingObjects extends Existing {
  /** All that were made here. */
  readonly ids: readonly string[];
  /** Those of the other place that have this prefix. */
  elsewhere(prefix: string): readonly string[];
}

const clientOf = ({ base }: WholeServer, key: string): Stripe => {
  const { hostname, port } = new URL(base);
  return new Stripe(key, { host: hostname, port, protocol: 'http' });
};

async function makePayment(stripe: Stripe): Promise<Map<string, string>> {
  const customer = await stripe.customers.create({ name: 'Ada' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'eur',
    customer: customer.id,
    payment_method: card.id,
    confirm: true,
    expand: ['latest_charge'],
  });
  const { id: charge, balance_transaction: movement } = intent.latest_charge as Stripe.Charge;
  const refund = await stripe.refunds.create({ charge, amount: 100 });
  const setUp = await stripe.setupIntents.create({ customer: customer.id });
  const token = await stripe.tokens.create({ card: { number: '4242424242424242', exp_month: '12', exp_year: '2041' } });
  const gathered = await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  const [event] = (await stripe.events.list({ limit: 1 })).data;
  return new Map([
    ['customers', customer.id],
    ['payment_methods', card.id],
    ['payment_intents', intent.id],
    ['payments', intent.id],
    ['charges', charge],
    ['refunds', refund.id],
    ['setup_intents', setUp.id],
    ['tokens', token.id],
    ['confirmation_tokens', gathered.id],
    ['balance_transactions', movement as string],
    ['events', event?.id ?? ''],
  ]);
}

/** The dispute of a payment that its payer disputes. */
async function disputeOf(stripe: Stripe): Promise<string> {
  const { id } = await stripe.paymentIntents.create({
    ...{ amount: 1000, currency: 'eur', payment_method: 'pm_card_createDispute', confirm: true },
    ...{ allowed_payment_method_types: ['card'], payment_method_options: { card: { moto: true } } },
  });
  return (await stripe.disputes.list({ payment_intent: id })).data[0]?.id ?? '';
}

/** A webhook that was taken: nothing about it moves by itself any more. */
async function takenDelivery({ base, key }: WholeServer, stripe: Stripe): Promise<{ endpoint: string; delivery: string }> {
  const receiver = await openWebhookReceiver();
  const { id: endpoint } = await stripe.webhookEndpoints.create({ url: receiver.url(), enabled_events: ['customer.created'] });
  await stripe.customers.create({ name: 'Grace' });
  let delivery: string | undefined;
  await vi.waitUntil(async () => {
    const answer = await fetch(`${base}/guichet/v1/webhook_deliveries?status=succeeded`, { headers: { authorization: `Bearer ${key}` } });
    delivery = ((await answer.json()) as { data: { id: string }[] }).data[0]?.id;
    return delivery !== undefined;
  }, 10_000);
  await receiver.close();
  return { endpoint, delivery: delivery ?? '' };
}

/** What else can be made by a request with nothing special in it, so that addresses of kinds that nobody named here have something to find. */
async function makeOthers({ base, server }: WholeServer, session: Headers, made: Map<string, string>, known: Existing): Promise<void> {
  for (const route of server.routes) {
    const part = /^(?:\/guichet)?\/v1\/(?:[a-z_]+\/)*([a-z_]+)$/.exec(route.path)?.[1] ?? '';
    const isNamed = server.routes.some(({ path }) => path.startsWith(`${route.path}/:`));
    if (route.method !== 'POST' || !isNamed || made.has(part)) continue;
    const isForm = route.path.startsWith('/v1/');
    const { body = {} } = baseRequest(route, known);
    const required = describe(route.body)?.required ?? [];
    const needed = Object.fromEntries(Object.entries(body).filter(([name]) => required.includes(name)));
    const response = await fetch(base + route.path, {
      method: 'POST',
      headers: { ...session, 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
      body: isForm ? asForm(needed) : JSON.stringify(needed),
    });
    const { id } = (await response.json()) as { id?: string };
    if (id !== undefined) made.set(part, id);
  }
}

async function post(whole: WholeServer, session: Headers, path: string, body: object): Promise<{ id: string; secret?: string }> {
  const headers = { ...session, 'content-type': 'application/json' };
  const response = await fetch(whole.base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { id: string; secret?: string };
}

const OTHER_PLACE = 2;

/** A key that acts for another place: nothing of ours can make one yet, so a spare one is moved there before it is used. */
export async function moveToAnotherPlace(whole: WholeServer, session: Headers): Promise<string> {
  const { id, secret = '' } = await post(whole, session, '/guichet/v1/api_keys', { name: 'stranger' });
  const owner = new pg.Client(whole.database.ownerPool);
  await owner.connect();
  try {
    await owner.query(
      `INSERT INTO tenants SELECT $1, 'acct_stranger', livemode, 'Elsewhere', country, default_currency, time_zone, created
       FROM tenants WHERE tenant_id = 1 ON CONFLICT DO NOTHING`,
      [OTHER_PLACE],
    );
    await owner.query('UPDATE api_keys SET tenant_id = $1 WHERE id = $2', [OTHER_PLACE, id]);
  } finally {
    await owner.end();
  }
  return secret;
}

/** Makes one object of each kind, here and elsewhere. */
export async function makeObjects(whole: WholeServer, session: Headers): Promise<ExistingObjects> {
  const stranger = await moveToAnotherPlace(whole, session);
  const elsewhere = [...(await makePayment(clientOf(whole, stranger))).values()];
  const made = await makePayment(clientOf(whole, whole.key));
  made.set('api_keys', (await post(whole, session, '/guichet/v1/api_keys', { name: 'spare' })).id);
  made.set('disputes', await disputeOf(clientOf(whole, whole.key)));
  const { endpoint, delivery } = await takenDelivery(whole, clientOf(whole, whole.key));
  made.set('webhook_endpoints', endpoint).set('webhook_deliveries', delivery);
  const intent = made.get('payment_intents');
  made.set('messages', (await post(whole, session, '/guichet/v1/receipts', { payment_intent: intent, email: 'ada@example.com' })).id);
  const known: Existing = {
    idIn: (part) => made.get(part) ?? 'none_at_all',
    idFor: (prefix) => [...made.values()].find((id) => id.startsWith(`${prefix}_`)) ?? `${prefix}_none_at_all`,
  };
  await makeOthers(whole, session, made, known);
  return { ...known, ids: [...new Set(made.values())], elsewhere: (prefix) => elsewhere.filter((id) => id.startsWith(`${prefix}_`)) };
}
