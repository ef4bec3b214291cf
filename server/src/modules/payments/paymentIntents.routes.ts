import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { MAX_COUNT, searchPage, searchQuery } from '../../http/searchPages.ts';
import { once } from '../../platform/once.ts';
import { replyOf } from '../../platform/useCase.ts';
import { kindsOf, parseSearch } from '../../search/index.ts';
import { cancelPaymentIntent } from './cancelPaymentIntent.ts';
import { capturePaymentIntent } from './capturePaymentIntent.ts';
import { assertClientSecret, shownTo } from './clientSecret.ts';
import { confirmPaymentIntent } from './confirmPaymentIntent.ts';
import { createPaymentIntent, givenMethod } from './createPaymentIntent.ts';
import { incrementAuthorization } from './incrementAuthorization.ts';
import { cancelFields, captureFields, confirmFields, createFields, incrementFields, updateFields } from './intentFields.routes.ts';
import { paymentIntentWire } from './paymentIntent.wire.ts';
import { countPaymentIntentsBy, findPaymentIntentsBy, PAYMENT_INTENT_SEARCH } from './paymentIntentSearch.store.ts';
import { listPaymentIntents } from './paymentIntents.store.ts';
import type { PaymentParts } from './paymentParts.ts';
import { requirePaymentIntent } from './requirePaymentIntent.ts';
import { updatePaymentIntent } from './updatePaymentIntent.ts';

const { id, object, text } = fields;
const one = { permission: 'payments.write', answers: 'payment_intent' } as const;

/** `/v1/payment_intents`. */
export function paymentIntentRoutes(parts: PaymentParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents',
      body: object(createFields),
      handler: ({ context, body }) => createPaymentIntent(parts, context, body),
    }),
    route({
      method: 'GET',
      path: '/v1/payment_intents',
      permission: 'payments.read',
      answers: { listOf: 'payment_intent' },
      query: listQuery({ customer: id('cus').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const filter = {
          ...(query.customer && { customer: query.customer }),
          ...(query.created && { created: query.created }),
          ...(caller.sight?.ownPayments && { ownOf: caller.actor.id }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listPaymentIntents(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((intent) => paymentIntentWire(intent, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/payment_intents/search',
      permission: 'payments.read',
      answers: { listOf: 'payment_intent', isSearch: true },
      query: searchQuery(),
      handler: async ({ context: { caller }, query, path, expand }) => {
        const search = parseSearch(query.query, kindsOf(PAYMENT_INTENT_SEARCH));
        const source = {
          prefix: 'pi',
          find: (page: Page) => findPaymentIntentsBy(database, caller.tenantId, search, page),
          count: () => countPaymentIntentsBy(database, caller.tenantId, search, MAX_COUNT),
        } as const;
        return ok(await searchPage({ query, path, expand }, source, (intent) => paymentIntentWire(intent, caller.livemode)));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/payment_intents/:id',
      permission: 'payments.read',
      answers: 'payment_intent',
      query: object({ client_secret: text({ max: 255 }).optional() }),
      publishable: true,
      handler: async ({ context, params, query }) => {
        const { caller } = context;
        const intent = await requirePaymentIntent(database, caller.tenantId, params.id);
        assertClientSecret(context, intent, query.client_secret);
        return ok(shownTo(caller, paymentIntentWire(intent, caller.livemode)));
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents/:id',
      body: object(updateFields),
      handler: async ({ context, params, body }) => {
        const { payment_method_data: _data, payment_method: _method, ...rest } = body;
        const given = await givenMethod(parts, context, body);
        const input = body.payment_method === null ? { ...rest, payment_method: null } : rest;
        return once(database, context, async (tx) => replyOf(await updatePaymentIntent(tx, parts, context, params.id, input, given)));
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents/:id/confirm',
      body: object(confirmFields),
      publishable: true,
      handler: async ({ context, params, body }) => {
        const { status, body: intent, ...rest } = await confirmPaymentIntent(parts, context, params.id, body);
        return { ...rest, status, body: shownTo(context.caller, intent) };
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents/:id/capture',
      body: object(captureFields),
      handler: ({ context, params, body }) => capturePaymentIntent(parts, context, params.id, body),
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents/:id/increment_authorization',
      body: object(incrementFields),
      handler: ({ context, params, body }) => incrementAuthorization(parts, context, params.id, body),
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/payment_intents/:id/cancel',
      body: object(cancelFields),
      handler: ({ context, params, body }) => cancelPaymentIntent(parts, context, params.id, body.cancellation_reason ?? null),
    }),
  ];
}
