import { ApiError } from '@guichet/contract/errors.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import type { Database } from '../../platform/transaction.ts';
import { replyOf, type UseCaseParts } from '../../platform/useCase.ts';
import { requireCustomer } from '../customers/index.ts';
import { type KeepParts, keepingFirst } from '../provider_accounts/index.ts';
import { attachPaymentMethod, detachPaymentMethod } from './attachPaymentMethod.ts';
import { createPaymentMethod } from './createPaymentMethod.ts';
import { enterMethod, enterTestCard, storeMethod } from './enterMethod.ts';
import type { MethodParts } from './methodInput.ts';
import { paymentMethodWire } from './paymentMethod.wire.ts';
import { cardNetworks, paymentMethodFields } from './paymentMethodFields.routes.ts';
import { listPaymentMethods } from './paymentMethods.store.ts';
import { requirePaymentMethod } from './requirePaymentMethod.ts';
import { updatePaymentMethod } from './updatePaymentMethod.ts';

const { id, object, enumOf } = fields;

/** `/v1/payment_methods` and the cards of a customer. */
export function paymentMethodRoutes(database: Database, parts: UseCaseParts & MethodParts & KeepParts): AnyRoute[] {
  const typeFilter = {
    type: enumOf(PAYMENT_METHOD_TYPES).optional(),
    allow_redisplay: enumOf(['always', 'limited', 'unspecified']).optional(),
  };
  return [
    route({
      method: 'POST',
      path: '/v1/payment_methods',
      permission: 'payments.write',
      publishable: true,
      answers: 'payment_method',
      body: object(paymentMethodFields),
      handler: async ({ context, body }) => {
        const entered = await enterMethod(parts, context, body, null);
        return once(database, context, async (tx) => replyOf(await createPaymentMethod(tx, parts, context, entered)));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/payment_methods',
      permission: 'customers.read',
      answers: { listOf: 'payment_method' },
      query: listQuery({ customer: id('cus').optional(), ...typeFilter }),
      handler: async ({ context: { caller }, query, path }) => {
        if (query.customer !== undefined) await requireCustomer(database, caller.tenantId, query.customer);
        const filter = {
          ...(query.customer && { customer: query.customer }),
          ...(query.allow_redisplay && { allowRedisplay: query.allow_redisplay }),
          ...(query.type && { type: query.type }),
          ...(query.created && { created: query.created }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listPaymentMethods(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((method) => paymentMethodWire(method, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/payment_methods/:id',
      permission: 'customers.read',
      answers: 'payment_method',
      handler: async ({ context: { caller }, params }) =>
        ok(paymentMethodWire(await requirePaymentMethod(database, caller.tenantId, params.id), caller.livemode)),
    }),
    route({
      method: 'POST',
      path: '/v1/payment_methods/:id',
      permission: 'customers.write',
      answers: 'payment_method',
      body: object({
        billing_details: paymentMethodFields.billing_details,
        card: object({ networks: cardNetworks.optional() }).optional(),
        metadata: paymentMethodFields.metadata,
        allow_redisplay: paymentMethodFields.allow_redisplay,
      }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await updatePaymentMethod(tx, parts, context, params.id, body))),
    }),
    route({
      method: 'POST',
      path: '/v1/payment_methods/:id/attach',
      permission: 'customers.write',
      answers: 'payment_method',
      body: object({ customer: id('cus') }),
      handler: async ({ context, params, body }) => {
        const testCard = await enterTestCard(parts, context, params.id);
        return keepingFirst(parts, { tenantId: context.caller.tenantId, now: context.now }, (kept) =>
          once(database, context, async (tx) => {
            const id = testCard === null ? params.id : (await storeMethod(tx, parts, context, testCard, 'later')).method.id;
            return replyOf(await attachPaymentMethod(tx, parts, context, id, body.customer, kept));
          }),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/v1/payment_methods/:id/detach',
      permission: 'customers.write',
      answers: 'payment_method',
      handler: ({ context, params }) =>
        once(database, context, async (tx) => replyOf(await detachPaymentMethod(tx, parts, context, params.id))),
    }),
    route({
      method: 'GET',
      path: '/v1/customers/:id/payment_methods',
      permission: 'customers.read',
      answers: { listOf: 'payment_method' },
      query: listQuery(typeFilter),
      handler: async ({ context: { caller }, params, query, path }) => {
        const customer = await requireCustomer(database, caller.tenantId, params.id);
        const filter = {
          customer: customer.id,
          ...(query.type && { type: query.type }),
          ...(query.allow_redisplay && { allowRedisplay: query.allow_redisplay }),
          ...(query.created && { created: query.created }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listPaymentMethods(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((method) => paymentMethodWire(method, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/customers/:id/payment_methods/:method',
      permission: 'customers.read',
      answers: 'payment_method',
      handler: async ({ context: { caller }, params }) => {
        const method = await requirePaymentMethod(database, caller.tenantId, params.method);
        if (method.customerId !== params.id) {
          throw new ApiError('resource_missing', { param: 'method', message: `This customer has no PaymentMethod: '${params.method}'` });
        }
        return ok(paymentMethodWire(method, caller.livemode));
      },
    }),
  ];
}
