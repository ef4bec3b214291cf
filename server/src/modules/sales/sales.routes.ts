import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { cancelSale, requireSale } from './cancelSale.ts';
import { createSale } from './createSale.ts';
import { listSales } from './sales.store.ts';
import { saleViews } from './saleViews.ts';
import { splitSale } from './splitSale.ts';

const { amount, currency, id, integer, listOf, nullable, object, text } = fields;
const WHOLE_BASIS_POINTS = 10_000;
const MOST_PARTS = 99;

const reduction = { discount_amount: amount().optional(), discount_basis_points: integer({ min: 0, max: WHOLE_BASIS_POINTS }).optional() };
const line = object({
  ...reduction,
  product: id('prod').optional(),
  name: text({ max: 250 }).optional(),
  unit_amount: amount().optional(),
  tax_rate: id('txr').optional(),
  quantity: integer({ min: 1, max: 9999 }),
});
const creation = object({
  ...reduction,
  currency: currency(),
  lines: listOf(line, { max: 100 }),
  tip_amount: amount().optional(),
  tip_basis_points: integer({ min: 0, max: WHOLE_BASIS_POINTS }).optional(),
  amount: amount().optional(),
  parts: integer({ min: 2, max: MOST_PARTS }).optional(),
  customer: id('cus').optional(),
  description: text({ max: 1000 }).optional(),
});

/** What was sold together, and how far it is paid. */
export const saleRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/guichet/v1/sales',
    permission: 'payments.write',
    answers: 'sale_view',
    body: creation,
    handler: ({ context, body }) =>
      once(database, context, async (tx) => {
        const sale = await createSale(tx, parts, context, body);
        return ok((await saleViews(tx, context.caller.tenantId, [sale]))[0]);
      }),
  }),
  route({
    method: 'GET',
    path: '/guichet/v1/sales',
    permission: 'payments.read',
    answers: { listOf: 'sale_view' },
    query: listQuery(),
    handler: async ({ context: { caller }, query, path }) => {
      const filter = { created: query.created, ownOf: caller.sight?.ownPayments ? caller.actor.id : undefined };
      const { rows, hasMore } = await readPage(query, (page) => listSales(database, caller.tenantId, filter, page));
      return ok(listBody(path, await saleViews(database, caller.tenantId, rows), hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/guichet/v1/sales/:id',
    permission: 'payments.read',
    answers: 'sale_view',
    handler: async ({ context: { caller }, params }) => {
      const sale = await requireSale(database, caller.tenantId, params.id);
      return ok((await saleViews(database, caller.tenantId, [sale]))[0]);
    },
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/sales/:id',
    permission: 'payments.write',
    answers: 'sale_view',
    body: object({ parts: nullable(integer({ min: 2, max: MOST_PARTS })) }),
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => {
        const sale = await splitSale(tx, parts, context, { id: params.id, parts: body.parts });
        return ok((await saleViews(tx, context.caller.tenantId, [sale]))[0]);
      }),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/sales/:id/cancel',
    permission: 'payments.write',
    answers: 'sale_view',
    handler: ({ context, params }) =>
      once(database, context, async (tx) => {
        const sale = await cancelSale(tx, parts, context, params.id);
        return ok((await saleViews(tx, context.caller.tenantId, [sale]))[0]);
      }),
  }),
];
