import { describe, expect, it } from 'vitest';
import { chargeOf, eventsAbout, hold, stripe, typesOf } from './place.ts';

describe('a hold', () => {
  it('is captured in part, and the rest released', async () => {
    const held = await hold();
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 2000, amount_received: 0 });
    expect(await chargeOf(held)).toMatchObject({
      captured: false,
      amount_captured: 0,
      balance_transaction: null,
      paid: true,
      status: 'succeeded',
    });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1250, metadata: { part: 'yes' } });
    expect(taken).toMatchObject({
      status: 'succeeded',
      amount: 2000,
      amount_capturable: 0,
      amount_received: 1250,
      metadata: { part: 'yes' },
    });
    const charge = await chargeOf(taken, ['balance_transaction']);
    expect(charge).toMatchObject({ captured: true, amount: 2000, amount_captured: 1250, balance_transaction: { amount: 1250 } });
    expect(typesOf(await eventsAbout(held.id, charge.id))).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
  });

  it.each([
    [2001, 'amount_too_large'],
    [0, 'amount_too_small'],
  ])('cannot be captured for %d', async (amount_to_capture, code) => {
    const { id } = await hold();
    await expect(stripe.paymentIntents.capture(id, { amount_to_capture })).rejects.toMatchObject({
      statusCode: 400,
      code,
      param: 'amount_to_capture',
    });
  });

  it('is captured once, so none is not the final one', async () => {
    const { id } = await hold();
    const early = stripe.paymentIntents.capture(id, { amount_to_capture: 500, final_capture: false });
    await expect(early).rejects.toMatchObject({ statusCode: 400, code: 'parameter_invalid', param: 'final_capture' });
    expect(await stripe.paymentIntents.capture(id, { amount_to_capture: 500, final_capture: true })).toMatchObject({
      amount_received: 500,
    });
  });

  it('is released with a reason', async () => {
    const held = await hold();
    const released = await stripe.paymentIntents.cancel(held.id, { cancellation_reason: 'duplicate' });
    expect(released).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      amount_received: 0,
      cancellation_reason: 'duplicate',
      canceled_at: expect.any(Number),
    });
    expect(typesOf(await eventsAbout(held.id)).at(-1)).toBe('payment_intent.canceled');
  });

  it('tells until when it can be captured', async () => {
    const charge = await chargeOf(await hold());
    expect(charge.payment_method_details?.card?.capture_before).toBeGreaterThan(charge.created);
  });
});
