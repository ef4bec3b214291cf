import pg from 'pg';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destroyUnneededCards } from '../../src/modules/card_retention/index.ts';
import type { RecordActivity } from '../../src/platform/activity.ts';
import { createLogger } from '../../src/platform/log.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import type { Database } from '../../src/platform/transaction.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Cards that nobody needs any more are destroyed, and no other. The clock is the job's argument: it is moved instead of waited for.

const DAY_MS = 24 * 3600_000;

let whole: WholeServer;
let stripe: Stripe;
let database: Database;
const recorded: { readonly action: string; readonly details: unknown }[] = [];

beforeAll(async () => {
  whole = await startWholeServer();
  stripe = stripeClient(whole);
  database = openDatabase(whole.database.serverPool);
});
afterAll(async () => {
  await database.close();
  await whole.close();
});

const recordActivity: RecordActivity = async (_tx, { actor }, { action, details }) => {
  recorded.push({ action: `${actor.kind} ${action}`, details });
};
const log = createLogger('error', { write: () => {} });

/** What the job does in its runs of a moment some days from now, until it finds nothing to look at. Answers how many it looked at. */
async function runsAfter(days: number): Promise<number> {
  const now = new Date(Date.now() + days * DAY_MS);
  let looked = 0;
  for (let more = 1; more > 0; looked += more) more = await destroyUnneededCards({ database, recordActivity, log }, now);
  return looked;
}

async function isKept(method: string): Promise<boolean> {
  const [row] = await runSql<{ kept: boolean; agrees: boolean }>(
    whole.database.ownerPool,
    `SELECT v.sealed IS NOT NULL AS kept, (m.destroyed IS NULL) = (v.destroyed IS NULL) AS agrees
     FROM payment_methods m JOIN vault_cards v ON v.tenant_id = m.tenant_id AND v.id = m.card_id WHERE m.id = '${method}'`,
  );
  expect(row?.agrees).toBe(true);
  return row?.kept ?? false;
}

/** Which of these methods still have their card, by name. */
async function kept(methods: Readonly<Record<string, string>>): Promise<string[]> {
  const names = Object.keys(methods);
  const answers = await Promise.all(names.map((name) => isKept(methods[name] ?? '')));
  return names.filter((_, at) => answers[at]);
}

const card = async (): Promise<string> => (await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })).id;

const CARD_ONLY: Stripe.PaymentIntentCreateParams = { amount: 2000, currency: 'eur', allowed_payment_method_types: ['card'] };

