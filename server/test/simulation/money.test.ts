import fc from 'fast-check';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { signIn } from '../harness/signIn.ts';
import { stripeClient } from '../harness/stripeClient.ts';
import { runSql } from '../harness/testDatabase.ts';
import { problemsIn } from '../harness/verified.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';
import { knownToBank, movedByApi, posted, toldByApi, underWay } from './moneyBooks.ts';
import { CARDS, DEBITS, type Debit, moneyHistories, PAYOUTS, type Sell, type Step } from './moneySteps.ts';

// Money on all its ways at once, on a whole server and the real bank. There is no model: whatever a history is, three sides that count by
// themselves must come to the same, to the cent: what the API tells, what the postings sum up to, and what the bank has in its book.

/** Each of some thirty steps; they follow one another in one place. `SIMULATION_SEED` gives another seed. */
const HISTORIES = 2;
const SEED = Number(process.env.SIMULATION_SEED ?? 6);
const PATIENCE_MS = 30_000;
/** What must have happened, or the agreement would say little. */
const EVENTS = [
  ...['charge.captured', 'charge.converted', 'dispute.reinstated', 'dispute.withdrawn', 'refund.created'],
  ...['payout.created', 'payout.failed', 'payout.paid'],
];

let whole: WholeServer;
let stripe: Stripe;
const destinations = new Map<string, string>();

beforeAll(async () => {
  whole = await startWholeServer();
  stripe = stripeClient(whole);
  for (const [name, iban] of Object.entries(PAYOUTS)) destinations.set(name, await addAccount(iban));
}, 60_000);
afterAll(() => whole.close());

async function addAccount(iban: string): Promise<string> {
  const response = await fetch(`${whole.base}/guichet/v1/bank_accounts`, {
    method: 'POST',
    headers: { ...(await signIn(whole)), 'content-type': 'application/json' },
    body: JSON.stringify({ currency: 'eur', holder_name: 'Chez Odile', iban }),
  });
  const { id } = (await response.json()) as { id?: string };
  // The place has an account of this number from its first day.
  return id ?? (await standingAccount());
}

async function standingAccount(): Promise<string> {
  const response = await fetch(`${whole.base}/guichet/v1/bank_accounts?currency=eur`, { headers: await signIn(whole) });
  const { data } = (await response.json()) as { data: { id: string }[] };
  return data[0]?.id ?? '';
}

/** Charges that a step may choose among. */
const charges: string[] = [];

/** The rules may refuse a step, as history has it; anything but a refusal in words is a fault. */
async function unlessRefused<T>(step: Promise<T>): Promise<T | null> {
  return step.catch((error: unknown) => {
    if (error instanceof Stripe.errors.StripeError && (error.statusCode === 400 || error.statusCode === 402)) return null;
    throw error;
  });
}

async function sell({ amount, currency, card, way }: Sell): Promise<string | null> {
  if (way === 'intent') {
    const intent = await stripe.paymentIntents.create({
      ...{
        amount,
        currency,
        confirm: true,
        allowed_payment_method_types: ['card'],
        payment_method_options: { card: { moto: true } as never },
      },
      payment_method_data: { type: 'card', card: { token: CARDS[card] } } as never,
    });
    return intent.latest_charge as string;
  }
  const { id } = await stripe.charges.create({ amount, currency, source: CARDS[card], capture: way === 'charge' });
  if (way === 'held charge') await stripe.charges.capture(id, { amount: Math.ceil(amount * 0.6) });
  return id;
}

async function debit({ amount, account }: Debit): Promise<string | null> {
  const { type, number, currency } = DEBITS[account];
  const numbers =
    type === 'sepa_debit'
      ? { sepa_debit: { iban: number } }
      : { us_bank_account: { routing_number: '110000000', account_number: number, account_holder_type: 'individual' as const } };
  const method = await stripe.paymentMethods.create({ type, ...numbers, billing_details: { name: 'Odile', email: 'odile@example.com' } });
  const intent = await stripe.paymentIntents.create({
    ...{ amount, currency, confirm: true, payment_method: method.id, allowed_payment_method_types: [type] },
    mandate_data: { customer_acceptance: { type: 'offline' } },
  });
  return intent.latest_charge as string;
}

