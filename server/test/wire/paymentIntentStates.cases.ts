import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { chargeOf, eventsAbout, hold, pay, refusal, stripe, typesOf } from './place.ts';

type Action = 'update' | 'describe' | 'confirm' | 'capture' | 'cancel' | 'refund';

const DO: Record<Action, (id: string) => Promise<{ readonly status?: string | null }>> = {
  update: (id) => stripe.paymentIntents.update(id, { amount: 1500 }),
  describe: (id) => stripe.paymentIntents.update(id, { description: 'told later', metadata: { x: '1' }, receipt_email: 'x@example.com' }),
  confirm: (id) => stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
  capture: (id) => stripe.paymentIntents.capture(id),
  cancel: (id) => stripe.paymentIntents.cancel(id),
  refund: (id) => stripe.refunds.create({ payment_intent: id }),
};

const canceled = async () => stripe.paymentIntents.cancel((await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' })).id);
const declined = async () => {
  const made = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  await refusal(stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_chargeDeclined' }));
  return made;
};

const IN_STATE: Record<string, () => Promise<Stripe.PaymentIntent>> = {
  'without a card': () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur' }),
  'with a refused card': declined,
  'with a card': () => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', payment_method: 'pm_card_visa' }),
  'with a hold': () => hold(),
  paid: () => pay(),
  canceled,
};

// What each state allows, and the state that it leads to; `-` is refused.
const TABLE: [state: string, ...Record<Action, string>[]][] = [
  [
    'without a card',
    {
      update: 'requires_payment_method',
      describe: 'requires_payment_method',
      confirm: 'succeeded',
      capture: '-',
      cancel: 'canceled',
      refund: '-',
    },
  ],
  [
    'with a refused card',
    {
      update: 'requires_payment_method',
      describe: 'requires_payment_method',
      confirm: 'succeeded',
      capture: '-',
      cancel: 'canceled',
      refund: '-',
    },
  ],
  [
    'with a card',
    {
      update: 'requires_confirmation',
      describe: 'requires_confirmation',
      confirm: 'succeeded',
      capture: '-',
      cancel: 'canceled',
      refund: '-',
    },
  ],
  ['with a hold', { update: '-', describe: 'requires_capture', confirm: '-', capture: 'succeeded', cancel: 'canceled', refund: '-' }],
  ['paid', { update: '-', describe: 'succeeded', confirm: '-', capture: '-', cancel: '-', refund: 'succeeded' }],
  ['canceled', { update: '-', describe: 'canceled', confirm: '-', capture: '-', cancel: '-', refund: '-' }],
];

const CASES = TABLE.flatMap(([state, row]) =>
  Object.entries(row ?? {}).map(([action, leads]) => [state, action as Action, leads] as const),
);

describe('what an intent allows', () => {
  it.each(CASES)('%s: %s leads to %s', async (state, action, leads) => {
    const intent = await IN_STATE[state]?.();
    const id = intent?.id ?? '';
    if (leads !== '-') {
      expect((await DO[action](id)).status).toBe(leads);
      return;
    }
    const error = await refusal(DO[action](id));
    expect([error.statusCode, error.rawType, error.code]).toEqual([400, 'invalid_request_error', 'payment_intent_unexpected_state']);
    if (action !== 'refund') expect(error.payment_intent).toMatchObject({ id, status: (await stripe.paymentIntents.retrieve(id)).status });
  });
});

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
