import { describe, expect, it } from 'vitest';
import { eventsAbout, hold, pay, refused, stripe } from './place.ts';

describe('charges', () => {
  it('are listed by payment and by customer', async () => {
    const { id: customer } = await stripe.customers.create({});
    const [first, second] = [await pay({ customer }), await pay({ customer })];
    const ids = async (filter: object) => (await stripe.charges.list(filter)).data.map((charge) => charge.id);
    expect(await ids({ customer })).toEqual([second.latest_charge, first.latest_charge]);
    expect(await ids({ payment_intent: first.id })).toEqual([first.latest_charge]);
    expect(await ids({ payment_intent: 'pi_none' })).toEqual([]);
  });

  it('change in what describes them', async () => {
    const { id: customer } = await stripe.customers.create({});
    const intent = await pay();
    const id = intent.latest_charge as string;
    const changed = await stripe.charges.update(id, {
      customer,
      description: 'Two chairs',
      fraud_details: { user_report: 'safe' },
      metadata: { floor: '2' },
      receipt_email: 'chairs@example.com',
      shipping: { name: 'Chairs', address: { line1: '5 via Roma', country: 'IT' } },
    });
    expect(changed).toMatchObject({
      id,
      customer,
      description: 'Two chairs',
      fraud_details: { user_report: 'safe' },
      metadata: { floor: '2' },
      receipt_email: 'chairs@example.com',
      shipping: { name: 'Chairs', address: { line1: '5 via Roma' } },
      amount: 2000,
    });
    const [event] = (await eventsAbout(id)).filter(({ type }) => type === 'charge.updated');
    expect(event?.data.previous_attributes).toEqual({
      customer: null,
      description: null,
      fraud_details: { user_report: null },
      metadata: { floor: null },
      receipt_email: null,
      shipping: null,
    });
  });

  it('keep their customer once they have one', async () => {
    const [mine, other] = [await stripe.customers.create({}), await stripe.customers.create({})];
    const intent = await pay({ customer: mine.id });
    expect(await refused(stripe.charges.update(intent.latest_charge as string, { customer: other.id }))).toEqual({
      status: 400,
      code: 'parameter_invalid',
      param: 'customer',
    });
  });

  it('keep their amount and card', async () => {
    const { latest_charge: id } = await hold();
    expect(await refused(stripe.charges.update(id as string, { amount: 1 } as never))).toEqual({
      status: 400,
      code: 'parameter_unknown',
      param: 'amount',
    });
  });

  it('that are not there are missing', async () => {
    expect(await refused(stripe.charges.retrieve('ch_none'))).toMatchObject({ status: 404, code: 'resource_missing' });
    expect(await refused(stripe.charges.update('ch_none', { description: 'x' }))).toMatchObject({ status: 404, code: 'resource_missing' });
  });
});
