import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { answerBank, challengeOf, eventually, passChallenge } from './challenge.ts';
import { cardFields, eventsAbout, pay, refusal, refused, stripe, typesOf } from './place.ts';

const RETURN = 'https://shop.example.com/kept';
type Create = Stripe.SetupIntentCreateParams;

const setUp = (more: Partial<Create> = {}) =>
  stripe.setupIntents.create({ allowed_payment_method_types: ['card'], payment_method: 'pm_card_visa', confirm: true, ...more });
const asked = (more: Partial<Create> = {}) =>
  setUp({ payment_method: 'pm_card_authenticationRequiredOnSetup', return_url: RETURN, ...more });
const triesOf = async ({ id }: Stripe.SetupIntent) => (await stripe.setupAttempts.list({ setup_intent: id })).data;

describe('a card that is to be kept', () => {
  it('is verified for nothing, goes on its customer’s file, and can be charged in their absence', async () => {
    const customer = await stripe.customers.create();
    const done = await setUp({ customer: customer.id, description: 'gym', metadata: { a: '1' } });
    expect(done).toMatchObject({
      object: 'setup_intent',
      status: 'succeeded',
      customer: customer.id,
      description: 'gym',
      metadata: { a: '1' },
      usage: 'off_session',
      last_setup_error: null,
      next_action: null,
      livemode: false,
    });
    const method = await stripe.paymentMethods.retrieve(done.payment_method as string);
    expect(method).toMatchObject({ customer: customer.id, card: { country: 'US', funding: 'credit', checks: { cvc_check: 'pass' } } });
    expect(typesOf(await eventsAbout(done.id, method.id))).toEqual([
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
    const [attempt, ...others] = await triesOf(done);
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({
      object: 'setup_attempt',
      status: 'succeeded',
      setup_intent: done.id,
      payment_method: method.id,
      payment_method_details: { type: 'card', card: { last4: '4242', network: 'visa', moto: false } },
    });
    expect(await stripe.setupIntents.retrieve(done.id, { expand: ['latest_attempt', 'payment_method', 'customer'] })).toMatchObject({
      latest_attempt: { id: attempt?.id },
      payment_method: { id: method.id },
      customer: { id: customer.id },
    });
    expect(await pay({ customer: customer.id, payment_method: method.id, off_session: true })).toMatchObject({ status: 'succeeded' });
    expect(await stripe.paymentMethods.update(method.id, { metadata: { b: '2' } })).toMatchObject({ metadata: { b: '2' } });
  });

  it('waits for its method and its confirmation, and takes both', async () => {
    const made = await stripe.setupIntents.create({ usage: 'on_session' });
    expect(made).toMatchObject({ status: 'requires_payment_method', usage: 'on_session', payment_method: null });
    expect(await refused(stripe.setupIntents.confirm(made.id))).toEqual({
      status: 400,
      code: 'setup_intent_unexpected_state',
      param: 'payment_method',
    });
    const method = await stripe.paymentMethods.create(cardFields('5555555555554444'));
    const updated = await stripe.setupIntents.update(made.id, { payment_method: method.id, metadata: { x: 'y' } });
    expect(updated).toMatchObject({ status: 'requires_confirmation', payment_method: method.id, metadata: { x: 'y' } });
    expect(await stripe.setupIntents.confirm(made.id)).toMatchObject({ status: 'succeeded', payment_method: method.id });
    const error = await refusal(stripe.setupIntents.cancel(made.id));
    expect([error.code, error.setup_intent?.id]).toEqual(['setup_intent_unexpected_state', made.id]);
  });

  it('that is refused says why, and the next one will do', async () => {
    const made = await stripe.setupIntents.create();
    const error = await refusal(stripe.setupIntents.confirm(made.id, { payment_method: 'pm_card_chargeDeclined' }));
    expect(error).toMatchObject({ statusCode: 402, rawType: 'card_error', code: 'card_declined', decline_code: 'generic_decline' });
    expect(error.setup_intent).toMatchObject({
      id: made.id,
      status: 'requires_payment_method',
      payment_method: null,
      last_setup_error: { code: 'card_declined', payment_method: { card: { last4: '0002' } } },
    });
    expect(typesOf(await eventsAbout(made.id))).toEqual(['setup_intent.created', 'setup_intent.setup_failed']);
    expect(await stripe.setupIntents.confirm(made.id, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
      last_setup_error: null,
    });
    expect((await triesOf(made)).map(({ status, setup_error: reason }) => [status, reason?.code])).toEqual([
      ['succeeded', undefined],
      ['failed', 'card_declined'],
    ]);
  });

  it('is kept although every charge of it fails later', async () => {
    const customer = await stripe.customers.create();
    const kept = await setUp({ customer: customer.id, payment_method: 'pm_card_chargeCustomerFail' });
    expect(kept.status).toBe('succeeded');
    expect(await refused(pay({ customer: customer.id, payment_method: kept.payment_method as string }))).toMatchObject({ status: 402 });
  });

  it('of another customer is refused', async () => {
    const [one, other] = [await stripe.customers.create(), await stripe.customers.create()];
    const { payment_method: method } = await setUp({ customer: one.id });
    const expected = { status: 400, code: 'payment_method_unexpected_state', param: 'payment_method' };
    expect(await refused(setUp({ customer: other.id, payment_method: method as string }))).toEqual(expected);
    expect(await refused(setUp({ payment_method: method as string }))).toEqual(expected);
  });

  it('is listed by customer and by method', async () => {
    const customer = await stripe.customers.create();
    const [first, second] = [await setUp({ customer: customer.id }), await stripe.setupIntents.create({ customer: customer.id })];
    const ids = async (by: Stripe.SetupIntentListParams) => (await stripe.setupIntents.list(by)).data.map(({ id }) => id);
    expect(await ids({ customer: customer.id })).toEqual([second.id, first.id]);
    expect(await ids({ payment_method: first.payment_method as string })).toEqual([first.id]);
  });

  it('is verified once for one Idempotency-Key', async () => {
    const key = { idempotencyKey: `setup-${Date.now()}` };
    const params: Create = { payment_method: 'pm_card_visa', confirm: true };
    const [one, again] = [await stripe.setupIntents.create(params, key), await stripe.setupIntents.create(params, key)];
    expect(again.id).toBe(one.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  });
});

describe('a card that is to be kept, whose issuer wants to see the payer', () => {
  it('waits for them and goes on when they have proved themselves', async () => {
    const customer = await stripe.customers.create();
    const waiting = await asked({ customer: customer.id });
    expect(waiting).toMatchObject({
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: RETURN } },
    });
    const { location } = await passChallenge(waiting, 'approve');
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      setup_intent: waiting.id,
      setup_intent_client_secret: waiting.client_secret,
      redirect_status: 'succeeded',
    });
    const done = await stripe.setupIntents.retrieve(waiting.id);
    expect(done).toMatchObject({ status: 'succeeded', next_action: null });
    const [attempt] = await triesOf(done);
    expect(attempt).toMatchObject({
      status: 'succeeded',
      payment_method_details: { card: { three_d_secure: { result: 'authenticated', version: '2.2.0' }, checks: { cvc_check: 'pass' } } },
    });
    // The issuer has seen the holder: in their absence it lets the card be charged.
    const later = await pay({
      customer: customer.id,
      payment_method: done.payment_method as string,
      off_session: true,
      payment_method_options: {},
    });
    expect(later.status).toBe('succeeded');
    expect(typesOf(await eventsAbout(waiting.id))).toEqual([
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.succeeded',
    ]);
  });

  it('goes on by the bank’s notice when the payer never comes back', async () => {
    const waiting = await asked({ return_url: undefined as never });
    expect(waiting.next_action?.type).toBe('use_stripe_sdk');
    await answerBank(challengeOf(waiting), 'approve');
    const done = await eventually(
      () => stripe.setupIntents.retrieve(waiting.id),
      ({ status }) => status !== 'requires_action' && status !== 'processing',
    );
    expect(done.status).toBe('succeeded');
  });

  it('waits for another card when the payer fails', async () => {
    const waiting = await asked();
    expect((await passChallenge(waiting, 'fail')).location?.searchParams.get('redirect_status')).toBe('failed');
    expect(await stripe.setupIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure', payment_method: { id: waiting.payment_method } },
    });
    expect(typesOf(await eventsAbout(waiting.id)).at(-1)).toBe('setup_intent.setup_failed');
  });

  it('can be given up or confirmed anew, and what the payer still does counts no more', async () => {
    const [given, anew] = [await asked(), await asked()];
    expect(await stripe.setupIntents.cancel(given.id, { cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'abandoned',
    });
    expect(typesOf(await eventsAbout(given.id)).at(-1)).toBe('setup_intent.canceled');
    expect(await stripe.setupIntents.confirm(anew.id, { payment_method: 'pm_card_visa' })).toMatchObject({ status: 'succeeded' });
    for (const one of [given, anew]) await passChallenge(one, 'approve');
    expect((await stripe.setupIntents.retrieve(given.id)).status).toBe('canceled');
    expect((await triesOf(anew)).map(({ status }) => status)).toEqual(['succeeded', 'abandoned']);
  });

  it('is not asked for by mail or telephone', async () => {
    expect(await asked({ payment_method_options: { card: { moto: true } as never } })).toMatchObject({ status: 'succeeded' });
  });
});
