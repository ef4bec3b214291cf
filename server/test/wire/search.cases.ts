import type Stripe from 'stripe';
import { beforeAll, describe, expect, it } from 'vitest';
import { pay, raw, refused, stripe } from './place.ts';

const mark = `search-${Date.now()}`;
let customers: Stripe.Customer[];
let intents: Stripe.PaymentIntent[];

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const search = (path: string, query: string, more = ''): Promise<Awaited<ReturnType<typeof raw>>> =>
  raw('GET', `/v1/${path}/search?query=${encodeURIComponent(query)}${more}`);

describe('search', () => {
  beforeAll(async () => {
    customers = [];
    for (let n = 0; n < 5; n += 1) {
      customers.unshift(
        await stripe.customers.create({
          name: `Seeker ${mark} No ${n}`,
          email: `Seeker-${n}-${mark}@example.com`,
          metadata: { group: mark, ...(n % 2 === 0 && { even: 'yes "indeed"' }) },
        }),
      );
    }
    const customer = customers[0]?.id as string;
    intents = [await pay({ customer, amount: 4711, metadata: { group: mark } }), await pay({ amount: 4712, metadata: { group: mark } })];
    await stripe.refunds.create({ payment_intent: intents[0]?.id as string });
  });

  it('finds customers by what they are called, newest first', async () => {
    const found = await stripe.customers.search({ query: `name~"${mark.toUpperCase()}"` });
    expect(found).toMatchObject({ object: 'search_result', url: '/v1/customers/search', has_more: false, next_page: null });
    expect(found).not.toHaveProperty('total_count');
    expect(ids(found.data)).toEqual(ids(customers));
    expect(ids((await stripe.customers.search({ query: `email:"SEEKER-3-${mark}@example.com"` })).data)).toEqual([customers[1]?.id]);
    const even = await stripe.customers.search({ query: `metadata["group"]:"${mark}" AND metadata['even']:'yes "indeed"'` });
    expect(ids(even.data)).toEqual([customers[0]?.id, customers[2]?.id, customers[4]?.id]);
    const odd = await stripe.customers.search({ query: `metadata["group"]:"${mark}" metadata["even"]:null` });
    expect(ids(odd.data)).toEqual([customers[1]?.id, customers[3]?.id]);
  });

  it('goes from page to page, also on its own, and counts when asked', async () => {
    const query = `metadata["group"]:"${mark}"`;
    const first = await stripe.customers.search({
      query,
      limit: 2,
      expand: ['total_count', 'data.invoice_settings.default_payment_method'],
    });
    expect(first).toMatchObject({ has_more: true, next_page: expect.any(String), total_count: 5 });
    const second = await stripe.customers.search({ query, limit: 2, page: first.next_page as string });
    expect(ids([...first.data, ...second.data])).toEqual(ids(customers).slice(0, 4));
    const walked: string[] = [];
    for await (const customer of stripe.customers.search({ query, limit: 2 })) walked.push(customer.id);
    expect(walked).toEqual(ids(customers));
  });

  it('no longer finds a deleted customer', async () => {
    const { id } = await stripe.customers.create({ name: `Leaver ${mark}` });
    await stripe.customers.del(id);
    expect((await stripe.customers.search({ query: `name:"Leaver ${mark}"` })).data).toEqual([]);
  });

  it('finds payments and charges', async () => {
    const group = `metadata["group"]:"${mark}"`;
    expect(ids((await stripe.paymentIntents.search({ query: `${group} AND amount<4712` })).data)).toEqual([intents[0]?.id]);
    expect(ids((await stripe.paymentIntents.search({ query: `${group} status:"succeeded" currency:"EUR"` })).data)).toEqual(
      ids([...intents].reverse()),
    );
    const refundedOnes = await stripe.charges.search({ query: `${group} AND refunded:"true"` });
    expect(refundedOnes.data).toMatchObject([{ payment_intent: intents[0]?.id, refunded: true }]);
    const card = `payment_method_details.card.last4:4242 AND payment_method_details.card.brand:"visa"`;
    const quoted = card.replace('4242', '"4242"');
    expect((await stripe.charges.search({ query: `${group} AND ${quoted} AND customer:"${customers[0]?.id}"` })).data).toHaveLength(1);
    expect((await stripe.charges.search({ query: `${group} AND -customer:"${customers[0]?.id}"` })).data).toHaveLength(1);
    expect((await stripe.charges.search({ query: `${group} AND disputed:true` })).data).toEqual([]);
  });

  it('finds what is disputed', async () => {
    const metadata = { dispute: mark };
    const { latest_charge: disputed } = await pay({ payment_method: 'pm_card_createDispute', metadata });
    await pay({ metadata });
    const found = async (clause: string) =>
      ids((await stripe.charges.search({ query: `metadata["dispute"]:"${mark}" AND ${clause}` })).data);
    await expect.poll(() => found('disputed:true'), { timeout: 15_000 }).toEqual([disputed]);
    expect(await found('disputed:false')).toHaveLength(1);
  });

  it.each([
    ['customers', 'colour:"red"', 'These can: created, email, metadata, name, phone'],
    ['customers', 'name:Ada', 'needs quotes'],
    ['payment_intents', 'amount~"100"', 'does not fit amount'],
    ['charges', 'status:"failed', 'not closed'],
  ])('refuses, among %s, %s', async (path, query, way) => {
    const { status, body } = await search(path, query);
    expect([status, body.error?.code, body.error?.param]).toEqual([400, 'parameter_invalid', 'query']);
    expect(JSON.stringify(body.error?.message)).toContain(way);
  });

  it('refuses a page that is none, or that another query or resource began', async () => {
    const query = `metadata["group"]:"${mark}"`;
    const { next_page: page } = await stripe.customers.search({ query, limit: 1 });
    const none = { status: 400, code: 'parameter_invalid', param: 'page' };
    expect(await refused(stripe.customers.search({ query, page: 'x' }))).toEqual(none);
    expect(await refused(stripe.customers.search({ query, page: `${page}x` }))).toEqual(none);
    expect(await refused(stripe.customers.search({ query: `${query} `, page: page as string }))).toEqual(none);
    expect(await refused(stripe.charges.search({ query, page: page as string }))).toEqual(none);
  });

  it('refuses what lists have and searches have not', async () => {
    expect((await search('customers', 'name:"Ada"', '&starting_after=cus_1')).body.error).toMatchObject({ code: 'parameter_unknown' });
    expect((await search('customers', 'name:"Ada"', '&limit=101')).body.error).toMatchObject({ param: 'limit' });
    expect((await raw('GET', '/v1/customers/search')).body.error).toMatchObject({ code: 'parameter_missing', param: 'query' });
    expect((await raw('GET', '/v1/customers?expand[]=total_count')).body.error).toMatchObject({
      code: 'parameter_invalid',
      param: 'expand',
    });
  });
});
