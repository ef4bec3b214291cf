import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { eventsAbout, refused, stripe, typesOf, whole } from './place.ts';

const SHIRT = {
  name: 'Tee shirt',
  description: 'grey, cotton',
  images: ['https://example.com/shirt.png'],
  metadata: { shelf: '7' },
  shippable: true,
  statement_descriptor: 'SHIRT',
  unit_label: 'piece',
  url: 'https://example.com/shirt',
};
const price = (more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({ currency: 'eur', unit_amount: 1250, product_data: { name: 'Tea' }, ...more });

describe('products', () => {
  it('are made with all that they can say, and read back the same', async () => {
    const { lastResponse: _, ...made } = await stripe.products.create(SHIRT);
    expect(made).toMatchObject({ ...SHIRT, id: expect.stringMatching(/^prod_/), object: 'product', active: true, default_price: null });
    expect(made.updated).toBe(made.created);
    const { lastResponse: __, ...read } = await stripe.products.retrieve(made.id);
    expect(read).toEqual(made);
  });

  it('are made with their price in one step', async () => {
    const made = await stripe.products.create({
      name: 'Soup',
      default_price_data: { currency: 'eur', unit_amount: 690, tax_behavior: 'inclusive' },
      expand: ['default_price'],
    });
    expect(made.default_price).toMatchObject({
      object: 'price',
      unit_amount: 690,
      currency: 'eur',
      product: made.id,
      tax_behavior: 'inclusive',
    });
  });

  it('change where a request says so; an empty value unsets', async () => {
    const { id } = await stripe.products.create(SHIRT);
    const changed = await stripe.products.update(id, { active: false, description: '', images: '', name: 'Shirt' });
    expect(changed).toMatchObject({ active: false, description: null, images: [], name: 'Shirt', unit_label: 'piece' });
  });

  it('have a default price that is theirs and in use', async () => {
    const { id } = await stripe.products.create({ name: 'Bread' });
    const theirs = await price({ product: id, product_data: undefined as never });
    expect((await stripe.products.update(id, { default_price: theirs.id })).default_price).toBe(theirs.id);
    const other = await price();
    const wrong = { status: 400, code: 'parameter_invalid', param: 'default_price' };
    expect(await refused(stripe.products.update(id, { default_price: other.id }))).toEqual(wrong);
    const off = await price({ product: id, product_data: undefined as never, active: false });
    expect(await refused(stripe.products.update(id, { default_price: off.id }))).toEqual(wrong);
  });

  it('are deleted while they have no price, and answer that alone then', async () => {
    const { id } = await stripe.products.create({ name: 'Draft' });
    expect(await stripe.products.del(id)).toMatchObject({ id, object: 'product', deleted: true });
    const { lastResponse: _, ...read } = await stripe.products.retrieve(id);
    expect(read).toEqual({ id, object: 'product', deleted: true });
    expect((await stripe.products.list({ ids: [id] })).data).toEqual([]);
    expect(await refused(stripe.products.update(id, { name: 'x' }))).toEqual({ status: 404, code: 'resource_missing', param: 'id' });
    const sold = await price();
    expect(await refused(stripe.products.del(sold.product as string))).toEqual({ status: 400, code: 'product_unexpected_state' });
  });

  it('are listed and found by what they are', async () => {
    const mark = `Basket ${Date.now()}`;
    const [on, off] = [
      await stripe.products.create({ name: `${mark} a` }),
      await stripe.products.create({ name: `${mark} b`, active: false }),
    ];
    expect((await stripe.products.list({ ids: [on.id, off.id], active: true })).data.map(({ id }) => id)).toEqual([on.id]);
    const found = async (query: string) => (await stripe.products.search({ query })).data.map(({ id }) => id);
    expect(await found(`name~"${mark}"`)).toEqual([off.id, on.id]);
    expect(await found(`name~"${mark}" AND active:"true"`)).toEqual([on.id]);
  });

  it('tell of their making, each change and their end', async () => {
    const { id } = await stripe.products.create({ name: 'Told' });
    await stripe.products.update(id, { name: 'Told twice' });
    await stripe.products.update(id, { name: 'Told twice' });
    await stripe.products.del(id);
    const events = await eventsAbout(id);
    expect(typesOf(events)).toEqual(['product.created', 'product.updated', 'product.deleted']);
    expect(events[1]?.data.previous_attributes).toMatchObject({ name: 'Told' });
  });
});

describe('prices', () => {
  it('are paid once, of a product that is made with them or of one that there is', async () => {
    const made = await price({ nickname: 'small', metadata: { size: 's' }, expand: ['product'] });
    expect(made).toMatchObject({ type: 'one_time', recurring: null, unit_amount: 1250, currency: 'eur', nickname: 'small' });
    expect(String(made.unit_amount_decimal)).toBe('1250');
    expect(made.product).toMatchObject({ object: 'product', name: 'Tea' });
    const second = await stripe.prices.create({ currency: 'eur', unit_amount: 0, product: (made.product as Stripe.Product).id });
    expect((await stripe.prices.list({ product: second.product as string })).data.map(({ id }) => id)).toEqual([second.id, made.id]);
  });

  it('refuse what is not paid once, in words', async () => {
    const recurring = { recurring: { interval: 'month' as const } };
    expect(await refused(price(recurring))).toEqual({ status: 400, code: 'parameter_invalid', param: 'recurring' });
    const within = stripe.products.create({ name: 'x', default_price_data: { currency: 'eur', unit_amount: 1, ...recurring } });
    expect(await refused(within)).toEqual({ status: 400, code: 'parameter_invalid', param: 'default_price_data[recurring]' });
  });

  it.each([
    [{ currency: 'xau' }, 'parameter_invalid', 'currency'],
    [{ currency: 'isk', unit_amount: 150 }, 'parameter_invalid', 'unit_amount'],
    [{ unit_amount: -1 }, 'parameter_invalid_integer', 'unit_amount'],
    [{ product_data: undefined }, 'parameter_missing', 'product'],
    [{ product: 'prod_none' }, 'parameters_exclusive', 'product_data'],
    [{ product: 'prod_none', product_data: undefined }, 'resource_missing', 'product'],
  ])('refuse %j', async (more, code, param) => {
    expect(await refused(price(more as never))).toMatchObject({ code, param });
  });

  it('keep a tax behaviour that was decided', async () => {
    const { id } = await price();
    expect(await stripe.prices.update(id, { tax_behavior: 'exclusive' })).toMatchObject({ tax_behavior: 'exclusive' });
    expect(await refused(stripe.prices.update(id, { tax_behavior: 'inclusive' }))).toMatchObject({ param: 'tax_behavior' });
  });

  it('are found by a lookup key, which one of them has at a time', async () => {
    const lookup_key = `menu-${Date.now()}`;
    const first = await price({ lookup_key });
    expect(await refused(price({ lookup_key }))).toEqual({ status: 400, code: 'parameter_invalid', param: 'lookup_key' });
    const second = await price({ lookup_key, transfer_lookup_key: true });
    expect((await stripe.prices.list({ lookup_keys: [lookup_key] })).data.map(({ id }) => id)).toEqual([second.id]);
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    expect(typesOf(await eventsAbout(first.id))).toEqual(['price.created', 'price.updated']);
    await stripe.prices.update(first.id, { lookup_key, transfer_lookup_key: true });
    const found = await stripe.prices.search({ query: `lookup_key:"${lookup_key}" AND type:"one_time"` });
    expect(found.data.map(({ id }) => id)).toEqual([first.id]);
  });

  it('give a lookup key to one of two that want it at once', async () => {
    const lookup_key = `race-${Date.now()}`;
    const both = await Promise.allSettled([price({ lookup_key }), price({ lookup_key })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('tax rates', () => {
  it('are made with all that they can say, and read back the same', async () => {
    const given = {
      display_name: 'TVA',
      inclusive: true,
      percentage: 5.5,
      country: 'FR',
      description: 'food',
      jurisdiction: 'FR',
      metadata: { code: '1' },
      tax_type: 'vat' as const,
    };
    const { lastResponse: _, ...made } = await stripe.taxRates.create(given);
    expect(made).toMatchObject({ ...given, id: expect.stringMatching(/^txr_/), object: 'tax_rate', active: true, state: null });
    const { lastResponse: __, ...read } = await stripe.taxRates.retrieve(made.id);
    expect(read).toEqual(made);
    expect((await stripe.taxRates.create({ ...given, percentage: 8.8875, inclusive: false })).percentage).toBe(8.8875);
  });

  it('change what describes them and nothing else', async () => {
    const { id } = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    expect(await stripe.taxRates.update(id, { active: false, display_name: 'Old VAT', country: 'GB' })).toMatchObject({
      active: false,
      display_name: 'Old VAT',
      country: 'GB',
      percentage: 20,
    });
    expect(await refused(stripe.taxRates.update(id, { percentage: 21 } as never))).toMatchObject({ code: 'parameter_unknown' });
    expect((await stripe.taxRates.list({ active: true })).data.map((one) => one.id)).not.toContain(id);
    expect(typesOf(await eventsAbout(id))).toEqual(['tax_rate.created', 'tax_rate.updated']);
  });

  it.each(['100.0001', '-1', '5,5', '1e1', '1.23456', ''])('refuse a percentage of "%s"', async (percentage) => {
    const made = stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: percentage as never });
    expect(await refused(made)).toMatchObject({ status: 400, param: 'percentage' });
  });
});

interface Item {
  readonly id: string;
  readonly price: { readonly id: string };
}

describe('items at the counter', () => {
  it('are a product, its price and its tax in one; a new amount is a new price', async () => {
    const tax = await stripe.taxRates.create({ display_name: 'TVA', inclusive: true, percentage: 10 });
    const made = await askAsOwner<Item>(whole, '/guichet/v1/items', {
      name: 'Coffee',
      currency: 'eur',
      unit_amount: 250,
      tax_rate: tax.id,
    });
    expect(made.body).toMatchObject({
      name: 'Coffee',
      active: true,
      price: { currency: 'eur', unit_amount: 250 },
      tax_rate: { id: tax.id, display_name: 'TVA', rate: 100000, inclusive: true },
    });
    const item = made.body;
    const changed = await askAsOwner<Item>(whole, `/guichet/v1/items/${item.id}`, { unit_amount: 280, tax_rate: null });
    expect(changed.body).toMatchObject({ id: item.id, price: { currency: 'eur', unit_amount: 280 }, tax_rate: null });
    expect(await stripe.prices.retrieve(item.price.id)).toMatchObject({ active: false, unit_amount: 250 });
    expect((await stripe.prices.list({ product: item.id, active: true })).data).toHaveLength(1);
    const off = await askAsOwner<Item>(whole, `/guichet/v1/items/${item.id}`, { active: false });
    expect(off.body).toMatchObject({ active: false });
    const listed = await askAsOwner<{ data: Item[] }>(whole, '/guichet/v1/items?query=COFF&active=true');
    expect(listed.body.data.map(({ id }) => id)).not.toContain(item.id);
  });

  it('keep a tax rate that was switched off while they change, as forms name it again', async () => {
    const tax = await stripe.taxRates.create({ display_name: 'Old', inclusive: true, percentage: 10 });
    const { body: item } = await askAsOwner<Item>(whole, '/guichet/v1/items', {
      ...{ name: 'Book', currency: 'eur', unit_amount: 900, tax_rate: tax.id },
    });
    await stripe.taxRates.update(tax.id, { active: false });
    const change = (more: object) => askAsOwner<Item>(whole, `/guichet/v1/items/${item.id}`, more);
    const dearer = await change({ unit_amount: 950, active: false, tax_rate: tax.id });
    expect(dearer).toMatchObject({ status: 200, body: { price: { unit_amount: 950 }, active: false, tax_rate: { id: tax.id } } });
    await change({ tax_rate: null });
    expect(await change({ tax_rate: tax.id })).toMatchObject({ status: 400, body: { error: { param: 'tax_rate' } } });
  });

  it('refuse a tax rate that is switched off, and an amount for a product that never had a currency', async () => {
    const { id } = await stripe.taxRates.create({ display_name: 'Old', inclusive: true, percentage: 10, active: false });
    const refusedItem = await askAsOwner<Item>(whole, '/guichet/v1/items', { name: 'x', currency: 'eur', unit_amount: 1, tax_rate: id });
    expect(refusedItem).toMatchObject({ status: 400, body: { error: { code: 'parameter_invalid', param: 'tax_rate' } } });
    const bare = await stripe.products.create({ name: 'Bare' });
    const half = await askAsOwner<Item>(whole, `/guichet/v1/items/${bare.id}`, { unit_amount: 100 });
    expect(half).toMatchObject({ status: 400, body: { error: { code: 'parameter_missing', param: 'currency' } } });
  });
});
