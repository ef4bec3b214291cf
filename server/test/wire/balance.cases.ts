import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { chargeOf, hold, pay, refused, stripe } from './place.ts';

/** What is available and what is still to come in one currency. */
async function funds(currency: string): Promise<{ available: number; pending: number }> {
  const { available, pending } = await stripe.balance.retrieve();
  const of = (amounts: Stripe.Balance.Available[]) => amounts.find((one) => one.currency === currency)?.amount ?? 0;
  return { available: of(available), pending: of(pending) };
}

const movementOf = async (intent: Stripe.PaymentIntent): Promise<Stripe.BalanceTransaction> =>
  (await chargeOf(intent, ['balance_transaction'])).balance_transaction as Stripe.BalanceTransaction;

// The sandbox takes 1.4 %, rounded half to even, and a fixed part where the currency has one; never more than the amount.
const FEES: [currency: string, amount: number, fee: number][] = [
  ['eur', 2000, 28 + 25],
  ['eur', 2500, 35 + 25],
  ['eur', 1250, 18 + 25],
  ['eur', 1750, 24 + 25],
  ['usd', 2000, 28 + 30],
  ['gbp', 30, 20],
  ['chf', 2000, 28 + 30],
  ['jpy', 10_000, 140],
  ['kwd', 10_000, 140],
];

describe('the balance', () => {
  it.each(FEES)('%s %d costs a fee of %d', async (currency, amount, fee) => {
    const movement = await movementOf(await pay({ currency, amount }));
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
    expect(movement.fee_details).toMatchObject([{ amount: fee, currency, type: 'stripe_fee' }]);
  });

  it('grows by what was taken less its fee, and is available two days later', async () => {
    const before = await funds('nok');
    const movement = await movementOf(await pay({ currency: 'nok', amount: 10_000 }));
    const after = await funds('nok');
    expect(after).toEqual({ available: before.available, pending: before.pending + movement.net });
    expect(movement.available_on - movement.created).toBe(2 * 24 * 3600);
  });

  it('grows by a capture, not by a hold', async () => {
    const before = await funds('sek');
    const held = await hold({ currency: 'sek', amount: 10_000 });
    expect(await funds('sek')).toEqual(before);
    const { net } = await movementOf(await stripe.paymentIntents.capture(held.id, { amount_to_capture: 4000 }));
    expect((await funds('sek')).pending).toBe(before.pending + net);
  });

  it('gives back what is refunded at once, and the fee stays with the provider', async () => {
    const intent = await pay({ currency: 'dkk', amount: 10_000 });
    const before = await funds('dkk');
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
    expect(await funds('dkk')).toEqual({ available: before.available - 4000, pending: before.pending });
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
    const intent = await pay({ currency: 'pln', amount: 10_000 });
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    const sources = async (filter: Stripe.BalanceTransactionListParams) =>
      (await stripe.balanceTransactions.list(filter)).data.map((one) => one.source);
    expect(await sources({ currency: 'pln' })).toEqual([refund.id, intent.latest_charge]);
    expect(await sources({ currency: 'pln', type: 'refund' })).toEqual([refund.id]);
    expect(await sources({ source: intent.latest_charge as string })).toEqual([intent.latest_charge]);
    expect(await sources({ type: 'payout' })).toEqual([]);
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
