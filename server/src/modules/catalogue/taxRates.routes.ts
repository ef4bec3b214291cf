import { TAX_TYPES } from '@guichet/contract/wire/taxRate.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf, type UseCaseParts } from '../../platform/useCase.ts';
import { createTaxRate, updateTaxRate } from './changeTaxRates.ts';
import { requireTaxRate } from './requireCatalogue.ts';
import { taxRateWire } from './taxRate.wire.ts';
import { listTaxRates } from './taxRates.store.ts';

const { boolean, country, enumOf, metadata, nullable, object, percentage, text } = fields;

const NAME = { max: 50 };
const changeable = {
  active: boolean().optional(),
  country: nullable(country()).optional(),
  description: nullable(text()).optional(),
  jurisdiction: nullable(text({ max: 50 })).optional(),
  metadata: metadata().optional(),
  state: nullable(text({ max: 3 })).optional(),
  tax_type: nullable(enumOf(TAX_TYPES)).optional(),
};

/** `/v1/tax_rates`. */
export const taxRateRoutes = (database: Database, parts: UseCaseParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/v1/tax_rates',
    permission: 'products.write',
    answers: 'tax_rate',
    body: object({ ...changeable, display_name: text(NAME), inclusive: boolean(), percentage: percentage() }),
    handler: ({ context, body }) => once(database, context, async (tx) => replyOf(await createTaxRate(tx, parts, context, body))),
  }),
  route({
    method: 'GET',
    path: '/v1/tax_rates',
    permission: 'products.read',
    answers: { listOf: 'tax_rate' },
    query: listQuery({ active: boolean().optional(), inclusive: boolean().optional() }),
    handler: async ({ context: { caller }, query, path }) => {
      const { rows, hasMore } = await readPage(query, (page) => listTaxRates(database, caller.tenantId, query, page));
      const data = rows.map((taxRate) => taxRateWire(taxRate, caller.livemode));
      return ok(listBody(path, data, hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/tax_rates/:id',
    permission: 'products.read',
    answers: 'tax_rate',
    handler: async ({ context: { caller }, params }) =>
      ok(taxRateWire(await requireTaxRate(database, caller.tenantId, params.id), caller.livemode)),
  }),
  route({
    method: 'POST',
    path: '/v1/tax_rates/:id',
    permission: 'products.write',
    answers: 'tax_rate',
    body: object({ ...changeable, display_name: text(NAME).optional() }),
    handler: ({ context, params, body }) =>
      once(database, context, async (tx) => replyOf(await updateTaxRate(tx, parts, context, params.id, body))),
  }),
];
