import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { MAX_COUNT, searchPage, searchQuery } from '../../http/searchPages.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf, type UseCaseParts } from '../../platform/useCase.ts';
import { kindsOf, parseSearch } from '../../search/index.ts';
import { priceAmountFields, productFields } from './catalogueFields.routes.ts';
import { createPrice } from './createPrice.ts';
import { priceWire } from './price.wire.ts';
import { countPricesBy, findPricesBy, listPrices, PRICE_SEARCH } from './prices.store.ts';
import { requirePrice } from './requireCatalogue.ts';
import { updatePrice } from './updatePrice.ts';

const { boolean, currency, enumOf, id, listOf, metadata, nullable, object, text } = fields;
const LOOKUP_KEY = { max: 200 };

const changeable = {
  active: boolean().optional(),
  lookup_key: nullable(text(LOOKUP_KEY)).optional(),
  metadata: metadata().optional(),
  nickname: nullable(text({ max: 250 })).optional(),
  tax_behavior: priceAmountFields.tax_behavior,
  transfer_lookup_key: boolean().optional(),
};
const { active, metadata: about, name, statement_descriptor, unit_label } = productFields;
const creation = object({
  ...priceAmountFields,
  ...changeable,
  billing_scheme: enumOf(['per_unit']).optional(),
  product: id('prod').optional(),
  product_data: object({ active, metadata: about, name, statement_descriptor, unit_label }).optional(),
});

/** `/v1/prices`. */
export const priceRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/v1/prices',
    permission: 'products.write',
    answers: 'price',
    body: creation,
    handler: ({ context, body: { billing_scheme: _scheme, ...input } }) =>
      once(database, context, async (tx) => replyOf(await createPrice(tx, parts, context, input))),
  }),
  route({
    method: 'GET',
    path: '/v1/prices',
    permission: 'products.read',
    answers: { listOf: 'price' },
    query: listQuery({
      active: boolean().optional(),
      currency: currency().optional(),
      lookup_keys: listOf(text(LOOKUP_KEY), { max: 10 }).optional(),
      product: id('prod').optional(),
      type: enumOf(['one_time']).optional(),
    }),
    handler: async ({ context: { caller }, query, path }) => {
      const { rows, hasMore } = await readPage(query, (page) => listPrices(database, caller.tenantId, query, page));
      const data = rows.map((price) => priceWire(price, caller.livemode));
      return ok(listBody(path, data, hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/prices/search',
    permission: 'products.read',
    answers: { listOf: 'price', isSearch: true },
    query: searchQuery(),
    handler: async ({ context: { caller }, query, path, expand }) => {
      const search = parseSearch(query.query, kindsOf(PRICE_SEARCH));
      const source = {
        prefix: 'price',
        find: (page: Page) => findPricesBy(database, caller.tenantId, search, page),
        count: () => countPricesBy(database, caller.tenantId, search, MAX_COUNT),
      } as const;
      return ok(await searchPage({ query, path, expand }, source, (price) => priceWire(price, caller.livemode)));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/prices/:id',
    permission: 'products.read',
    answers: 'price',
    handler: async ({ context: { caller }, params }) =>
      ok(priceWire(await requirePrice(database, caller.tenantId, params.id), caller.livemode)),
  }),
  route({
    method: 'POST',
    path: '/v1/prices/:id',
    permission: 'products.write',
    answers: 'price',
    body: object(changeable),
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => replyOf(await updatePrice(tx, parts, context, params.id, body))),
  }),
];
