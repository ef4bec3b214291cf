import { ALL_EVENTS, EVENT_TYPES } from '@guichet/contract/eventTypes.ts';
import { API_VERSION } from '@guichet/contract/wire/event.ts';
import { described } from '../../http/describe.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import type { Schema } from '../../http/parse.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { findKey, type Reply } from '../../platform/idempotency.store.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import { createWebhookEndpoint } from './createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from './deleteWebhookEndpoint.ts';
import { secretFor } from './endpointSecrets.ts';
import { parseEndpointUrl, requireReachable } from './endpointUrl.ts';
import { requireEndpoint } from './requireEndpoint.ts';
import { rollEndpointSecret } from './rollEndpointSecret.ts';
import { updateWebhookEndpoint } from './updateWebhookEndpoint.ts';
import { webhookEndpointView, webhookEndpointWire } from './webhookEndpoint.wire.ts';
import { findEndpoint, listEndpoints } from './webhookEndpoints.store.ts';
import type { WebhookParts } from './webhookParts.ts';

const { boolean, integer, listOf, metadata, nullable, object, text, textAs } = fields;

const KNOWN: ReadonlySet<string> = new Set([ALL_EVENTS, ...EVENT_TYPES]);
const ONE_DAY_HOURS = 24;
const ONE_WEEK_HOURS = 7 * ONE_DAY_HOURS;

const checkedEvents: Schema<string[]> = listOf(text({ max: 100 }), { max: EVENT_TYPES.length + 1 })
  .refine((types) => types.length > 0, {
    params: { code: 'parameter_invalid_empty', message: 'The parameter % must name a type of event, or "*" for all.' },
  })
  .refine((types) => types.every((type) => KNOWN.has(type)), {
    params: {
      code: 'parameter_invalid',
      message: 'The parameter % names a type of event that is not sent here. docs/api/resources.md has those that are.',
    },
  });
const enabledEvents = described(checkedEvents, {
  type: 'array',
  items: { type: 'string', enum: [ALL_EVENTS, ...EVENT_TYPES] },
  maxItems: EVENT_TYPES.length + 1,
});
const apiVersion = textAs(
  (given) => (given === API_VERSION ? given : null),
  'parameter_invalid',
  `The parameter % can only be ${API_VERSION}: events have one form here.`,
  API_VERSION.length,
  { type: 'string', enum: [API_VERSION] },
);
const URL_TEXT = { max: 2048 };
const creation = object({
  url: text(URL_TEXT),
  enabled_events: enabledEvents,
  api_version: apiVersion.optional(),
  description: nullable(text()).optional(),
  metadata: metadata().optional(),
});
const change = object({
  url: text(URL_TEXT).optional(),
  enabled_events: enabledEvents.optional(),
  description: nullable(text()).optional(),
  metadata: metadata().optional(),
  disabled: boolean().optional(),
});

/** `/v1/webhook_endpoints`, and what the terminal knows of them beyond that. */
export function webhookEndpointRoutes(parts: WebhookParts): AnyRoute[] {
  const { database } = parts;

  /** Looks an address up before the transaction begins, as name servers may be slow; a repeated request is not looked up again. */
  const checkUrl = async ({ caller, idempotency }: RequestContext, given: string | undefined): Promise<void> => {
    if (given === undefined) return;
    const url = parseEndpointUrl(given, caller.livemode);
    if (idempotency !== null && (await findKey(database, caller.tenantId, idempotency.key)) !== undefined) return;
    await requireReachable(parts.client, url);
  };

  /** The answer is kept without the secret; who made it is shown it, also when the request is repeated. */
  const onceWithSecret = async (context: RequestContext, body: (tx: Transaction) => Promise<Reply>): Promise<OnceReply> => {
    const reply = await once(database, context, body);
    const shown = reply.body as { readonly id: string };
    const endpoint = await findEndpoint(database, context.caller.tenantId, shown.id);
    return { ...reply, body: { ...shown, ...(await secretFor(parts.keys, endpoint, reply.replayedFrom ?? context.requestId)) } };
  };

  return [
    route({
      method: 'POST',
      path: '/v1/webhook_endpoints',
      permission: 'webhooks.write',
      answers: 'webhook_endpoint',
      body: creation,
      handler: async ({ context, body }) => {
        await checkUrl(context, body.url);
        return onceWithSecret(context, async (tx) => replyOf(await createWebhookEndpoint(tx, parts, context, body)));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/webhook_endpoints',
      permission: 'webhooks.read',
      answers: { listOf: 'webhook_endpoint' },
      query: listQuery(),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listEndpoints(database, caller.tenantId, query.created, page));
        const shown = rows.map((endpoint) => webhookEndpointWire(endpoint, caller.livemode));
        return ok(listBody(path, shown, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/webhook_endpoints/:id',
      permission: 'webhooks.read',
      answers: 'webhook_endpoint',
      handler: async ({ context: { caller }, params }) =>
        ok(webhookEndpointWire(await requireEndpoint(database, caller.tenantId, params.id), caller.livemode)),
    }),
    route({
      method: 'POST',
      path: '/v1/webhook_endpoints/:id',
      permission: 'webhooks.write',
      answers: 'webhook_endpoint',
      body: change,
      handler: async ({ context, params, body }) => {
        await checkUrl(context, body.url);
        return once(database, context, async (tx) => replyOf(await updateWebhookEndpoint(tx, parts, context, params.id, body)));
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/webhook_endpoints/:id',
      permission: 'webhooks.write',
      answers: { deleted: 'webhook_endpoint' },
      handler: ({ context, params }) =>
        once(database, context, async (tx) => ({ status: 200, body: await deleteWebhookEndpoint(tx, parts, context, params.id) })),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/webhook_endpoints',
      permission: 'webhooks.read',
      answers: { listOf: 'webhook_endpoint_view' },
      query: listQuery(),
      handler: async ({ context: { caller, now }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listEndpoints(database, caller.tenantId, query.created, page));
        const shown = rows.map((endpoint) => webhookEndpointView(endpoint, caller.livemode, now));
        return ok(listBody(path, shown, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/webhook_endpoints/:id',
      permission: 'webhooks.read',
      answers: 'webhook_endpoint_view',
      handler: async ({ context: { caller, now }, params }) =>
        ok(webhookEndpointView(await requireEndpoint(database, caller.tenantId, params.id), caller.livemode, now)),
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/webhook_endpoints/:id/roll_secret',
      permission: 'webhooks.write',
      answers: 'webhook_endpoint',
      body: object({ keep_old_hours: integer({ min: 0, max: ONE_WEEK_HOURS }).optional() }),
      handler: ({ context, params, body }) => {
        const asked = { id: params.id, keepOldHours: body.keep_old_hours ?? ONE_DAY_HOURS };
        return onceWithSecret(context, async (tx) => replyOf(await rollEndpointSecret(tx, parts, context, asked)));
      },
    }),
  ];
}