async function carryOut(step: Step): Promise<unknown> {
  if (step.do === 'sell' || step.do === 'debit') {
    const made = await unlessRefused(step.do === 'sell' ? sell(step) : debit(step));
    return made === null ? null : charges.push(made);
  }
  if (step.do === 'refund') {
    const id = charges.at(-1 - (step.at % charges.length)) ?? '';
    const { amount } = await stripe.charges.retrieve(id);
    return unlessRefused(stripe.refunds.create({ charge: id, amount: Math.ceil((amount * step.percent) / 100) }));
  }
  if (step.do === 'answer') {
    const { data } = await stripe.disputes.list({ limit: 100 });
    const open = data.filter(({ status }) => status.endsWith('needs_response'));
    const dispute = open[step.at % Math.max(1, open.length)];
    if (dispute === undefined || step.with === 'leave') return null;
    if (step.with === 'close') return unlessRefused(stripe.disputes.close(dispute.id));
    return unlessRefused(stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: step.with } }));
  }
  if (step.do === 'pay out') {
    const { available } = await stripe.balance.retrieve();
    const free = available.find(({ currency }) => currency === 'eur')?.amount ?? 0;
    const amount = Math.floor((free * step.percent) / 100);
    return amount <= 0
      ? null
      : unlessRefused(stripe.payouts.create({ amount, currency: 'eur', destination: destinations.get(step.account) ?? '' }));
  }
  return settle();
}

/** Until nothing is under way any more. */
const settle = () => vi.waitUntil(async () => (await underWay(whole)) === 0, { timeout: PATIENCE_MS, interval: 100 });

/** All sides say the same; what the bank has decided since is told within its next notice, so they may need a moment. */
async function expectAgreement(): Promise<void> {
  await settle();
  await vi.waitFor(
    async () => {
      const bank = await knownToBank(whole);
      const { imbalance, ...books } = await posted(whole);
      const api = await toldByApi(whole);
      expect(imbalance).toEqual({});
      expect(books).toEqual(api);
      expect(await movedByApi(whole)).toEqual(api.owed);
      expect({ charges: api.charges, payouts: api.payouts }).toEqual(bank);
    },
    { timeout: PATIENCE_MS, interval: 250 },
  );
}

it('keeps API, books and bank in agreement, whatever is taken, given back, disputed, returned, converted and paid out', async () => {
  const history = fc.asyncProperty(moneyHistories, async (steps) => {
    for (const step of steps) await carryOut(step);
    await expectAgreement();
  });
  await fc.assert(history, { seed: SEED, numRuns: HISTORIES, endOnFailure: true, unbiased: true });
  await answerTheRest();
  await expectAgreement();
  expect(await problemsIn(whole)).toEqual([]);
  const posts = await runSql<{ event: string }>(whole.database.ownerPool, 'SELECT DISTINCT event FROM ledger_transactions');
  expect(posts.map(({ event }) => event)).toEqual(expect.arrayContaining(EVENTS));
  expect(whole.errors).toEqual([]);
}, 180_000);

/** Whatever the histories left open comes to an end: one dispute is won for certain, of the others some. */
async function answerTheRest(): Promise<void> {
  const last = await sell({ do: 'sell', amount: 5000, currency: 'eur', card: 'disputed', way: 'intent' });
  await vi.waitUntil(async () => (await stripe.disputes.list({ charge: last ?? '' })).data.length > 0, { timeout: PATIENCE_MS });
  const { data } = await stripe.disputes.list({ limit: 100 });
  const open = data.filter(({ status }) => status.endsWith('needs_response'));
  for (const [n, { id }] of open.entries())
    await unlessRefused(
      n % 2 === 0 ? stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } }) : stripe.disputes.close(id),
    );
}
