import type Stripe from 'stripe';
import { beforeAll, describe, expect, it } from 'vitest';
import { pay, raw, stripe } from './place.ts';

interface Item {
  readonly id: string;
  readonly created: number;
}
type Params = Stripe.PaginationParams & { readonly created?: Stripe.RangeQueryParam | number };
type List = (params: Params) => Stripe.ApiListPromise<Item>;

const COUNT = 7;
let customer: string;
let intent: string;

const LISTS: Record<string, { readonly url: () => string; readonly list: List }> = {
  customers: { url: () => '/v1/customers', list: (params) => stripe.customers.list({ email: 'seven@example.com', ...params }) },
  'payment intents': { url: () => '/v1/payment_intents', list: (params) => stripe.paymentIntents.list({ customer, ...params }) },
  charges: { url: () => '/v1/charges', list: (params) => stripe.charges.list({ customer, ...params }) },
  refunds: { url: () => '/v1/refunds', list: (params) => stripe.refunds.list({ payment_intent: intent, ...params }) },
  'payment methods': { url: () => '/v1/payment_methods', list: (params) => stripe.paymentMethods.list({ customer, ...params }) },
  'cards of a customer': {
    url: () => `/v1/customers/${customer}/payment_methods`,
    list: (params) => stripe.customers.listPaymentMethods(customer, params),
  },
  'balance transactions': {
    url: () => '/v1/balance_transactions',
    list: (params) => stripe.balanceTransactions.list({ currency: 'uah', type: 'refund', ...params }),
  },
  events: { url: () => '/v1/events', list: (params) => stripe.events.list({ types: ['refund.created'], created: { gte: 0 }, ...params }) },
};

const ids = (items: readonly Item[]): string[] => items.map((one) => one.id);

describe('lists', () => {
  /** Seven of each, newest first, in lists that nobody else adds to. */
  beforeAll(async () => {
    customer = (await stripe.customers.create({ email: `lists-${Date.now()}@example.com` })).id;
    for (let n = 0; n < COUNT - 1; n += 1) {
      await pay({ customer, currency: 'chf', amount: 1000 + n, setup_future_usage: 'off_session' });
      await stripe.customers.create({ email: 'seven@example.com' });
    }
    await stripe.customers.create({ email: 'seven@example.com' });
    intent = (await pay({ customer, currency: 'uah', amount: 7000, setup_future_usage: 'off_session' })).id;
    for (let n = 0; n < COUNT; n += 1) await stripe.refunds.create({ payment_intent: intent, amount: 100 });
  });

  describe.each(Object.keys(LISTS))('the list of %s', (name) => {
    const { url, list } = LISTS[name] as (typeof LISTS)[string];
    /** The newest seven, read in one page. */
    const seven = async (): Promise<readonly Item[]> => (await list({ limit: COUNT })).data;

    it('is newest first and names its address', async () => {
      const page = await list({ limit: COUNT });
      expect(page.data).toHaveLength(COUNT);
      expect(page).toMatchObject({ object: 'list', url: url() });
      expect(ids(page.data)).toEqual(ids(page.data).sort().reverse());
    });

    it('goes forward page by page without a gap', async () => {
      const all = ids(await seven());
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await list({ limit: 3, ...(after && { starting_after: after }) });
        seen.push(...ids(page.data));
        after = page.has_more ? seen.at(-1) : undefined;
      } while (after !== undefined && seen.length < COUNT);
      expect(seen.slice(0, COUNT)).toEqual(all);
    });

    it('goes backward page by page without a gap', async () => {
      const all = ids(await seven());
      const seen: string[] = [all.at(-1) ?? ''];
      for (let more = true; more; ) {
        const page = await list({ limit: 2, ending_before: seen[0] as string });
        // The page next to the cursor, itself still newest first.
        seen.unshift(...ids(page.data));
        more = page.has_more;
      }
      expect(seen).toEqual(all);
    });

    it('is walked by the SDK on its own', async () => {
      const seen: string[] = [];
      for await (const item of list({ limit: 3 })) {
        seen.push(item.id);
        if (seen.length === COUNT) break;
      }
      expect(seen).toEqual(ids(await seven()));
    });

    it('is narrowed by time', async () => {
      const all = await seven();
      const [newest] = all as [Item];
      const at = newest.created;
      const from = ids((await list({ created: { gte: at }, limit: 100 })).data);
      expect(from.slice(0, 1)).toEqual([newest.id]);
      expect((await list({ created: { gt: at + 5 } })).data).toEqual([]);
      expect(ids((await list({ created: { lt: at + 5 }, limit: COUNT })).data)).toEqual(ids(all));
      expect(ids((await list({ created: at, limit: 100 })).data)).toContain(newest.id);
    });

    it.each([
      ['limit=0', 'parameter_invalid_integer', 'limit'],
      ['limit=101', 'parameter_invalid_integer', 'limit'],
      ['limit=ten', 'parameter_invalid_integer', 'limit'],
      ['starting_after=a&ending_before=b', 'parameters_exclusive', 'ending_before'],
      ['created[gte]=yesterday', 'parameter_invalid_integer', 'created[gte]'],
    ])('refuses %s', async (query, code, param) => {
      const { status, body } = await raw('GET', `${url()}?${query}`);
      expect([status, body.error?.code, body.error?.param]).toEqual([400, code, param]);
    });
  });

  describe('in general', () => {
    it('have ten to a page when nothing is said', async () => {
      expect((await stripe.events.list()).data).toHaveLength(10);
    });

    it('go on behind a place whose object has left them', async () => {
      const email = `leaver-${Date.now()}@example.com`;
      const [oldest, leaver] = [await stripe.customers.create({ email }), await stripe.customers.create({ email })];
      await stripe.customers.del(leaver.id);
      expect(ids((await stripe.customers.list({ email, starting_after: leaver.id })).data)).toEqual([oldest.id]);
    });
  });
});
