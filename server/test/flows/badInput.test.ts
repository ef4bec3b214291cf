import fc from 'fast-check';
import pg from 'pg';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWebhookReceiver } from '../harness/webhookReceiver.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';
import { baseRequests, type Objects } from './badInput/baseRequests.ts';
import {
  badAddresses,
  badHeaders,
  badMethods,
  type Flawed,
  missingValues,
  nameOf,
  oddRequest,
  type Target,
  unknownNames,
  unreadable,
  wrongValues,
} from './badInput/flaws.ts';
import { type RawAnswer, rawClient } from './badInput/rawRequest.ts';

type Headers = Readonly<Record<string, string>>;
const CALLERS = ['key', 'session'] as const;
const SEED = 20_261_122;
const RUNS_OF_EACH_KIND = 350;
/** A loaded machine tries fewer, so that the whole stays within some twenty seconds. */
const LIMIT_MS = 3_000;
const bounded = (numRuns: number) => ({ seed: SEED, numRuns, interruptAfterTimeLimit: LIMIT_MS });

let whole: WholeServer;
let client: ReturnType<typeof rawClient>;
let targets: Target[];
let headersOf: Readonly<Record<(typeof CALLERS)[number], Headers>>;

async function signIn(): Promise<Headers> {
  const { base, owner } = whole;
  const response = await fetch(`${base}/guichet/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify(owner),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const session = await fetch(`${base}/guichet/v1/session`, { headers: { cookie } });
  const { account } = (await session.json()) as { account: { id: string } };
  return { cookie, origin: base, 'guichet-account': account.id, 'guichet-mode': 'test', 'guichet-channel': 'phone' };
}

/** A webhook that was taken: nothing about it moves by itself any more. */
async function takenDelivery(stripe: Stripe): Promise<{ endpoint: string; delivery: string }> {
  const receiver = await openWebhookReceiver();
  const { id: endpoint } = await stripe.webhookEndpoints.create({ url: receiver.url(), enabled_events: ['customer.created'] });
  await stripe.customers.create({ name: 'Grace' });
  const path = `${whole.base}/guichet/v1/webhook_deliveries?status=succeeded`;
  let delivery: string | undefined;
  await vi.waitUntil(async () => {
    const answer = await fetch(path, { headers: { authorization: `Bearer ${whole.key}` } });
    delivery = ((await answer.json()) as { data: { id: string }[] }).data[0]?.id;
    return delivery !== undefined;
  }, 10_000);
  await receiver.close();
  return { endpoint, delivery: delivery ?? '' };
}

/** A payout that has arrived: nothing about it moves by itself any more. */
async function paidPayout(stripe: Stripe): Promise<{ bankAccount: string; payout: string }> {
  await stripe.paymentIntents.create({ amount: 5000, currency: 'eur', payment_method: 'pm_card_bypassPending', confirm: true });
  const { id: payout, destination } = await stripe.payouts.create({ amount: 1000, currency: 'eur' });
  await vi.waitUntil(async () => (await stripe.payouts.retrieve(payout)).status === 'paid', { timeout: 20_000, interval: 200 });
  return { bankAccount: destination as string, payout };
}

async function makeObjects(session: Headers): Promise<Objects> {
  const { hostname, port } = new URL(whole.base);
  const stripe = new Stripe(whole.key, { host: hostname, port, protocol: 'http' });
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
  const [event] = (await stripe.events.list({ limit: 1 })).data;
  const { endpoint, delivery } = await takenDelivery(stripe);
  const { bankAccount, payout } = await paidPayout(stripe);
  const post = async (path: string, body: object): Promise<string> => {
    const response = await fetch(whole.base + path, {
      method: 'POST',
      headers: { ...session, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return ((await response.json()) as { id: string }).id;
  };
  return {
    customer: customer.id,
    card: card.id,
    intent: intent.id,
    charge,
    refund: refund.id,
    movement: movement as string,
    event: event?.id ?? '',
    apiKey: await post('/guichet/v1/api_keys', { name: 'spare' }),
    message: await post('/guichet/v1/receipts', { payment_intent: intent.id, email: 'ada@example.com' }),
    endpoint,
    delivery,
    bankAccount,
    payout,
  };
}

// What changes by itself: sessions and keys note that they are used, and lines of the activity log are sealed beside requests.
const MOVING = ['api_keys', 'activity_seals', 'activity_heads', 'ledger_checkpoints'];

/** Everything that is stored, as one digest per table. */
async function contents(): Promise<Record<string, string>> {
  const owner = new pg.Client(whole.database.ownerPool);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL ($1) ORDER BY 1",
      [MOVING],
    );
    const digests: Record<string, string> = {};
    for (const { name } of rows) {
      const digest = await owner.query<{ md5: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS md5 FROM "${name}" t`,
      );
      digests[name] = digest.rows[0]?.md5 ?? '';
    }
    return digests;
  } finally {
    await owner.end();
  }
}

