import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

const DAY_S = 86_400;

let whole: WholeServer;
let stripe: Stripe;

beforeAll(async () => {
  // Long enough for an answer; some here never come.
  whole = await startWholeServer({ BANK_DEADLINE_MS: '2000' });
  stripe = stripeClient(whole, { timeout: 60_000 });
});
afterAll(() => whole.close());
beforeEach(() => askBank(whole.bank, '/control/faults', { method: 'DELETE' }));

const fault = (kind: string, operation: string) =>
  askBank(whole.bank, '/control/faults', { method: 'POST', body: JSON.stringify({ kind, operation }) });
const advance = (seconds: number) =>
  askBank(whole.bank, '/control/clock', { method: 'POST', body: JSON.stringify({ advance_seconds: seconds }) });

interface Debits {
  readonly debits: readonly {
    readonly reference: string;
    readonly state: string;
    readonly amount: number;
    readonly refunded_amount: number;
  }[];
}

const bankDebits = async () => (await askBank<Debits>(whole.bank, '/v1/debits?limit=1000'))?.debits ?? [];

/** Debits an account; one that is nobody's in particular unless a test says which. */
function debit(iban = 'NL91ABNA0417164300', amount = 4990): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount,
    currency: 'eur',
    payment_method_data: {
      type: 'sepa_debit',
      sepa_debit: { iban },
      billing_details: { name: 'Odile Martin', email: 'odile@example.com' },
    },
    mandate_data: { customer_acceptance: { type: 'offline' } },
    confirm: true,
  });
}

const statusOf = async ({ id }: Stripe.PaymentIntent) => (await stripe.paymentIntents.retrieve(id)).status;
const charge = (intent: Stripe.PaymentIntent) => stripe.charges.retrieve(intent.latest_charge as string);

/** What the books say of a payment, and the balance that the wire shows. */
async function funds(): Promise<number> {
  const { pending, available } = await stripe.balance.retrieve();
  return [...pending, ...available].filter(({ currency }) => currency === 'eur').reduce((sum, { amount }) => sum + amount, 0);
}

describe('a debit of an account that is nobody’s in particular', () => {
  it('settles five business days later by the bank’s clock, and moves the books only then', async () => {
    const before = await funds();
    const intent = await debit();
    expect(intent.status).toBe('processing');
    await advance(2 * DAY_S);
    // Another debit, that settles at once, shows that what the bank had to tell by now has been applied.
    const quick = await debit('AT611904300234573201');
    await advance(2);
    await expect.poll(() => statusOf(quick)).toBe('succeeded');
    expect(await statusOf(intent)).toBe('processing');
    expect(await charge(intent)).toMatchObject({ status: 'pending', balance_transaction: null });
    await advance(10 * DAY_S);
    await expect.poll(() => statusOf(intent)).toBe('succeeded');
    const movement = await stripe.balanceTransactions.retrieve((await charge(intent)).balance_transaction as string);
    const other = await stripe.balanceTransactions.retrieve((await charge(quick)).balance_transaction as string);
    expect((await funds()) - before).toBe(movement.net + other.net);
  });
});

describe('a debit whose answer was lost', () => {
  it.each(['no_answer_after', 'cut_after', 'error_500_after', 'duplicate_answer'])(
    '%s: is found under way, and is one',
    async (kind) => {
      const before = (await bankDebits()).length;
      await fault(kind, 'debit');
      const intent = await debit('NL91ABNA0417164300');
      expect(intent.status).toBe('processing');
      await expect.poll(async () => (await stripe.paymentIntents.retrieve(intent.id)).latest_charge, { timeout: 10_000 }).not.toBeNull();
      expect(await charge(await stripe.paymentIntents.retrieve(intent.id))).toMatchObject({ status: 'pending' });
      expect((await bankDebits()).slice(before).map(({ state }) => state)).toEqual(['pending']);
      await advance(14 * DAY_S);
      await expect.poll(() => statusOf(intent)).toBe('succeeded');
    },
    30_000,
  );

  it.each(['cut_before', 'error_500_before', 'no_answer_before'])(
    '%s: was never done, is barred, and has failed',
    async (kind) => {
      const before = (await bankDebits()).length;
      await fault(kind, 'debit');
      const failure = await debit().then(
        (intent) => expect.fail(`It is ${intent.status}.`),
        (error: unknown) => error as Stripe.errors.StripeError,
      );
      expect(failure.statusCode).toBe(402);
      expect(failure.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'processing_error' } });
      expect((await bankDebits()).length).toBe(before);
    },
    30_000,
  );

  it('and whose look-up fails too is in doubt first, and then what the bank says', async () => {
    await fault('cut_after', 'debit');
    await fault('error_500_before', 'lookup');
    const intent = await debit('AT611904300234573201');
    expect(intent).toMatchObject({ status: 'processing', latest_charge: null });
    await expect.poll(() => statusOf(intent), { timeout: 10_000 }).toBe('succeeded');
    const { data } = await stripe.events.list({ limit: 100 });
    const told = data.filter(({ data: { object } }) => (object as { id: string }).id === intent.id).map(({ type }) => type);
    expect(told.reverse()).toEqual(['payment_intent.created', 'payment_intent.processing', 'payment_intent.succeeded']);
  }, 30_000);
});

it('what is pending is neither reversed nor asked for again and again', async () => {
  const intent = await debit();
  // If the resolver asked, it would be told that nobody knows the debit, and would reverse it.
  await fault('error_500_before', 'lookup');
  await advance(1);
  const quick = await debit('AT611904300234573201');
  await advance(2);
  await expect.poll(() => statusOf(quick)).toBe('succeeded');
  const faults = await askBank<{ faults: { times: number }[] }>(whole.bank, '/control/faults');
  expect(faults?.faults).toMatchObject([{ times: 1 }]);
  expect(await statusOf(intent)).toBe('processing');
});

it('bank and books agree to the cent', async () => {
  const settled = await debit('AT611904300234573201', 1234);
  await advance(20 * DAY_S);
  await expect.poll(() => statusOf(settled)).toBe('succeeded');
  await stripe.refunds.create({ payment_intent: settled.id, amount: 234 });
  const states = await bankDebits();
  const taken = states.filter(({ state }) => state === 'settled').reduce((sum, one) => sum + one.amount - one.refunded_amount, 0);
  const { data: charges } = await stripe.charges.list({ limit: 100 });
  const booked = charges
    .filter((one) => one.balance_transaction !== null)
    .reduce((sum, one) => sum + one.amount_captured - one.amount_refunded, 0);
  expect(booked).toBe(taken);
  expect(whole.errors).toEqual([]);
});
