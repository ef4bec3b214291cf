import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { askBank } from '../harness/bankBook.ts';
import { answerBank, challengeOf, comeBack, eventually, passChallenge } from './challenge.ts';
import { chargeOf, clientWith, eventsAbout, pay, refusal, refused, stripe, typesOf, whole } from './place.ts';

const RETURN = 'https://shop.example.com/thanks?order=17';
const ONLINE = { payment_method_options: {}, return_url: RETURN } as const;
const ALWAYS = 'pm_card_threeDSecure2Required';

/** A payment whose issuer wants to see the payer. */
const asked = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) => pay({ ...ONLINE, payment_method: ALWAYS, ...more });

interface Summary {
  readonly currencies: Readonly<Record<string, { readonly counts: { readonly approved: number } }>>;
}

/** How many payments in euro the bank has approved so far. */
const approvals = async (): Promise<number> =>
  (await askBank<Summary>(whole.bank, '/v1/book/summary'))?.currencies.eur?.counts.approved ?? 0;

describe('a payment whose issuer wants to see the payer', () => {
  it('waits for them, charges once when they have proved themselves, and sends them on to the merchant', async () => {
    const before = await approvals();
    const waiting = await asked();
    expect(waiting).toMatchObject({
      status: 'requires_action',
      latest_charge: null,
      last_payment_error: null,
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN, url: expect.stringContaining('/pay/challenge/') } },
    });
    const back = await answerBank(challengeOf(waiting), 'approve');
    const { location, status } = await comeBack(back);
    expect(status).toBe(303);
    expect(location?.origin).toBe('https://shop.example.com');
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      order: '17',
      payment_intent: waiting.id,
      payment_intent_client_secret: waiting.client_secret,
      redirect_status: 'succeeded',
    });
    const paid = await stripe.paymentIntents.retrieve(waiting.id);
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 2000, next_action: null });
    const charge = await chargeOf(paid);
    expect(charge.payment_method_details?.card).toMatchObject({
      electronic_commerce_indicator: '05',
      checks: { cvc_check: 'pass' },
      three_d_secure: { authentication_flow: 'challenge', electronic_commerce_indicator: '05', result: 'authenticated', version: '2.2.0' },
    });
    // Coming back again, and the bank's own notice, change nothing.
    expect((await comeBack(back)).location?.searchParams.get('redirect_status')).toBe('succeeded');
    expect(await approvals()).toBe(before + 1);
    expect(typesOf(await eventsAbout(waiting.id, charge.id))).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it('charges once however many come back for it at the same moment', async () => {
    const before = await approvals();
    const waiting = await asked();
    const back = await answerBank(challengeOf(waiting), 'approve');
    const told = await Promise.all(Array.from({ length: 8 }, () => comeBack(back)));
    for (const { location } of told) expect(location?.searchParams.get('redirect_status')).toMatch(/^(succeeded|pending)$/);
    const done = await eventually(
      () => stripe.paymentIntents.retrieve(waiting.id),
      ({ status }) => status === 'succeeded',
    );
    expect((await stripe.charges.list({ payment_intent: done.id })).data).toHaveLength(1);
    expect(await approvals()).toBe(before + 1);
  });

  it('goes on by the bank’s notice when the payer never comes back, and only once', async () => {
    const waiting = await asked({ capture_method: 'manual' });
    await answerBank(challengeOf(waiting), 'approve');
    const held = await eventually(
      () => stripe.paymentIntents.retrieve(waiting.id),
      ({ status }) => status !== 'requires_action' && status !== 'processing',
    );
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2000 });
    expect(await stripe.paymentIntents.capture(held.id)).toMatchObject({ status: 'succeeded', amount_received: 2000 });
  });

  it('waits for another method when the payer fails', async () => {
    const waiting = await asked();
    const { location } = await passChallenge(waiting, 'fail');
    expect(location?.searchParams.get('redirect_status')).toBe('failed');
    const failed = await stripe.paymentIntents.retrieve(waiting.id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      payment_method: null,
      next_action: null,
      last_payment_error: {
        code: 'payment_intent_authentication_failure',
        type: 'invalid_request_error',
        payment_method: { id: waiting.payment_method },
      },
    });
    expect(typesOf(await eventsAbout(waiting.id)).at(-1)).toBe('payment_intent.payment_failed');
    expect(await stripe.paymentIntents.confirm(waiting.id, { payment_method: 'pm_card_visa' })).toMatchObject({ status: 'succeeded' });
  });

  it('can be confirmed anew, and what the payer still does at their bank counts no more', async () => {
    const waiting = await asked();
    const again = await stripe.paymentIntents.confirm(waiting.id, { payment_method: 'pm_card_visa', return_url: RETURN });
    expect(again.status).toBe('succeeded');
    const before = await approvals();
    const { location } = await passChallenge(waiting, 'approve');
    expect(location?.searchParams.get('redirect_status')).toBe('succeeded');
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({ latest_charge: again.latest_charge });
    expect(await approvals()).toBe(before);
  });

  it('can be given up, and is charged no more then', async () => {
    const waiting = await asked();
    expect(await refused(stripe.paymentIntents.update(waiting.id, { amount: 3000 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect(await refused(stripe.paymentIntents.capture(waiting.id))).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.update(waiting.id, { description: 'told later' })).toMatchObject({ status: 'requires_action' });
    expect(await stripe.paymentIntents.cancel(waiting.id)).toMatchObject({ status: 'canceled', next_action: null });
    const { location } = await passChallenge(waiting, 'approve');
    expect(location?.searchParams.get('redirect_status')).toBe('failed');
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({ status: 'canceled', latest_charge: null });
  });

  it('is led by a program in the page where there is no address to return to, or where that is asked for', async () => {
    const led = await pay({ payment_method_options: {}, payment_method: ALWAYS });
    expect(led.next_action?.type).toBe('use_stripe_sdk');
    expect((await asked({ use_stripe_sdk: true })).next_action?.type).toBe('use_stripe_sdk');
    const { page, status, location } = await passChallenge(led, 'approve');
    expect([status, location]).toEqual([200, null]);
    expect(page).toContain('<h1>Confermato</h1>');
    expect(await stripe.paymentIntents.retrieve(led.id)).toMatchObject({ status: 'succeeded' });
  });

  it.each(['any', 'challenge'] as const)('is asked for by the merchant with %s, for any card', async (request) => {
    const waiting = await asked({
      payment_method: 'pm_card_mastercard',
      payment_method_options: { card: { request_three_d_secure: request } },
    });
    expect(waiting.status).toBe('requires_action');
    await passChallenge(waiting, 'approve');
    const charge = await chargeOf(await stripe.paymentIntents.retrieve(waiting.id));
    expect(charge.payment_method_details?.card?.three_d_secure?.electronic_commerce_indicator).toBe('02');
  });

  it('is declined afterwards when the card has no funds', async () => {
    const waiting = await asked({
      payment_method_data: { type: 'card', card: { number: '4000008260003178', exp_month: 12, exp_year: 2041, cvc: '123' } } as never,
      payment_method: undefined as never,
    });
    expect(waiting.status).toBe('requires_action');
    expect((await passChallenge(waiting, 'approve')).location?.searchParams.get('redirect_status')).toBe('failed');
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
    });
  });

  it('is refused instead where the merchant wants no action, or the payer is not there', async () => {
    const expected = { statusCode: 402, code: 'authentication_required', decline_code: 'authentication_required' };
    const error = await refusal(asked({ error_on_requires_action: true }));
    expect(error).toMatchObject(expected);
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', next_action: null });
    const customer = await stripe.customers.create();
    const setUp = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: ALWAYS,
      payment_method_options: { card: { moto: true } as never },
      confirm: true,
    });
    const absent = { customer: customer.id, payment_method: setUp.payment_method as string, off_session: true, return_url: RETURN };
    expect(await refusal(pay({ ...absent, payment_method_options: {} }))).toMatchObject(expected);
  });

  it('never asks by mail or telephone', async () => {
    expect(await pay({ payment_method: ALWAYS })).toMatchObject({ status: 'succeeded' });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'thanks', 'https://user:word@shop.example.com/'])(
    'does not send payers to %s',
    async (return_url) => {
      expect(await refused(asked({ return_url }))).toEqual({ status: 400, code: 'parameter_invalid', param: 'return_url' });
    },
  );

  it('shows a payer who is at a wrong address nothing', async () => {
    for (const place of ['challenge', 'return']) {
      const { status, page } = await comeBack(`${whole.base}/pay/${place}/acct_none/nothing`);
      expect([status, page.includes('Qui non c’è nulla')]).toEqual([404, true]);
    }
  });
});

