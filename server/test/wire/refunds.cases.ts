import { describe, expect, it } from 'vitest';
import { chargeOf, eventsAbout, hold, pay, raw, refused, stripe, typesOf } from './place.ts';

describe('refunds', () => {
  it('give back in parts, up to what was paid and no further', async () => {
    const intent = await pay({ amount: 3000 });
    const { lastResponse: _, ...first } = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 1000,
      reason: 'requested_by_customer',
      metadata: { a: '1' },
    });
    expect(first).toMatchObject({
      id: expect.stringMatching(/^re_/),
      object: 'refund',
      amount: 1000,
      currency: 'eur',
      charge: intent.latest_charge,
      payment_intent: intent.id,
      reason: 'requested_by_customer',
      metadata: { a: '1' },
      status: 'succeeded',
      balance_transaction: expect.stringMatching(/^txn_/),
      destination_details: { type: 'card' },
    });
    const { lastResponse: __, ...read } = await stripe.refunds.retrieve(first.id);
    expect(read).toEqual(first);
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 1000, refunded: false });
    const tooMuch = await refused(stripe.refunds.create({ payment_intent: intent.id, amount: 2001 }));
    expect(tooMuch).toEqual({ status: 400, code: 'amount_too_large', param: 'amount' });
    const rest = await stripe.refunds.create({ charge: intent.latest_charge as string });
    expect(rest.amount).toBe(2000);
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 3000, refunded: true, status: 'succeeded' });
    expect(await refused(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      status: 400,
      code: 'charge_already_refunded',
    });
  });

  it('two at once never give back more than was paid', async () => {
    const intent = await pay({ amount: 3000 });
    const both = await Promise.allSettled([1, 2].map(() => stripe.refunds.create({ payment_intent: intent.id, amount: 2000 })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await chargeOf(intent)).amount_refunded).toBe(2000);
  });

  it('are listed by payment and by charge, also at the address that the charge names', async () => {
    const intent = await pay();
    const made = [];
    for (const amount of [100, 200, 300]) made.unshift((await stripe.refunds.create({ payment_intent: intent.id, amount })).id);
    const ids = (list: { data: { id: string }[] }) => list.data.map((one) => one.id);
    expect(ids(await stripe.refunds.list({ payment_intent: intent.id }))).toEqual(made);
    expect(ids(await stripe.refunds.list({ charge: intent.latest_charge as string }))).toEqual(made);
    const { refunds } = await chargeOf(intent, ['refunds']);
    expect(ids(refunds ?? { data: [] })).toEqual(made);
    const page = await raw('GET', `${refunds?.url}?limit=2`);
    expect(page.body).toMatchObject({ object: 'list', has_more: true, url: refunds?.url, data: [{ id: made[0] }, { id: made[1] }] });
  });

  it('change in their metadata alone', async () => {
    const intent = await pay();
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect((await stripe.refunds.update(refund.id, { metadata: { b: '2' } })).metadata).toEqual({ b: '2' });
    expect(await refused(stripe.refunds.update(refund.id, { amount: 3 } as never))).toEqual({
      status: 400,
      code: 'parameter_unknown',
      param: 'amount',
    });
  });

  it('tell the charge before and after', async () => {
    const intent = await pay();
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    await stripe.refunds.update(refund.id, { metadata: { c: '3' } });
    const events = (await eventsAbout(intent.id, refund.id, intent.latest_charge as string)).slice(3);
    expect(typesOf(events)).toEqual(['charge.refunded', 'charge.updated', 'refund.created', 'refund.updated', 'charge.refund.updated']);
    expect(events[0]?.data).toMatchObject({ object: { amount_refunded: 500 }, previous_attributes: { amount_refunded: 0 } });
    expect(events[2]?.data.previous_attributes).toBeUndefined();
    expect(events[4]?.data.previous_attributes).toEqual({ metadata: { c: null } });
  });

  it.each([
    [{}, 400, 'parameter_missing', 'payment_intent'],
    [{ payment_intent: 'pi_none' }, 404, 'resource_missing', 'payment_intent'],
    [{ charge: 'ch_none' }, 404, 'resource_missing', 'charge'],
    [{ charge: 'ch_none', amount: -1 }, 400, 'parameter_invalid_integer', 'amount'],
    [{ charge: 'ch_none', reason: 'regret' }, 400, 'parameter_invalid', 'reason'],
  ])('refuse %j', async (params, status, code, param) => {
    expect(await refused(stripe.refunds.create(params as never))).toEqual({ status, code, param });
  });

  it('refuse nothing, and money that was never taken', async () => {
    const intent = await pay();
    expect(await refused(stripe.refunds.create({ payment_intent: intent.id, amount: 0 }))).toEqual({
      status: 400,
      code: 'amount_too_small',
      param: 'amount',
    });
    const held = await hold();
    expect(await refused(stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({
      status: 400,
      code: 'payment_intent_unexpected_state',
    });
    const [one, other] = [await pay(), await pay()];
    const mixed = stripe.refunds.create({ payment_intent: one.id, charge: other.latest_charge as string });
    expect(await refused(mixed)).toEqual({ status: 400, code: 'parameters_exclusive', param: 'charge' });
  });
});
