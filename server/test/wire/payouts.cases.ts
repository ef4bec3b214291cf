import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { eventsAbout, pay, raw, refused, stripe, typesOf, whole } from './place.ts';

/** Money that is available at once, so that there is something to pay out also after what other cases have lost in disputes. */
const earn = (currency = 'eur', amount = 500_000) => pay({ currency, amount, payment_method: 'pm_card_bypassPending' });

async function available(currency: string): Promise<number> {
  const balance = await stripe.balance.retrieve();
  return balance.available.find((one) => one.currency === currency)?.amount ?? 0;
}

const reaches = (id: string, status: string) => expect.poll(async () => (await stripe.payouts.retrieve(id)).status).toBe(status);

const movementsOf = async (id: string) =>
  (await stripe.balanceTransactions.list({ source: id })).data.map(({ type, net }) => [type, net]).reverse();

/** What the terminal sends, signed in as the owner. */
async function asOwner(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, never> }> {
  const signIn = await fetch(`${whole.base}/guichet/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: whole.base },
    body: JSON.stringify(whole.owner),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const session = (await (await fetch(`${whole.base}/guichet/v1/session`, { headers: { cookie } })).json()) as { account: { id: string } };
  const answer = await fetch(whole.base + path, {
    method,
    headers: {
      ...{ cookie, origin: whole.base, 'guichet-account': session.account.id, 'guichet-mode': 'test' },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

interface Account {
  readonly id: string;
  readonly last4: string;
  readonly currency: string;
  readonly default_for_currency: boolean;
}

const accountsIn = async (currency: string): Promise<Account[]> =>
  ((await raw('GET', `/guichet/v1/bank_accounts?currency=${currency}`)).body as unknown as { data: Account[] }).data;

const addAccount = async (fields: object): Promise<{ status: number; body: Record<string, never> }> =>
  asOwner('POST', '/guichet/v1/bank_accounts', { currency: 'eur', holder_name: 'Chez Odile', ...fields });

describe('a payout', () => {
  it('leaves the balance at once, is sent a little later, and arrives', async () => {
    await earn();
    const before = await available('eur');
    const payout = await stripe.payouts.create({ amount: 4000, currency: 'eur', description: 'March', metadata: { week: '12' } });
    expect(payout).toMatchObject({
      ...{ object: 'payout', amount: 4000, currency: 'eur', status: 'pending', method: 'standard', type: 'bank_account' },
      ...{ automatic: false, description: 'March', metadata: { week: '12' }, failure_code: null, original_payout: null },
    });
    expect(await available('eur')).toBe(before - 4000);
    expect(await movementsOf(payout.id)).toEqual([['payout', -4000]]);
    await reaches(payout.id, 'paid');
    expect(await available('eur')).toBe(before - 4000);
    expect(await movementsOf(payout.id)).toEqual([['payout', -4000]]);
    expect(typesOf(await eventsAbout(payout.id))).toEqual(['payout.created', 'payout.updated', 'payout.paid']);
    expect((await stripe.payouts.list({ status: 'paid' })).data.map(({ id }) => id)).toContain(payout.id);
  });

  it('goes to a dollar account as well', async () => {
    await earn('usd');
    const payout = await stripe.payouts.create({ amount: 1100, currency: 'usd', expand: ['destination', 'balance_transaction'] });
    expect(payout.destination).toMatchObject({ object: 'bank_account', country: 'US', last4: '6789', routing_number: '110000000' });
    expect(payout.balance_transaction).toMatchObject({ type: 'payout', amount: -1100, fee: 0, source: payout.id });
    await reaches(payout.id, 'paid');
  });

  it.each([
    ['DE62370400440532013001', 'no_account'],
    ['DE35370400440532013002', 'account_closed'],
  ])('to %s fails, and the money is back', async (iban, code) => {
    await earn();
    const { body } = await addAccount({ iban });
    const before = await available('eur');
    const payout = await stripe.payouts.create({ amount: 3000, currency: 'eur', destination: (body as unknown as Account).id });
    await reaches(payout.id, 'failed');
    const failed = await stripe.payouts.retrieve(payout.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({ failure_code: code, failure_message: expect.any(String) });
    expect(failed.failure_balance_transaction).toMatchObject({ type: 'payout_failure', amount: 3000, source: payout.id });
    expect(await movementsOf(payout.id)).toEqual([
      ['payout', -3000],
      ['payout_failure', 3000],
    ]);
    expect(await available('eur')).toBe(before);
    expect(typesOf(await eventsAbout(payout.id))).toEqual(['payout.created', 'payout.updated', 'payout.failed']);
  });

  it('that comes back after it had arrived has failed after all', async () => {
    await earn();
    const { body } = await addAccount({ iban: 'DE24 3704 0044 0532 0130 06' });
    const payout = await stripe.payouts.create({ amount: 2500, currency: 'eur', destination: (body as unknown as Account).id });
    await reaches(payout.id, 'failed');
    expect(typesOf(await eventsAbout(payout.id))).toEqual(['payout.created', 'payout.updated', 'payout.paid', 'payout.failed']);
    expect(await movementsOf(payout.id)).toEqual([
      ['payout', -2500],
      ['payout_failure', 2500],
    ]);
    expect(await refused(stripe.payouts.reverse(payout.id))).toMatchObject({ status: 400, code: 'payout_not_reversible' });
  });

  it('can be canceled until it is sent, once', async () => {
    await earn();
    const before = await available('eur');
    const payout = await stripe.payouts.create({ amount: 1234, currency: 'eur' });
    expect(await stripe.payouts.cancel(payout.id)).toMatchObject({ status: 'canceled' });
    expect(await available('eur')).toBe(before);
    expect(await movementsOf(payout.id)).toEqual([
      ['payout', -1234],
      ['payout_cancel', 1234],
    ]);
    expect(await refused(stripe.payouts.cancel(payout.id))).toMatchObject({ status: 400, code: 'payout_not_cancelable' });
    expect(typesOf(await eventsAbout(payout.id))).toEqual(['payout.created', 'payout.canceled']);
  });

  it('that was paid is taken back by one of its own below zero', async () => {
    await earn();
    const payout = await stripe.payouts.create({ amount: 2000, currency: 'eur' });
    expect(await refused(stripe.payouts.reverse(payout.id))).toMatchObject({ code: 'payout_not_reversible' });
    await reaches(payout.id, 'paid');
    expect(await refused(stripe.payouts.cancel(payout.id))).toMatchObject({ code: 'payout_not_cancelable' });
    const before = await available('eur');
    const reversal = await stripe.payouts.reverse(payout.id, { metadata: { why: 'twice' } });
    expect(reversal).toMatchObject({ amount: -2000, status: 'pending', original_payout: payout.id, metadata: { why: 'twice' } });
    expect(await available('eur')).toBe(before);
    expect((await stripe.payouts.retrieve(payout.id)).reversed_by).toBe(reversal.id);
    expect(await refused(stripe.payouts.reverse(payout.id))).toMatchObject({ code: 'payout_not_reversible' });
    await reaches(reversal.id, 'paid');
    expect(await available('eur')).toBe(before + 2000);
    expect(await movementsOf(reversal.id)).toEqual([['payout', 2000]]);
    expect(await refused(stripe.payouts.reverse(reversal.id))).toMatchObject({ code: 'payout_not_reversible' });
  });

  it('changes its metadata, and tells that only where something changes', async () => {
    await earn();
    const payout = await stripe.payouts.create({ amount: 1000, currency: 'eur' });
    expect((await stripe.payouts.update(payout.id, { metadata: { a: '1' } })).metadata).toEqual({ a: '1' });
    await stripe.payouts.update(payout.id, { metadata: { a: '1' } });
    await reaches(payout.id, 'paid');
    expect((await stripe.payouts.retrieve(payout.id)).metadata).toEqual({ a: '1' });
    expect(typesOf(await eventsAbout(payout.id)).filter((type) => type === 'payout.updated')).toHaveLength(2);
  });

  it('is made once per key', async () => {
    await earn();
    const before = await available('eur');
    const options = { idempotencyKey: `payout-${Date.now()}` };
    const [first, second] = await Promise.all([
      stripe.payouts.create({ amount: 700, currency: 'eur' }, options).catch((error: unknown) => error),
      stripe.payouts.create({ amount: 700, currency: 'eur' }, options).catch((error: unknown) => error),
    ]);
    const made = [first, second].filter((one) => !(one instanceof Stripe.errors.StripeError));
    expect(new Set(made.map((one) => (one as Stripe.Payout).id)).size).toBe(1);
    expect(await available('eur')).toBe(before - 700);
  });

  it('never takes more than there is, however many are made at once', async () => {
    const left = await available('usd');
    if (left > 0) await stripe.payouts.create({ amount: left, currency: 'usd' });
    await earn('usd', 10_000);
    const amount = await available('usd');
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => stripe.payouts.create({ amount, currency: 'usd' })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await available('usd')).toBe(0);
  });

  it.each<[string, Stripe.PayoutCreateParams, object]>([
    ['more than is available', { amount: 999_999_999, currency: 'eur' }, { code: 'balance_insufficient', param: 'amount' }],
    ['nothing', { amount: 0, currency: 'eur' }, { code: 'amount_too_small', param: 'amount' }],
    ['a currency without an account', { amount: 1000, currency: 'gbp' }, { code: 'payouts_not_allowed', param: 'currency' }],
    [
      'an account that is not there',
      { amount: 1000, currency: 'eur', destination: 'ba_none' },
      { code: 'resource_missing', param: 'destination' },
    ],
    ['what nobody knows', { amount: 1000, currency: 'zzz' }, { code: 'parameter_invalid', param: 'currency' }],
    ['at once', { amount: 1000, currency: 'eur', method: 'instant' }, { code: 'instant_payouts_unsupported', param: 'method' }],
  ])('of %s is refused', async (_what, parameters, refusal) => {
    await earn();
    expect(await refused(stripe.payouts.create(parameters))).toMatchObject(refusal);
  });

  it('does not go to an account of another currency', async () => {
    const [account] = await accountsIn('usd');
    await earn();
    expect(await refused(stripe.payouts.create({ amount: 1000, currency: 'eur', destination: account?.id ?? '' }))).toMatchObject({
      ...{ code: 'parameter_invalid', param: 'destination' },
    });
  });

  it('that is not there is missing everywhere', async () => {
    for (const call of [
      () => stripe.payouts.retrieve('po_none'),
      () => stripe.payouts.update('po_none', {}),
      () => stripe.payouts.cancel('po_none'),
      () => stripe.payouts.reverse('po_none'),
    ])
      expect(await refused(call())).toMatchObject({ status: 404, code: 'resource_missing' });
  });
});

describe('bank accounts', () => {
  it('of a new test place take euros and dollars', async () => {
    expect(await accountsIn('usd')).toMatchObject([{ last4: '6789', default_for_currency: true }]);
    expect((await accountsIn('eur')).filter((one) => one.default_for_currency)).toMatchObject([{ last4: '3000' }]);
  });

  it('are added, chosen and taken out of use by people alone', async () => {
    const { status, body } = await addAccount({ currency: 'gbp', iban: 'gb82 west 1234 5698 7654 32' });
    expect([status, body]).toMatchObject([200, { currency: 'gbp', country: 'GB', last4: '5432', default_for_currency: true }]);
    expect(JSON.stringify(body)).not.toContain('12345698765432');
    const second = (await addAccount({ currency: 'gbp', iban: 'DE78370400440532013004' })).body as unknown as Account;
    expect(second.default_for_currency).toBe(false);
    expect((await asOwner('POST', `/guichet/v1/bank_accounts/${second.id}/choose`)).body).toMatchObject({ default_for_currency: true });
    expect((await accountsIn('gbp')).map(({ id, default_for_currency }) => [id, default_for_currency])).toEqual([
      [second.id, true],
      [(body as unknown as Account).id, false],
    ]);
    expect((await asOwner('DELETE', `/guichet/v1/bank_accounts/${second.id}`)).body).toMatchObject({ deleted: true });
    expect((await asOwner('DELETE', `/guichet/v1/bank_accounts/${second.id}`)).status).toBe(404);
    expect(await accountsIn('gbp')).toHaveLength(1);
    const key = await raw('POST', '/guichet/v1/bank_accounts', {
      body: JSON.stringify({ currency: 'eur', holder_name: 'Eve', iban: 'DE89370400440532013000' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(key).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  });

  it.each([
    ['check digits', { iban: 'DE88370400440532013000' }, 'account_number_invalid', 'iban'],
    ['length', { iban: 'DE8937040044053201300' }, 'account_number_invalid', 'iban'],
    ['a routing number', { routing_number: '110000001', account_number: '000123456789' }, 'routing_number_invalid', 'routing_number'],
    ['an account number', { routing_number: '110000000', account_number: '12' }, 'account_number_invalid', 'account_number'],
    ['half of it', { account_number: '000123456789' }, 'parameter_missing', 'routing_number'],
    ['nothing', {}, 'parameter_missing', 'iban'],
    ['both', { iban: 'DE89370400440532013000', account_number: '000123456789' }, 'parameters_exclusive', 'iban'],
    ['one that is there', { iban: 'DE89370400440532013000' }, 'bank_account_exists', 'iban'],
  ])('with wrong %s are refused', async (_what, fields, code, param) => {
    expect(await addAccount(fields)).toMatchObject({ status: 400, body: { error: { code, param } } });
  });
});

describe('how a place settles', () => {
  it('is told with the age of the rates, and changed by its owner', async () => {
    const { body: before } = await raw('GET', '/guichet/v1/settlement_terms');
    expect(before).toMatchObject({
      default_currency: 'eur',
      currencies: ['eur', 'usd'],
      margin_basis_points: 200,
      max_rate_age_days: null,
    });
    expect(before).toMatchObject({ rates: { day: '2026-04-13', source: 'European Central Bank, euro foreign exchange reference rates' } });
    const changed = await asOwner('POST', '/guichet/v1/settlement_terms', { currencies: ['usd', 'sek'], margin_basis_points: 0 });
    expect(changed.body).toMatchObject({ currencies: ['eur', 'usd', 'sek'], margin_basis_points: 0 });
    expect(await accountsIn('sek')).toMatchObject([{ default_for_currency: true }]);
    const charged = await pay({ currency: 'sek', amount: 10_000, expand: ['latest_charge.balance_transaction'] });
    expect((charged.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({
      currency: 'sek',
      amount: 10_000,
      exchange_rate: null,
    });
    await asOwner('POST', '/guichet/v1/settlement_terms', { max_rate_age_days: 1 });
    expect(await refused(pay({ currency: 'nok', amount: 10_000 }))).toMatchObject({ code: 'exchange_rate_unavailable', param: 'currency' });
    await asOwner('POST', '/guichet/v1/settlement_terms', { currencies: ['usd'], margin_basis_points: 200, max_rate_age_days: null });
    expect((await raw('GET', '/guichet/v1/settlement_terms')).body).toEqual(before);
  });

  it.each([
    [{ currencies: ['zzz'] }, 'currencies[0]'],
    [{ margin_basis_points: -1 }, 'margin_basis_points'],
    [{ max_rate_age_days: 0 }, 'max_rate_age_days'],
  ])('is refused as %j', async (body, param) => {
    expect(await asOwner('POST', '/guichet/v1/settlement_terms', body)).toMatchObject({ status: 400, body: { error: { param } } });
  });

  it('and is paid out by itself is told and changed', async () => {
    expect((await raw('GET', '/guichet/v1/payout_schedule')).body).toMatchObject({ frequency: 'manual', delay_days: 0 });
    const weekly = { frequency: 'weekly', weekday: 1, delay_days: 2 };
    expect((await asOwner('POST', '/guichet/v1/payout_schedule', { frequency: 'weekly' })).body).toMatchObject({
      error: { code: 'parameter_missing', param: 'weekday' },
    });
    expect((await asOwner('POST', '/guichet/v1/payout_schedule', { ...weekly, month_day: 3 })).body).toMatchObject({
      error: { code: 'parameters_exclusive', param: 'month_day' },
    });
    expect((await asOwner('POST', '/guichet/v1/payout_schedule', { frequency: 'monthly', month_day: 31 })).body).toMatchObject({
      month_day: 31,
    });
    expect((await asOwner('POST', '/guichet/v1/payout_schedule', { frequency: 'manual' })).body).toMatchObject({ month_day: null });
  });
});
