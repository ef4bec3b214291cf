import { dirname } from 'node:path';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { lastReconciled, type ReconciliationParts, reconcileDay } from '../../src/modules/reconciliation/index.ts';
import { openReconciliation } from '../../src/wiring/openReconciliation.ts';
import { addProviderAccount } from '../harness/askAsOwner.ts';
import { askBank } from '../harness/bankBook.ts';
import { placeToday } from '../harness/placeZone.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { untilNothingIsOpen } from '../harness/threeBooks.ts';
import { until } from '../harness/until.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

// Two places: the second takes its payments through the first, so that there are two providers to be compared with.
let whole: WholeServer;
let stripe: Stripe;
let downstream: WholeServer;
let here: Stripe;
let account: string;
const opened: (() => Promise<void>)[] = [];
let parts: ReconciliationParts;
let downstreamParts: ReconciliationParts;

async function partsOf({ bank, keysDir, database }: WholeServer): Promise<ReconciliationParts> {
  const config = loadConfig({
    DATA_DIR: dirname(keysDir),
    SANDBOX_BANK_URL: bank.url,
    SANDBOX_BANK_TOKEN: bank.token,
    PROVIDER_PRIVATE_HOSTS: 'localhost',
  });
  const { parts: made, close } = await openReconciliation(config, { serverPool: database.serverPool, served: true });
  opened.push(close);
  return { ...made, underWayMs: 1 };
}

beforeAll(async () => {
  [whole, downstream] = await Promise.all([startWholeServer(), startWholeServer()]);
  [stripe, here] = [stripeClient(whole), stripeClient(downstream)];
  account = await addProviderAccount(downstream, { base_url: whole.base, secret: whole.key });
  [parts, downstreamParts] = [await partsOf(whole), await partsOf(downstream)];
});
afterAll(async () => {
  for (const close of opened) await close();
  await Promise.all([downstream.close(), whole.close()]);
});

const pay = (on: Stripe, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  on.paymentIntents.create({
    ...{ amount: 4990, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] },
    ...{ payment_method: 'pm_card_visa', payment_method_options: { card: { moto: true } } },
    ...more,
  });
const asAdmin = (sql: string) => runSql(whole.database.adminPool, `SET session_replication_role = replica; ${sql}`);

/** The second in which something was begun is read when it is over. */
const compare = async (of: ReconciliationParts) => {
  const begun = Math.floor(Date.now() / 1000);
  await until(() => Math.floor(Date.now() / 1000) > begun);
  return reconcileDay(of, placeToday);
};
/** What is said of the place's own bank, or of the account upstream. */
async function differences(of: ReconciliationParts = parts, provider = 'sandbox') {
  const { sources } = await compare(of);
  const source = sources.find((one) => one.provider === provider);
  expect(source?.unread).toBeNull();
  return source?.differences ?? [];
}

async function sell(on: Stripe): Promise<{ intent: string; charge: string; refund: string }> {
  const sold = await pay(on);
  const refund = await on.refunds.create({ payment_intent: sold.id, amount: 1000 });
  const held = await pay(on, { capture_method: 'manual' });
  await on.paymentIntents.capture(held.id, { amount_to_capture: 2000 });
  await pay(on, { capture_method: 'manual' });
  await on.paymentIntents.cancel((await pay(on, { capture_method: 'manual' })).id);
  await pay(on, { payment_method: 'pm_card_chargeDeclined' }).catch(() => {});
  return { intent: sold.id, charge: sold.latest_charge as string, refund: refund.id };
}

it('a day of sales, holds, refunds, debits and payouts agrees with the bank, and is noted as read', async () => {
  await sell(stripe);
  const customer = await stripe.customers.create({ name: 'Odile', email: 'odile@example.com' });
  await stripe.paymentIntents.create({
    ...{ amount: 3000, currency: 'eur', confirm: true, customer: customer.id, payment_method_types: ['sepa_debit'] },
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
      billing_details: { name: 'Odile', email: 'odile@example.com' },
    },
    mandate_data: { customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'test' } } },
  });
  await pay(stripe, { payment_method: 'pm_card_bypassPending', amount: 50_000 });
  await stripe.payouts.create({ amount: 10_000, currency: 'eur' });
  await expect.poll(async () => (await stripe.payouts.list()).data[0]?.status).toBe('paid');
  await untilNothingIsOpen(whole.database.ownerPool);
  const before = new Date();
  const report = await compare(parts);
  expect(report.sources).toMatchObject([{ provider: 'sandbox', differences: [], resolved: [], unread: null, others: 0 }]);
  expect(report.sources[0]?.there).toBe(report.sources[0]?.here);
  expect(report.sources[0]?.there).toBeGreaterThanOrEqual(9);
  const rows = await runSql(whole.database.ownerPool, 'SELECT provider, day, unresolved FROM reconciliations');
  expect(rows).toEqual([{ provider: 'sandbox', day: placeToday(), unresolved: 0 }]);
  const source = { tenantId: 1, provider: 'sandbox' };
  const readUntil = await lastReconciled(parts.database, source, { since: new Date(before.getTime() - 2000), ranAfter: before });
  expect(Number(readUntil)).toBeGreaterThan(before.getTime() - 1000);
  expect(await lastReconciled(parts.database, source, { since: before, ranAfter: new Date(Date.now() + 1000) })).toBeNull();
  expect(await lastReconciled(parts.database, source, { since: new Date(before.getTime() - 40 * 3600_000), ranAfter: before })).toBeNull();
});

