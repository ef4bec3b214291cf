import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { MAX_COUNT, searchPage, searchQuery } from '../../http/searchPages.ts';
import { once } from '../../platform/once.ts';
import { replyOf } from '../../platform/useCase.ts';
import { kindsOf, parseSearch } from '../../search/index.ts';
import { captureCharge } from './captureCharge.ts';
import { chargeWire } from './charge.wire.ts';
import { CHARGE_SEARCH, countChargesBy, findChargesBy } from './chargeSearch.store.ts';
import { listCharges } from './charges.store.ts';
import { createCharge } from './createCharge.ts';
import { descriptor, descriptorSuffix, shipping } from './intentFields.routes.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requireCharge } from './requirePaymentIntent.ts';
import { updateCharge } from './updateCharge.ts';

const { amount, boolean, currency, id, object, nullable, text, email, metadata, enumOf } = fields;
const one = { permission: 'payments.write', answers: 'charge' } as const;

/** `/v1/charges`: what was taken, or refused. Charges are made by confirming an intent, or by themselves as older programs do. */
export function chargeRoutes(parts: PaymentParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      ...one,
      method: 'POST',
      path: '/v1/charges',
      body: object({
        amount: amount(),
        capture: boolean().optional(),
        currency: currency(),
        customer: id('cus').optional(),
        description: nullable(text({ max: 1000 })).optional(),
        metadata: metadata().optional(),
        receipt_email: nullable(email()).optional(),
        shipping: nullable(shipping).optional(),
        source: text({ max: 255 }).optional(),
        statement_descriptor: nullable(descriptor).optional(),
        statement_descriptor_suffix: nullable(descriptorSuffix).optional(),
      }),
      handler: ({ context, body }) => createCharge(parts, context, body),
    }),
    route({
      method: 'GET',
      path: '/v1/charges',
      permission: 'payments.read',
      answers: { listOf: 'charge' },
      query: listQuery({
        customer: id('cus').optional(),
        payment_intent: id('pi').optional(),
        transfer_group: text({ max: 255 }).optional(),
      }),
      handler: async ({ context: { caller }, query, path }) => {
        const { customer, payment_intent: paymentIntent, transfer_group: transferGroup, created } = query;
        const filter = {
          ...(customer && { customer }),
          ...(paymentIntent && { paymentIntent }),
          ...(transferGroup && { transferGroup }),
          ...(created && { created }),
          ...(caller.sight?.ownPayments && { ownOf: caller.actor.id }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listCharges(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((charge) => chargeWire(charge, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/charges/search',
      permission: 'payments.read',
      answers: { listOf: 'charge', isSearch: true },
      query: searchQuery(),
      handler: async ({ context: { caller }, query, path, expand }) => {
        const search = parseSearch(query.query, kindsOf(CHARGE_SEARCH));
        const source = {
          prefix: 'ch',
          find: (page: Page) => findChargesBy(database, caller.tenantId, search, page),
          count: () => countChargesBy(database, caller.tenantId, search, MAX_COUNT),
        } as const;
        return ok(await searchPage({ query, path, expand }, source, (charge) => chargeWire(charge, caller.livemode)));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/charges/:id',
      permission: 'payments.read',
      answers: 'charge',
      handler: async ({ context: { caller }, params }) =>
        ok(chargeWire(await requireCharge(database, caller.tenantId, params.id, 'id'), caller.livemode)),
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/charges/:id/capture',
      body: object({
        amount: amount().optional(),
        receipt_email: email().optional(),
        statement_descriptor: descriptor.optional(),
        statement_descriptor_suffix: descriptorSuffix.optional(),
      }),
      handler: ({ context, params, body }) => captureCharge(parts, context, params.id, body),
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/charges/:id',
      body: object({
        customer: id('cus').optional(),
        description: nullable(text()).optional(),
        fraud_details: object({ user_report: nullable(enumOf(['fraudulent', 'safe'])) }).optional(),
        metadata: metadata().optional(),
        receipt_email: nullable(email()).optional(),
        shipping: nullable(shipping).optional(),
      }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await updateCharge(tx, parts, context, params.id, body))),
    }),
  ];
}
