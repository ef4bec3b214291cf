import { describe, expect, it } from 'vitest';
import { eventsAbout, pay, refused, stripe, typesOf } from './place.ts';

const EVERYTHING = {
  name: 'Imprimerie Blériot',
  email: 'compta@bleriot.example',
  phone: '+33 1 44 55 66 77',
  description: 'pays by the end of the month',
  address: { line1: '8 rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
  shipping: { name: 'Atelier', address: { line1: '2 quai Branly', country: 'FR' } },
  preferred_locales: ['fr', 'en'],
  metadata: { crm: '77' },
};

describe('customers', () => {
  it('are made with all that they can say, and read back the same', async () => {
    const { lastResponse: _, ...made } = await stripe.customers.create(EVERYTHING);
    expect(made).toMatchObject({
      ...EVERYTHING,
      id: expect.stringMatching(/^cus_/),
      object: 'customer',
      livemode: false,
      created: expect.any(Number),
      address: { ...EVERYTHING.address, line2: null, state: null },
      shipping: { name: 'Atelier', phone: null, address: { line1: '2 quai Branly', city: null, country: 'FR' } },
    });
    const { lastResponse: __, ...read } = await stripe.customers.retrieve(made.id);
    expect(read).toEqual(made);
  });

  it('can be nameless', async () => {
    expect(await stripe.customers.create()).toMatchObject({ name: null, email: null, metadata: {}, preferred_locales: [] });
  });

  it('change where a request says so; an empty value unsets', async () => {
    const { id } = await stripe.customers.create(EVERYTHING);
    const changed = await stripe.customers.update(id, { name: 'Blériot SA', phone: '', shipping: '', address: { city: 'Lyon' } });
    expect(changed).toMatchObject({ name: 'Blériot SA', phone: null, shipping: null, email: EVERYTHING.email });
    expect(changed.address).toEqual({ city: 'Lyon', country: null, line1: null, line2: null, postal_code: null, state: null });
  });

  it('keep their card by default, if it is theirs', async () => {
    const { id } = await stripe.customers.create({ name: 'Default' });
    const mine = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    const changed = await stripe.customers.update(id, { invoice_settings: { default_payment_method: mine.id } });
    expect(changed.invoice_settings.default_payment_method).toBe(mine.id);
    const foreign = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    expect(await refused(stripe.customers.update(id, { invoice_settings: { default_payment_method: foreign.id } }))).toEqual({
      status: 400,
      code: 'payment_method_unexpected_state',
      param: 'invoice_settings[default_payment_method]',
    });
    const unset = await stripe.customers.update(id, { invoice_settings: { default_payment_method: '' } });
    expect(unset.invoice_settings.default_payment_method).toBeNull();
  });

  it('have no card by default any more once it is taken off file', async () => {
    const { id } = await stripe.customers.create({ name: 'Default' });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: card.id } });
    await stripe.paymentMethods.detach(card.id);
    expect((await stripe.customers.retrieve(id)) as object).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });

  it('are found by their e-mail address exactly, however its domain is written', async () => {
    const email = `exact-${Date.now()}@Example.com`;
    const { id } = await stripe.customers.create({ email });
    await stripe.customers.create({ email: `more-${email}` });
    expect((await stripe.customers.list({ email })).data.map((one) => one.id)).toEqual([id]);
    expect((await stripe.customers.list({ email: email.toLowerCase() })).data.map((one) => one.id)).toEqual([id]);
    expect((await stripe.customers.list({ email: `Exact${email.slice(5)}` })).data).toEqual([]);
  });

  it('once deleted, answer that alone and are in no list', async () => {
    const email = `gone-${Date.now()}@example.com`;
    const { id } = await stripe.customers.create({ email });
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    expect(await stripe.customers.del(id)).toMatchObject({ id, object: 'customer', deleted: true });
    const { lastResponse: _, ...read } = await stripe.customers.retrieve(id);
    expect(read).toEqual({ id, object: 'customer', deleted: true });
    expect((await stripe.customers.list({ email })).data).toEqual([]);
    expect((await stripe.paymentMethods.retrieve(card.id)).customer).toBeNull();
  });

  it('once deleted, can be neither changed nor deleted nor charged again', async () => {
    const { id } = await stripe.customers.create({});
    await stripe.customers.del(id);
    const missing = (param: string) => ({ status: 404, code: 'resource_missing', param });
    expect(await refused(stripe.customers.update(id, { name: 'x' }))).toEqual(missing('id'));
    expect(await refused(stripe.customers.del(id))).toEqual(missing('id'));
    expect(await refused(pay({ customer: id }))).toEqual(missing('customer'));
    expect(await refused(stripe.paymentMethods.attach('pm_card_visa', { customer: id }))).toEqual(missing('customer'));
  });

  it('once deleted, still stand in the payments that they made', async () => {
    const { id } = await stripe.customers.create({ name: 'Leaver' });
    const intent = await pay({ customer: id });
    await stripe.customers.del(id);
    const read = await stripe.paymentIntents.retrieve(intent.id, { expand: ['customer'] });
    expect(read.customer).toEqual({ id, object: 'customer', deleted: true });
  });

  it('tell of their making, each change and their end', async () => {
    const { id } = await stripe.customers.create({ name: 'Told', metadata: { a: '1', b: '2' }, address: { city: 'Nice', country: 'FR' } });
    await stripe.customers.update(id, { name: 'Told twice', metadata: { b: '3', c: '4' }, address: { city: 'Cannes', country: 'FR' } });
    await stripe.customers.update(id, { name: 'Told twice' });
    await stripe.customers.del(id);
    const events = await eventsAbout(id);
    expect(typesOf(events)).toEqual(['customer.created', 'customer.updated', 'customer.deleted']);
    // Only what changed, down to the single value; what was not there before is null.
    expect(events[1]?.data.previous_attributes).toEqual({ name: 'Told', metadata: { b: '2', c: null }, address: { city: 'Nice' } });
    expect(events[2]?.data.object).toMatchObject({ id, name: 'Told twice' });
  });

  it.each([
    [{ email: 'not an address' }, 'email_invalid', 'email'],
    [{ address: { country: 'France' } }, 'parameter_invalid', 'address[country]'],
    [{ shipping: { name: 'x', address: '' as never } }, 'parameter_invalid_empty', 'shipping[address]'],
    [{ preferred_locales: 'fr' as never }, 'parameter_invalid', 'preferred_locales'],
    [{ metadata: { ['k'.repeat(41)]: 'v' } }, 'parameter_invalid', 'metadata'],
    [{ metadata: { k: 'v'.repeat(501) } }, 'parameter_invalid', 'metadata'],
    [{ metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) }, 'parameter_invalid', 'metadata'],
  ])('refuse %j', async (params, code, param) => {
    expect(await refused(stripe.customers.create(params))).toEqual({ status: 400, code, param });
  });
});

