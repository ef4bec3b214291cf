import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { MAX_COUNT, searchPage, searchQuery } from '../../http/searchPages.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf, type UseCaseParts } from '../../platform/useCase.ts';
import { kindsOf, parseSearch } from '../../search/index.ts';
import { priceAmountFields, productFields } from './catalogueFields.routes.ts';
import { createProduct } from './createProduct.ts';
import { deleteProduct } from './deleteProduct.ts';
import { deletedProductWire, productWire } from './product.wire.ts';
import { countProductsBy, findProductsBy, listProducts, PRODUCT_SEARCH } from './products.store.ts';
import { requireKnownProduct } from './requireCatalogue.ts';
import { updateProduct } from './updateProduct.ts';

const { boolean, id, listOf, metadata, object, text } = fields;
const { name, ...others } = productFields;
const { recurring, tax_behavior } = priceAmountFields;

const creation = object({
  ...others,
  name,
  default_price_data: object({ ...priceAmountFields, recurring, tax_behavior, metadata: metadata().optional() }).optional(),
});
const change = object({ ...others, name: name.optional(), default_price: id('price').optional() });

/** `/v1/products`. */
export const productRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/v1/products',
    permission: 'products.write',
    answers: 'product',
    body: creation,
    handler: ({ context, body }) => once(database, context, async (tx) => replyOf(await createProduct(tx, parts, context, body))),
  }),
  route({
    method: 'GET',
    path: '/v1/products',
    permission: 'products.read',
    answers: { listOf: 'product' },
    query: listQuery({
      active: boolean().optional(),
      ids: listOf(id('prod'), { max: 100 }).optional(),
      shippable: boolean().optional(),
      url: text({ max: 2048 }).optional(),
    }),
    handler: async ({ context: { caller }, query, path }) => {
      const { rows, hasMore } = await readPage(query, (page) => listProducts(database, caller.tenantId, query, page));
      const data = rows.map((product) => productWire(product, caller.livemode));
      return ok(listBody(path, data, hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/products/search',
    permission: 'products.read',
    answers: { listOf: 'product', isSearch: true },
    query: searchQuery(),
    handler: async ({ context: { caller }, query, path, expand }) => {
      const search = parseSearch(query.query, kindsOf(PRODUCT_SEARCH));
      const source = {
        prefix: 'prod',
        find: (page: Page) => findProductsBy(database, caller.tenantId, search, page),
        count: () => countProductsBy(database, caller.tenantId, search, MAX_COUNT),
      } as const;
      return ok(await searchPage({ query, path, expand }, source, (product) => productWire(product, caller.livemode)));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/products/:id',
    permission: 'products.read',
    answers: 'product',
    handler: async ({ context: { caller }, params }) => {
      const product = await requireKnownProduct(database, caller.tenantId, params.id);
      return ok(product.deleted ? deletedProductWire(product) : productWire(product, caller.livemode));
    },
  }),
  route({
    method: 'POST',
    path: '/v1/products/:id',
    permission: 'products.write',
    answers: 'product',
    body: change,
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => replyOf(await updateProduct(tx, parts, context, params.id, body))),
  }),
  route({
    method: 'DELETE',
    path: '/v1/products/:id',
    permission: 'products.write',
    answers: { deleted: 'product' },
    handler: ({ context, params }) =>
      once(database, context, async (tx) => ({ status: 200, body: await deleteProduct(tx, parts, context, params.id) })),
  }),
];
