import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { replyOf } from '../../platform/useCase.ts';
import { returnUrlField } from '../authentications/index.ts';
import { cardNetwork, paymentMethodFields } from '../payment_methods/index.ts';
import { assertClientSecret, givenMethod, type PaymentParts, shownTo } from '../payments/index.ts';
import { cancelSetupIntent, updateSetupIntent } from './changeSetupIntent.ts';
import { confirmSetupIntent } from './confirmSetupIntent.ts';
import { createSetupIntent } from './createSetupIntent.ts';
import { requireSetupIntent } from './requireSetupIntent.ts';
import { setupAttemptWire, setupIntentWire } from './setupIntent.wire.ts';
import { listSetupIntents } from './setupIntents.store.ts';
import { listSetupTries } from './setupTries.store.ts';

const { boolean, enumOf, id, listOf, metadata, nullable, object, text } = fields;

const methodFields = {
  payment_method: nullable(id('pm')).optional(),
  payment_method_data: object(paymentMethodFields).optional(),
  payment_method_options: nullable(
    object({
      card: nullable(
        object({
          moto: boolean().optional(),
          network: nullable(cardNetwork()).optional(),
          request_three_d_secure: enumOf(['automatic', 'any', 'challenge']).optional(),
        }),
      ).optional(),
    }),
  ).optional(),
};

const updateFields = {
  ...methodFields,
  allowed_payment_method_types: listOf(text({ max: 64 }), { max: 100 }).optional(),
  customer: nullable(id('cus')).optional(),
  description: nullable(text({ max: 1000 })).optional(),
  metadata: metadata().optional(),
  payment_method_types: listOf(text({ max: 64 }), { max: 100 }).optional(),
};

const payerFields = {
  confirmation_token: id('ctoken').optional(),
  return_url: returnUrlField().optional(),
  use_stripe_sdk: boolean().optional(),
};

const createFields = {
  ...updateFields,
  ...payerFields,
  automatic_payment_methods: object({ enabled: boolean(), allow_redirects: enumOf(['always', 'never']).optional() }).optional(),
  confirm: boolean().optional(),
  usage: enumOf(['off_session', 'on_session']).optional(),
};

const one = { permission: 'payments.write', answers: 'setup_intent' } as const;

/** `/v1/setup_intents` and what was tried for them. */
export function setupIntentRoutes(parts: PaymentParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      ...one,
      method: 'POST',
      path: '/v1/setup_intents',
      body: object(createFields),
      handler: ({ context, body }) => createSetupIntent(parts, context, body),
    }),
    route({
      method: 'GET',
      path: '/v1/setup_intents',
      permission: 'payments.read',
      answers: { listOf: 'setup_intent' },
      query: listQuery({ customer: id('cus').optional(), payment_method: id('pm').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const filter = { customer: query.customer, paymentMethod: query.payment_method, created: query.created };
        const { rows, hasMore } = await readPage(query, (page) => listSetupIntents(database, caller.tenantId, filter, page));
        const data = rows.map((intent) => setupIntentWire(intent, caller.livemode));
        return ok(listBody(path, data, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/setup_intents/:id',
      permission: 'payments.read',
      publishable: true,
      answers: 'setup_intent',
      query: object({ client_secret: text({ max: 255 }).optional() }),
      handler: async ({ context, params, query }) => {
        const { caller } = context;
        const intent = await requireSetupIntent(database, caller.tenantId, params.id);
        assertClientSecret(context, intent, query.client_secret);
        return ok(shownTo(caller, setupIntentWire(intent, caller.livemode)));
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/setup_intents/:id',
      body: object(updateFields),
      handler: async ({ context, params, body }) => {
        const { payment_method_data: _data, payment_method: method, ...rest } = body;
        const given = await givenMethod(parts, context, body);
        const input = method === null ? { ...rest, payment_method: null } : rest;
        return once(database, context, async (tx) => replyOf(await updateSetupIntent(tx, parts, context, params.id, input, given)));
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/setup_intents/:id/confirm',
      publishable: true,
      body: object({ ...methodFields, ...payerFields, client_secret: text({ max: 255 }).optional() }),
      handler: async ({ context, params, body }) => {
        const { body: intent, ...rest } = await confirmSetupIntent(parts, context, params.id, body);
        return { ...rest, body: shownTo(context.caller, intent) };
      },
    }),
    route({
      ...one,
      method: 'POST',
      path: '/v1/setup_intents/:id/cancel',
      body: object({ cancellation_reason: enumOf(['abandoned', 'duplicate', 'requested_by_customer']).optional() }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) =>
          replyOf(await cancelSetupIntent(tx, parts, context, params.id, body.cancellation_reason ?? null)),
        ),
    }),
    route({
      method: 'GET',
      path: '/v1/setup_attempts',
      permission: 'payments.read',
      answers: { listOf: 'setup_attempt' },
      query: listQuery({ setup_intent: id('seti') }),
      handler: async ({ context: { caller }, query, path }) => {
        const intent = await requireSetupIntent(database, caller.tenantId, query.setup_intent, 'setup_intent');
        const filter = { setupIntent: intent.id, created: query.created };
        const { rows, hasMore } = await readPage(query, (page) => listSetupTries(database, caller.tenantId, filter, page));
        const data = rows.map((attempt) => setupAttemptWire(attempt, caller.livemode));
        return ok(listBody(path, data, hasMore));
      },
    }),
  ];
}