describe('metadata', () => {
  it('merges, deletes single keys, and is cleared as a whole', async () => {
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
    const of = async (metadata: Record<string, string> | '') => (await stripe.customers.update(id, { metadata })).metadata;
    expect(await of({ b: 'two', c: '3' })).toEqual({ a: '1', b: 'two', c: '3' });
    expect(await of({ a: '', nothing: '' })).toEqual({ b: 'two', c: '3' });
    expect(await of('')).toEqual({});
  });

  it('holds names that mean something to JavaScript', async () => {
    const { id } = await stripe.customers.create({ metadata: { constructor: 'a', toString: 'b' } });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ metadata: { constructor: 'a', toString: 'b' } });
  });

  it('works alike on all that carry it', async () => {
    const intent = await pay({ metadata: { from: 'intent' } });
    const charge = await stripe.charges.retrieve(intent.latest_charge as string);
    expect(charge.metadata).toEqual({ from: 'intent' });
    expect((await stripe.charges.update(charge.id, { metadata: { on: 'charge' } })).metadata).toEqual({ from: 'intent', on: 'charge' });
    expect((await stripe.paymentIntents.update(intent.id, { metadata: { from: '' } })).metadata).toEqual({});
    const refund = await stripe.refunds.create({ payment_intent: intent.id, metadata: { why: 'x' } });
    expect((await stripe.refunds.update(refund.id, { metadata: '' })).metadata).toEqual({});
  });
});
