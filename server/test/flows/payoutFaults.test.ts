import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';

let whole: WholeServer;
let stripe: Stripe;

beforeAll(async () => {
  whole = await startWholeServer();
  const { hostname, port } = new URL(whole.base);
  stripe = new Stripe(whole.key, { host: hostname, port, protocol: 'http', telemetry: false });
});
afterAll(() => whole.close());
beforeEach(() => askBank(whole.bank, '/control/faults', { method: 'DELETE' }));

const available = async (): Promise<number> =>
  (await stripe.balance.retrieve()).available.find((one) => one.currency === 'eur')?.amount ?? 0;

interface Told {
  readonly notices: readonly { readonly kind: string; readonly reference: string }[];
}

it.each(['cut_before', 'cut_after', 'error_500_before', 'error_500_after'])(
  'a payout whose answer is lost (%s) is paid once',
  async (kind) => {
    await stripe.paymentIntents.create({ amount: 50_000, currency: 'eur', payment_method: 'pm_card_bypassPending', confirm: true });
    const before = await available();
    const fault = { kind, operation: 'payout', times: 1 };
    await askBank(whole.bank, '/control/faults', { method: 'POST', body: JSON.stringify(fault) });
    const payout = await stripe.payouts.create({ amount: 10_000, currency: 'eur' });
    await expect.poll(async () => (await stripe.payouts.retrieve(payout.id)).status, { timeout: 20_000 }).toBe('paid');
    expect(await available()).toBe(before - 10_000);
    expect(await askBank(whole.bank, `/v1/payouts/${payout.id}`)).toMatchObject({ state: 'paid', amount: 10_000 });
    const told = await askBank<Told>(whole.bank, '/v1/notices?limit=1000');
    expect(told?.notices.filter(({ reference }) => reference === payout.id).map((one) => one.kind)).toEqual(['payout.paid']);
    const { data } = await stripe.events.list({ type: 'payout.paid', limit: 100 });
    expect(data.filter((event) => (event.data.object as Stripe.Payout).id === payout.id)).toHaveLength(1);
    expect(whole.errors).toEqual([]);
  },
);

it('a payout waits while the bank cannot even be asked about it, and goes on when it can', async () => {
  const fault = (operation: string, times: number) =>
    askBank(whole.bank, '/control/faults', { method: 'POST', body: JSON.stringify({ kind: 'error_500_before', operation, times }) });
  await fault('payout', 1);
  await fault('lookup', 1);
  const payout = await stripe.payouts.create({ amount: 1_000, currency: 'eur' });
  await expect.poll(async () => (await stripe.payouts.retrieve(payout.id)).status, { timeout: 20_000 }).toBe('paid');
  expect(await stripe.payouts.cancel(payout.id).catch((error: Stripe.errors.StripeError) => error.code)).toBe('payout_not_cancelable');
});