async function paid(more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<string> {
  const id = await card();
  await stripe.paymentIntents.create({ ...CARD_ONLY, confirm: true, payment_method: id, ...more });
  return id;
}

async function onFile(): Promise<string> {
  const { id: customer } = await stripe.customers.create({});
  return (await stripe.paymentMethods.attach(await card(), { customer })).id;
}

async function takenOff(): Promise<string> {
  const id = await onFile();
  await stripe.paymentMethods.detach(id);
  return id;
}

async function unconfirmed(): Promise<string> {
  const id = await card();
  await stripe.paymentIntents.create({ ...CARD_ONLY, payment_method: id });
  return id;
}

/** The card of a declined charge that no intent is known of. */
async function declinedByItself(): Promise<string> {
  const declining = stripe.charges.create({ amount: 2000, currency: 'eur', source: 'tok_chargeDeclined' });
  const { charge } = await declining.then(
    () => Promise.reject(new Error('It was not declined.')),
    (error: Stripe.errors.StripeCardError) => error.raw as { charge: string },
  );
  const sql = `SELECT payment_method_id AS id FROM charges WHERE id = '${charge}'`;
  return (await runSql<{ id: string }>(whole.database.ownerPool, sql))[0]?.id ?? '';
}

async function account(more: Partial<Stripe.PaymentIntentCreateParams>): Promise<string> {
  const { id } = await stripe.paymentMethods.create({
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Odile Martin', email: 'odile@example.com' },
  });
  const intent = await stripe.paymentIntents.create({
    ...{ amount: 2000, currency: 'eur', confirm: true, payment_method: id, mandate_data: { customer_acceptance: { type: 'offline' } } },
    ...{ allowed_payment_method_types: ['sepa_debit'] },
    ...more,
  });
  await until(async () => (await stripe.paymentIntents.retrieve(intent.id)).status === 'succeeded');
  return id;
}

describe('a card in the vault', () => {
  let methods: Readonly<Record<string, string>>;

  beforeAll(async () => {
    methods = {
      paid: await paid(),
      held: await paid({ capture_method: 'manual' }),
      onFile: await onFile(),
      takenOff: await takenOff(),
      unused: await card(),
      unconfirmed: await unconfirmed(),
      declinedByItself: await declinedByItself(),
      debitedOnce: await account({}),
      debitedFromTimeToTime: await account({ setup_future_usage: 'off_session', customer: (await stripe.customers.create({})).id }),
    };
  }, 60_000);

  it('is kept within its first day, whatever happened', async () => {
    expect(await runsAfter(0.9)).toBe(0);
    expect(await kept(methods)).toEqual(Object.keys(methods));
  });

  it('is destroyed a day after nothing needs it any more', async () => {
    // Several servers at once do it once.
    const now = new Date(Date.now() + 1.1 * DAY_MS);
    await Promise.all([1, 2, 3].map(() => destroyUnneededCards({ database, recordActivity, log }, now)));
    expect(await kept(methods)).toEqual(['held', 'onFile', 'unused', 'unconfirmed', 'debitedOnce', 'debitedFromTimeToTime']);
    expect(recorded).toEqual([{ action: 'system cards.destroy', details: { cards: 3 } }]);
  });

  it('waits thirty days for its use, and longer for a hold, a mandate or a customer', async () => {
    for (const days of [10, 20, 29.5]) await runsAfter(days);
    expect(await kept(methods)).toEqual(['held', 'onFile', 'unused', 'unconfirmed', 'debitedOnce', 'debitedFromTimeToTime']);
    await runsAfter(31);
    expect(await kept(methods)).toEqual(['held', 'onFile', 'debitedFromTimeToTime']);
    expect(await runsAfter(31)).toBe(0);
  });

  it('is looked at again when its customer lets it go', async () => {
    const id = methods.onFile ?? '';
    await stripe.paymentMethods.detach(id);
    await runsAfter(1.1);
    expect(await kept({ id })).toEqual([]);
  });

  it('can be seen and not be used once it is destroyed', async () => {
    const id = methods.unused ?? '';
    const { id: customer } = await stripe.customers.create({});
    const { id: intent } = await stripe.paymentIntents.create(CARD_ONLY);
    const { id: setup } = await stripe.setupIntents.create({});
    const refusal = { statusCode: 400, code: 'payment_method_unexpected_state', param: 'payment_method' };
    expect(await stripe.paymentMethods.retrieve(id)).toMatchObject({ id, card: { brand: 'visa', last4: '4242', exp_month: 12 } });
    for (const use of [
      () => stripe.paymentIntents.create({ ...CARD_ONLY, confirm: true, payment_method: id }),
      () => stripe.paymentMethods.attach(id, { customer }),
      () => stripe.setupIntents.create({ confirm: true, payment_method: id, customer }),
      () => stripe.paymentIntents.create({ ...CARD_ONLY, payment_method: id }),
      () => stripe.paymentIntents.update(intent, { payment_method: id }),
      () => stripe.setupIntents.create({ payment_method: id }),
      () => stripe.setupIntents.update(setup, { payment_method: id }),
      () => stripe.testHelpers.confirmationTokens.create({ payment_method: id }),
    ]) {
      await expect(use()).rejects.toMatchObject(refusal);
      await expect(use()).rejects.toThrow('It may not be used again');
    }
    expect(whole.errors).toEqual([]);
  });

  it.each([
    ['a setup', (id: string) => stripe.setupIntents.create({ confirm: true, payment_method: id })],
    ['an intent that waits', (id: string) => stripe.paymentIntents.create({ ...CARD_ONLY, payment_method: id })],
    ['a setup that waits', (id: string) => stripe.setupIntents.create({ payment_method: id })],
  ])('is not taken by %s while it is being destroyed', async (_what, use) => {
    const id = await card();
    const client = new pg.Client(whole.database.ownerPool);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE payment_methods SET destroyed = now() WHERE id = $1', [id]);
      const using = use(id).then(
        () => 'taken',
        ({ code }: { code: string }) => code,
      );
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await until(async () => (await runSql(whole.database.adminPool, waiting)).length > 0);
      await client.query('COMMIT');
      expect(await using).toBe('payment_method_unexpected_state');
    } finally {
      await client.end();
    }
    await runSql(whole.database.ownerPool, `UPDATE payment_methods SET destroyed = NULL WHERE id = '${id}'`);
  });

  it('that was typed in and never became a payment method goes with its token, and its security code with it', async () => {
    await stripe.tokens.create({ card: { number: '4242424242424242', exp_month: '11', exp_year: '2041', cvc: '123' } });
    const left = async () => {
      const sql = `SELECT count(*)::int AS cards, count(s.card_id)::int AS codes FROM vault_cards v
        LEFT JOIN security_codes s ON s.tenant_id = v.tenant_id AND s.card_id = v.id
        WHERE v.sealed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment_methods m WHERE m.tenant_id = v.tenant_id AND m.card_id = v.id)`;
      return (await runSql<{ cards: number; codes: number }>(whole.database.ownerPool, sql))[0];
    };
    await runsAfter(1.1);
    expect(await left()).toEqual({ cards: 1, codes: 1 });
    await runSql(whole.database.ownerPool, 'DELETE FROM card_tokens');
    await runsAfter(3);
    expect(await left()).toEqual({ cards: 0, codes: 0 });
    const orphans = 'SELECT s.card_id FROM security_codes s JOIN vault_cards v ON v.id = s.card_id WHERE v.destroyed IS NOT NULL';
    expect(await runSql(whole.database.ownerPool, orphans)).toEqual([]);
  });
});
