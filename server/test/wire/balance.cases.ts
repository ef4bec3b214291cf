import type { PaymentDetail } from '@guichet/contract/terminal.ts';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { chargeOf, hold, pay, raw, refused, stripe } from './place.ts';

/** What is available and what is still to come in one currency. */
async function funds(currency: string): Promise<{ available: number; pending: number }> {
  const { available, pending } = await stripe.balance.retrieve();
  const of = (amounts: Stripe.Balance.Available[]) => amounts.find((one) => one.currency === currency)?.amount ?? 0;
  return { available: of(available), pending: of(pending) };
}

const movementOf = async (intent: Stripe.PaymentIntent): Promise<Stripe.BalanceTransaction> =>
  (await chargeOf(intent, ['balance_transaction'])).balance_transaction as Stripe.BalanceTransaction;

// The sandbox takes 1.4 %, rounded half to even, and a fixed part where the currency has one; never more than the amount.
const FEES: [currency: string, amount: number, share: number, fixed: number][] = [
  ['eur', 2000, 28, 25],
  ['eur', 2500, 35, 25],
  ['eur', 1250, 18, 25],
  ['eur', 1750, 24, 25],
  ['usd', 2000, 28, 30],
  ['usd', 50, 1, 30],
];

interface Rate {
  readonly rate: string;
  readonly mid: string;
  readonly day: string;
  readonly source: string;
  readonly converted: number;
}

/** What a charge of so much would bring today, asked before it is made. */
const quoteOf = async (from: string, amount: number): Promise<Rate> =>
  (await raw('GET', `/guichet/v1/exchange_rates?from=${from}&amount=${amount}`)).body as unknown as Rate;

