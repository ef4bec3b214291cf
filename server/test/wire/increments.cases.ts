import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { askBank, bankEntries } from '../harness/bankBook.ts';
import { bankFaults, chargeOf, eventsAbout, hold, pay, refusal, refused, stripe, typesOf, whole } from './place.ts';

/** 20,00 € on a card whose hold can be raised. */
const raisable = (more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  hold({ payment_method_options: { card: { moto: true, request_incremental_authorization: 'if_available' } }, ...more });

const raise = (id: string, amount: number, more: Partial<Stripe.PaymentIntentIncrementAuthorizationParams> = {}) =>
  stripe.paymentIntents.incrementAuthorization(id, { amount, ...more });

const cardOf = async (intent: Stripe.PaymentIntent) => (await chargeOf(intent)).payment_method_details?.card;

describe('a hold that can be raised', () => {
  it('says so, and holds the new total until the same moment', async () => {
    const held = await raisable({ metadata: { room: '7', night: '1' } });
    const before = await cardOf(held);
    expect(before).toMatchObject({ incremental_authorization: { status: 'available' }, amount_authorized: 2000 });
    const after = await raise(held.id, 3500, { description: 'Two nights', metadata: { night: '2' }, statement_descriptor: 'HOTEL 7' });
    expect(after).toMatchObject({
      status: 'requires_capture',
      amount: 3500,
      amount_capturable: 3500,
      amount_received: 0,
      description: 'Two nights',
      metadata: { room: '7', night: '2' },
      latest_charge: held.latest_charge,
    });
    expect(await chargeOf(after)).toMatchObject({ amount: 3500, captured: false, calculated_statement_descriptor: 'HOTEL 7' });
    expect(await cardOf(after)).toMatchObject({ amount_authorized: 3500, capture_before: before?.capture_before });
    expect(typesOf(await eventsAbout(held.id, held.latest_charge as string)).slice(3)).toEqual([
      'charge.updated',
      'payment_intent.amount_capturable_updated',
    ]);
  });

  it('is captured up to the new total, which the bank holds too', async () => {
    const held = await raisable({ amount: 2119 });
    await raise(held.id, 3119);
    await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 3120 })).rejects.toMatchObject({ code: 'amount_too_large' });
    expect(await stripe.paymentIntents.capture(held.id)).toMatchObject({ status: 'succeeded', amount: 3119, amount_received: 3119 });
    const { reference } = (await bankEntries(whole.bank)).findLast(({ kind, amount }) => kind === 'authorise' && amount === 2119) ?? {};
    expect(await askBank(whole.bank, `/v1/operations/${reference}`)).toMatchObject({
      state: { authorised_amount: 3119, captured_amount: 3119 },
    });
    expect(await cardOf(held)).toMatchObject({ incremental_authorization: { status: 'unavailable' } });
    await expect(raise(held.id, 4000)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  it('stays as it was when the issuer declines', async () => {
    const held = await raisable();
    const error = await refusal(raise(held.id, 20_001, { description: 'Too much' }));
    expect(error).toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'card_velocity_exceeded',
    });
    expect(error.payment_intent).toMatchObject({ id: held.id, status: 'requires_capture', amount: 2000 });
    expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({
      status: 'requires_capture',
      amount: 2000,
      amount_capturable: 2000,
      description: null,
    });
    expect(await raise(held.id, 20_000)).toMatchObject({ amount: 20_000 });
  });

  it('is raised once where the answer was lost, and the same key answers the same', async () => {
    const held = await raisable({ amount: 2227 });
    await bankFaults.add({ kind: 'cut_after', operation: 'increment' });
    const key = { idempotencyKey: `raise-${held.id}` };
    const first = await stripe.paymentIntents.incrementAuthorization(held.id, { amount: 3227 }, key);
    expect(first).toMatchObject({ status: 'requires_capture', amount: 3227 });
    const { lastResponse: _, ...again } = await stripe.paymentIntents.incrementAuthorization(held.id, { amount: 3227 }, key);
    expect(again).toMatchObject({ id: held.id, amount: 3227 });
    expect((await bankEntries(whole.bank)).filter(({ kind, amount }) => kind === 'increment' && amount === 3227)).toHaveLength(1);
  });

  it('stays as it was where the bank was not reached in time', async () => {
    const held = await raisable();
    await bankFaults.add({ kind: 'cut_before', operation: 'increment' });
    await expect(raise(held.id, 3000)).rejects.toMatchObject({ code: 'processing_error' });
    expect(await stripe.paymentIntents.retrieve(held.id)).toMatchObject({ status: 'requires_capture', amount: 2000 });
  });

  it('is raised ten times at most', async () => {
    const held = await raisable();
    for (let n = 1; n <= 10; n += 1) await raise(held.id, 2000 + n);
    expect(await refused(raise(held.id, 3000))).toEqual({ status: 400, code: 'payment_intent_unexpected_state' });
    expect(await stripe.paymentIntents.cancel(held.id)).toMatchObject({ status: 'canceled', amount: 2010, amount_capturable: 0 });
  });

  it.each([
    [2000, 'parameter_invalid'],
    [1999, 'parameter_invalid'],
    [0, 'parameter_invalid'],
    [1_000_000_000_000, 'amount_too_large'],
  ])('cannot be raised to %d', async (amount, code) => {
    const { id } = await raisable();
    expect(await refused(raise(id, amount))).toEqual({ status: 400, code, param: 'amount' });
  });
});

it.each([
  ['nobody asked for it', () => hold()],
  ['the network has no such thing', () => raisable({ payment_method: 'pm_card_jcb' })],
  [
    'the money was taken at once',
    () => pay({ payment_method_options: { card: { request_incremental_authorization: 'if_available', moto: true } } }),
  ],
])('a hold cannot be raised where %s', async (_why, make) => {
  const intent = await make();
  expect(await cardOf(intent)).toMatchObject({ incremental_authorization: { status: 'unavailable' } });
  expect(await refused(raise(intent.id, 5000))).toEqual({ status: 400, code: 'payment_intent_unexpected_state' });
});