interface Refusal {
  readonly error: { readonly type: unknown; readonly code: unknown; readonly message: unknown; readonly param?: string };
}

/** Every refusal has the wire's shape; where a parameter is at fault, it is named. */
function assertRefused({ method, target, param }: Flawed, { status, text }: RawAnswer): void {
  const shown = `${method} ${target.slice(0, 120)} answered ${status}: ${text.slice(0, 300)}`;
  expect(status, shown).toBeGreaterThanOrEqual(400);
  expect(status, shown).toBeLessThan(500);
  const { error } = JSON.parse(text) as Refusal;
  expect([typeof error.type, typeof error.code, typeof error.message], shown).toEqual(['string', 'string', 'string']);
  expect(error.message, shown).not.toBe('');
  // Who may not call at all, or whose request can't even be read, hears nothing about parameters.
  const isAboutParameters = status === 400 && error.code !== 'malformed_body';
  if (param !== undefined && isAboutParameters) expect(error.param?.split('[', 1)[0], shown).toBe(param);
}

async function refuse(flawed: Flawed, headers: Headers): Promise<void> {
  assertRefused(flawed, await client.send({ ...flawed, headers: { ...headers, ...flawed.headers } }));
}

const known = (): ReadonlySet<string> => new Set(targets.map(nameOf));

const KINDS: Readonly<Record<string, (target: Target) => readonly (Flawed | (() => Flawed | null))[]>> = {
  'a parameter with a value that it cannot have': wrongValues,
  'a name that nobody knows': unknownNames,
  'a body or a query that cannot be read, or is too large': unreadable,
  'an address that names nothing': badAddresses,
  'a method that the address does not take': (target) => badMethods(target, known()),
  'headers that are wrong': badHeaders,
};

beforeAll(async () => {
  whole = await startWholeServer();
  client = rawClient(whole.base);
  const session = await signIn();
  headersOf = { key: { authorization: `Bearer ${whole.key}` }, session };
  const bases = baseRequests(await makeObjects(session));
  targets = whole.server.routes.map((route) => ({ route, base: bases[`${route.method} ${route.path}`] ?? {} }));
  expect(Object.keys(bases).sort()).toEqual([...known()].sort());
});
afterAll(async () => {
  client.close();
  await whole.close();
});

describe('wrong input is refused with a name, and nothing is written', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await contents();
  });
  afterAll(async () => {
    expect(await contents()).toEqual(before);
  });

  it.each(CALLERS)('every required parameter left out, asked with a %s', async (caller) => {
    const flaws = targets.flatMap(missingValues);
    expect(flaws.length).toBeGreaterThan(30);
    for (const flawed of flaws) await refuse(flawed, headersOf[caller]);
  });

  it.each(Object.keys(KINDS))('%s', async (kind) => {
    const flaws = targets.flatMap((target) => KINDS[kind]?.(target) ?? []);
    const property = fc.asyncProperty(fc.constantFrom(...flaws), fc.constantFrom(...CALLERS), (flaw, caller) => {
      const flawed = typeof flaw === 'function' ? flaw() : flaw;
      fc.pre(flawed !== null);
      return refuse(flawed, headersOf[caller]);
    });
    await fc.assert(property, bounded(Math.min(RUNS_OF_EACH_KIND, 2 * flaws.length)));
  });
});

// Passwords cost a tenth of a second each; and who signs out is not there for the next request.
const NOT_TRIED = ['POST /guichet/auth/sign-in/email', 'POST /guichet/auth/sign-out'];

const oddValue = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.bigInt({ min: -10n, max: 10n ** 13n }).map(String),
  fc.constantFrom(
    '',
    'true',
    'eur',
    'jpy',
    'card',
    'pm_card_visa',
    'tok_visa',
    'ada@example.com',
    '%',
    '_',
    '\\',
    "'",
    '2026-02-29',
    '9999-12-31',
  ),
);

it('whatever is well-formed and makes no sense is never a fault of the server', async () => {
  const tried = targets.filter((target) => !NOT_TRIED.includes(nameOf(target)));
  const odd = fc.array(fc.record({ at: fc.nat(200), value: oddValue }), { minLength: 1, maxLength: 3 });
  const property = fc.asyncProperty(fc.constantFrom(...tried), odd, fc.constantFrom(...CALLERS), async (target, changes, caller) => {
    const asked = oddRequest(target, changes);
    const { status, text } = await client.send({ ...asked, headers: { ...headersOf[caller], ...asked.headers } });
    expect(status, `${asked.method} ${asked.target} ${asked.body} answered ${text}`).toBeLessThan(500);
    expect(typeof JSON.parse(text)).toBe('object');
  });
  await fc.assert(property, bounded(RUNS_OF_EACH_KIND));
});

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});