describe('the balance', () => {
  it.each(FEES)('%s %d costs a fee of %d and %d', async (currency, amount, share, fixed) => {
    const movement = await movementOf(await pay({ currency, amount }));
    const fee = share + fixed;
    expect(movement).toMatchObject({
      object: 'balance_transaction',
      type: 'charge',
      reporting_category: 'charge',
      currency,
      amount,
      fee,
      net: amount - fee,
      status: 'pending',
      exchange_rate: null,
    });
    expect(movement.fee_details).toMatchObject([
      { amount: share, currency, type: 'stripe_fee' },
      { amount: fixed, currency, type: 'stripe_fee' },
    ]);
  });

  it.each([
    ['gbp', 30],
    ['chf', 2000],
    ['jpy', 10_000],
    ['isk', 500_000],
    ['huf', 1_000_000],
  ])('converts %s %d to the default currency by the rate of the day, as the quote said', async (currency, amount) => {
    const { rate, mid, converted, source } = await quoteOf(currency, amount);
    const movement = await movementOf(await pay({ currency, amount }));
    // On the wire amounts are multiplied as they stand, in minor units: of yen there are a hundred less than of cents.
    const shown = Number(`${rate}e${currency === 'jpy' ? 2 : 0}`);
    expect(movement).toMatchObject({ amount: converted, currency: 'eur', exchange_rate: shown, net: converted - movement.fee });
    expect(Math.round(amount * shown)).toBe(converted);
    expect(movement.fee).toBeGreaterThanOrEqual(Math.min(converted, 25));
    expect(Number(rate) / Number(mid)).toBeCloseTo(0.98, 12);
    expect(source).toBe('European Central Bank, euro foreign exchange reference rates');
  });

  it('leaves a currency without a rate as it is', async () => {
    const movement = await movementOf(await pay({ currency: 'kwd', amount: 10_000 }));
    expect(movement).toMatchObject({ amount: 10_000, currency: 'kwd', fee: 140, exchange_rate: null });
    expect((await raw('GET', '/guichet/v1/exchange_rates?from=kwd')).body.error).toMatchObject({ code: 'exchange_rate_unavailable' });
  });

  it('gives a converted sale back in its own currency, in parts that leave nothing behind', async () => {
    const before = await funds('eur');
    const intent = await pay({ currency: 'gbp', amount: 10_001 });
    const charged = await movementOf(intent);
    for (const amount of [3333, 3333, 3335]) await stripe.refunds.create({ payment_intent: intent.id, amount });
    const { data: refunds } = await stripe.refunds.list({ payment_intent: intent.id, expand: ['data.balance_transaction'] });
    const moved = refunds.map((refund) => refund.balance_transaction as Stripe.BalanceTransaction);
    expect(refunds.map(({ currency }) => currency)).toEqual(['gbp', 'gbp', 'gbp']);
    expect(moved.map(({ currency, type }) => [currency, type])).toEqual(Array(3).fill(['eur', 'refund']));
    expect(moved.map(({ exchange_rate }) => exchange_rate)).toEqual(Array(3).fill(charged.exchange_rate));
    // Each part is rounded by itself, so that together they may differ from the whole by a cent or two, which is booked as such.
    const given = moved.reduce((sum, { amount }) => sum + amount, 0);
    expect(Math.abs(charged.amount + given)).toBeLessThanOrEqual(2);
    const after = await funds('eur');
    expect(after.available - before.available + after.pending - before.pending).toBe(charged.net + given);
    const detail = (await raw('GET', `/guichet/v1/payments/${intent.id}`)).body as unknown as PaymentDetail;
    const position = new Map<string, number>();
    for (const { debit, credit, amount, currency } of detail.postings) {
      const net = (debit === 'conversion_position' ? amount : 0) - (credit === 'conversion_position' ? amount : 0);
      position.set(currency, (position.get(currency) ?? 0) + net);
    }
    expect(Object.fromEntries(position)).toEqual({ gbp: 0, eur: 0 });
    expect(
      detail.conversions.map(({ presented_amount, presented_currency, currency }) => [presented_amount, presented_currency, currency]),
    ).toEqual([
      [10_001, 'gbp', 'eur'],
      [-3333, 'gbp', 'eur'],
      [-3333, 'gbp', 'eur'],
      [-3335, 'gbp', 'eur'],
    ]);
  });

  it('grows by what was taken less its fee, and is available two days later', async () => {
    const before = await funds('eur');
    const movement = await movementOf(await pay({ currency: 'eur', amount: 10_000 }));
    const after = await funds('eur');
    expect(after).toEqual({ available: before.available, pending: before.pending + movement.net });
    expect(movement.available_on - movement.created).toBe(2 * 24 * 3600);
  });

  it('grows by a capture, not by a hold', async () => {
    const before = await funds('eur');
    const held = await hold({ currency: 'eur', amount: 10_000 });
    expect(await funds('eur')).toEqual(before);
    const { net } = await movementOf(await stripe.paymentIntents.capture(held.id, { amount_to_capture: 4000 }));
    expect((await funds('eur')).pending).toBe(before.pending + net);
  });

  it('gives back what is refunded at once, and the fee stays with the provider', async () => {
    const intent = await pay({ currency: 'eur', amount: 10_000 });
    const before = await funds('eur');
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 4000, expand: ['balance_transaction'] });
    expect(refund.balance_transaction).toMatchObject({
      type: 'refund',
      amount: -4000,
      fee: 0,
      net: -4000,
      fee_details: [],
      source: refund.id,
      status: 'available',
    });
    expect(await funds('eur')).toEqual({ available: before.available - 4000, pending: before.pending });
  });

  it('has what comes from a card that is paid out of turn at once, and says so', async () => {
    const before = await funds('eur');
    const movement = await movementOf(await pay({ payment_method: 'pm_card_bypassPending' }));
    expect(movement).toMatchObject({ status: 'available', available_on: movement.created });
    expect(await funds('eur')).toEqual({ available: before.available + movement.net, pending: before.pending });
    const told = async () => (await stripe.events.list({ type: 'balance.available', created: { gte: movement.created } })).data;
    await expect.poll(async () => (await told()).length).toBeGreaterThan(0);
    const [event] = await told();
    expect(event?.data.object).toMatchObject({
      object: 'balance',
      available: expect.arrayContaining([expect.objectContaining({ currency: 'eur' })]),
    });
  });

  it('is not touched by a refused card', async () => {
    const before = await stripe.balance.retrieve();
    await refused(pay({ payment_method: 'pm_card_chargeDeclined' }));
    const after = await stripe.balance.retrieve();
    expect(after.pending).toEqual(before.pending);
  });

  it('says nothing of what it does not have', async () => {
    const { lastResponse: _, ...balance } = await stripe.balance.retrieve();
    expect(Object.keys(balance).sort()).toEqual(['available', 'livemode', 'object', 'pending']);
    expect(balance.available.find((one) => one.currency === 'eur')).toMatchObject({ source_types: { card: expect.any(Number) } });
  });
});

describe('balance transactions', () => {
  it('are listed by kind, source and currency', async () => {
    const intent = await pay({ currency: 'omr', amount: 10_000 });
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    const sources = async (filter: Stripe.BalanceTransactionListParams) =>
      (await stripe.balanceTransactions.list(filter)).data.map((one) => one.source);
    expect(await sources({ currency: 'omr' })).toEqual([refund.id, intent.latest_charge]);
    expect(await sources({ currency: 'omr', type: 'refund' })).toEqual([refund.id]);
    expect(await sources({ source: intent.latest_charge as string })).toEqual([intent.latest_charge]);
    expect(await sources({ currency: 'omr', type: 'payout' })).toEqual([]);
  });

  it('read back the same', async () => {
    const movement = await movementOf(await pay());
    const { lastResponse: _, ...read } = await stripe.balanceTransactions.retrieve(movement.id);
    expect(read).toEqual(movement);
    expect(await refused(stripe.balanceTransactions.retrieve('txn_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
  });

  it('add up to the balance', async () => {
    const sums = new Map<string, number>();
    for await (const { currency, net } of stripe.balanceTransactions.list({ limit: 100 }))
      sums.set(currency, (sums.get(currency) ?? 0) + net);
    for (const [currency, sum] of sums) {
      const { available, pending } = await funds(currency);
      expect([currency, available + pending]).toEqual([currency, sum]);
    }
  });
});
