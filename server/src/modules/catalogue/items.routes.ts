import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { changeItem, createItem } from './changeItems.ts';
import { itemView } from './item.wire.ts';
import { listItems } from './items.store.ts';

const { amount, boolean, currency, id, nullable, object, text, unreadText } = fields;
const NAME = { max: 250 };

/** What the counter sells: a product, its price and its tax in one. */
export const itemRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/guichet/v1/items',
    permission: 'products.read',
    answers: { listOf: 'item_view' },
    query: listQuery({ query: unreadText({ max: 200 }).optional(), active: boolean().optional(), currency: currency().optional() }),
    handler: async ({ context: { caller }, query, path }) => {
      const { rows, hasMore } = await readPage(query, (page) => listItems(database, caller.tenantId, query, page));
      return ok(listBody(path, rows.map(itemView), hasMore));
    },
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/items',
    permission: 'products.write',
    answers: 'item_view',
    body: object({ name: text(NAME), currency: currency(), unit_amount: amount(), tax_rate: id('txr').optional() }),
    handler: ({ context, body }) => once(database, context, async (tx) => ok(itemView(await createItem(tx, parts, context, body)))),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/items/:id',
    permission: 'products.write',
    answers: 'item_view',
    body: object({
      name: text(NAME).optional(),
      active: boolean().optional(),
      currency: currency().optional(),
      unit_amount: amount().optional(),
      tax_rate: nullable(id('txr')).optional(),
    }),
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => ok(itemView(await changeItem(tx, parts, context, params.id, body)))),
  }),
];