describe('a card on file that is charged in its holder’s absence', () => {
  it('refers to the payment in which its holder agreed, as a series or for a cause', async () => {
    const customer = await stripe.customers.create();
    const first = await asked({
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      customer: customer.id,
      setup_future_usage: 'off_session',
    });
    await passChallenge(first, 'approve');
    const { payment_method: method } = await stripe.paymentIntents.retrieve(first.id);
    const [consent] = await consentsOf(customer.id);
    expect(consent).toMatchObject({ payment_method: method, channel: 'api', text: `off_session, ${first.id}` });
    for (const off_session of [true, 'recurring', 'one_off'] as never[]) {
      const later = await pay({ customer: customer.id, payment_method: method as string, off_session, payment_method_options: {} });
      expect(later.status).toBe('succeeded');
    }
  });
});

async function consentsOf(customer: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${whole.base}/guichet/v1/consents?customer=${customer}`, {
    headers: { authorization: `Bearer ${whole.key}` },
  });
  return ((await answer.json()) as { data: Record<string, unknown>[] }).data;
}

describe('a co-badged card', () => {
  const CARD = { number: '4000002500001001', exp_month: 12, exp_year: 2041, cvc: '123' };
  const networkOf = async (intent: Stripe.PaymentIntent) => (await chargeOf(intent)).payment_method_details?.card?.network;

  it('goes over the network that its holder or the merchant chose, and says which it has', async () => {
    const made = await stripe.paymentMethods.create({ type: 'card', card: { ...CARD, networks: { preferred: 'visa' } } });
    expect(made.card?.networks).toEqual({ available: ['visa'], preferred: 'visa' });
    expect(await networkOf(await pay({ payment_method: made.id }))).toBe('visa');
    expect((await stripe.paymentMethods.retrieve(made.id)).card?.networks).toEqual({
      available: ['cartes_bancaires', 'visa'],
      preferred: 'visa',
    });
    const byOption = await pay({
      payment_method_data: { type: 'card', card: CARD } as never,
      payment_method_options: { card: { moto: true, network: 'visa' } },
    });
    expect(byOption.payment_method_options?.card?.network).toBe('visa');
    expect(await networkOf(byOption)).toBe('visa');
    expect(await networkOf(await pay({ payment_method_data: { type: 'card', card: CARD } as never }))).toBe('cartes_bancaires');
    expect(await networkOf(await pay({ payment_method_options: { card: { moto: true, network: 'cartes_bancaires' } } }))).toBe('visa');
  });
});

it('a client with a wrong key is told so', async () => {
  expect(await refused(clientWith('pk_test_0123456789012345678901234567890123456789').tokens.retrieve('tok_1'))).toMatchObject({
    status: 401,
  });
});