it('what the bank has and nobody here knows is told, and left alone', async () => {
  const { account: ours } = (await runSql<{ account: string }>(whole.database.ownerPool, 'SELECT account FROM tenants'))[0] ?? {};
  const body = {
    ...{ reference: 'att_nobodyKnows', amount: 777, currency: 'eur', capture: true, entry: 'moto_phone' },
    card: { number: '4242424242424242', exp_month: 12, exp_year: 2034 },
    merchant: { name: 'Chez Odile', country: 'FR', account: ours },
  };
  const authorise = (more: object) =>
    askBank(whole.bank, '/v1/authorisations', { method: 'POST', body: JSON.stringify({ ...body, ...more }) });
  await authorise({});
  // Another merchant's is no business of ours.
  await authorise({ reference: 'att_elsewhere', merchant: { ...body.merchant, account: 'acct_elsewhere' } });
  expect(await differences()).toMatchObject([
    { kind: 'unknown_here', reference: 'att_nobodyKnows', says: 'a payment of 777 eur is approved there and unknown here' },
  ]);
  expect(await askBank(whole.bank, '/v1/operations/att_nobodyKnows')).toMatchObject({ state: { captured_amount: 777, reversed: false } });
  await askBank(whole.bank, '/v1/reversals', { method: 'POST', body: JSON.stringify({ reference: 'att_nobodyKnows' }) });
  expect(await differences()).toMatchObject([{ says: 'a payment of 777 eur is undone there and unknown here' }]);
});

/** What differs beside what the test before has left at the bank. */
const newDifferences = async () => (await differences()).filter(({ kind }) => kind !== 'unknown_here');

it('what we have otherwise than the bank is told, each by its charge or refund', async () => {
  const { charge, refund } = await sell(stripe);
  await asAdmin(
    `UPDATE charges SET amount_captured = 4000 WHERE id = '${charge}'; UPDATE refunds SET status = 'failed' WHERE id = '${refund}'`,
  );
  const found = await newDifferences();
  await asAdmin(
    `UPDATE charges SET amount_captured = 4990 WHERE id = '${charge}'; UPDATE refunds SET status = 'succeeded' WHERE id = '${refund}'`,
  );
  expect(found).toHaveLength(2);
  expect(found).toContainEqual(
    expect.objectContaining({ kind: 'amount', subject: charge, says: '4990 eur were taken there and 4000 eur here' }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ kind: 'state', subject: refund, says: 'the refund is approved there and undone here' }),
  );
});

it('what we have and the bank has not is told', async () => {
  const { charge } = await sell(stripe);
  const [{ id = '' } = {}] = await runSql<{ id: string }>(
    whole.database.ownerPool,
    `SELECT authorisation AS id FROM charges WHERE id = '${charge}'`,
  );
  const another = `${id.slice(0, -3)}xyz`;
  const renamed = (from: string, to: string) =>
    asAdmin(`UPDATE attempts SET id = '${to}' WHERE id = '${from}'; UPDATE charges SET authorisation = '${to}' WHERE id = '${charge}'`);
  await renamed(id, another);
  const found = await differences();
  await renamed(another, id);
  expect(found).toContainEqual(
    expect.objectContaining({ kind: 'unknown_there', subject: charge, says: 'a payment of 4990 eur is approved here and unknown there' }),
  );
  expect(await newDifferences()).toEqual([]);
});

it('a bank that does not answer leaves the day unread', async () => {
  const before = await runSql(whole.database.ownerPool, 'SELECT * FROM reconciliations');
  const silent = {
    ...parts,
    sources: async () => [{ tenantId: 1, name: 'sandbox', provider: () => Promise.reject(new Error('Nobody answers.')) }],
  };
  const report = await compare(silent);
  expect(report).toMatchObject({ unresolved: 1, sources: [{ unread: 'Nobody answers.', differences: [] }] });
  expect(await runSql(whole.database.ownerPool, 'SELECT * FROM reconciliations')).toEqual(before);
});

it('an account at another Guichet is read as its books are, and what others did with it is counted', async () => {
  await sell(here);
  await untilNothingIsOpen(downstream.database.ownerPool);
  await pay(stripe);
  const before = await differences(downstreamParts, account);
  expect(before).toEqual([]);
  await pay(stripe, { metadata: { guichet_reference: 'att_nobodyKnows' } });
  const report = await compare(downstreamParts);
  const source = report.sources.find(({ provider }) => provider === account);
  expect(source?.differences).toMatchObject([
    { kind: 'unknown_here', reference: 'att_nobodyKnows', subject: expect.stringMatching(/^pi_/) },
  ]);
  expect(source?.others).toBeGreaterThan(0);
  expect(source?.there).toBe(7);
});
