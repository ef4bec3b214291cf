import { ApiError } from '@guichet/contract/errors.ts';
import { readEvent } from '../../events/index.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { eventWire } from '../events/index.ts';
import { findDelivery, listDeliveries, triesOf } from './deliveries.store.ts';
import { deliveryDetail, deliveryView } from './delivery.wire.ts';
import { sendAgain } from './sendAgain.ts';
import type { WebhookParts } from './webhookParts.ts';

const { enumOf, text } = fields;
const ID = { max: 255 };

/** What was sent to which endpoint, and what it answered. */
export function webhookDeliveryRoutes(parts: WebhookParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/webhook_deliveries',
      permission: 'webhooks.read',
      answers: { listOf: 'webhook_delivery_view' },
      query: listQuery({
        endpoint: text(ID).optional(),
        event: text(ID).optional(),
        status: enumOf(['pending', 'succeeded', 'failed', 'canceled']).optional(),
      }),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) => listDeliveries(database, caller.tenantId, query, page));
        return ok(listBody(path, rows.map(deliveryView), hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/webhook_deliveries/:id',
      permission: 'webhooks.read',
      answers: 'webhook_delivery_detail',
      handler: async ({ context: { caller }, params }) => {
        const delivery = await findDelivery(database, caller.tenantId, params.id);
        const event = delivery && (await readEvent(database, caller.tenantId, delivery.eventId));
        if (delivery === undefined || event === undefined)
          throw new ApiError('resource_missing', { param: 'id', message: `No such webhook delivery: '${params.id}'` });
        return ok(deliveryDetail(delivery, eventWire(event, caller.livemode), await triesOf(database, delivery)));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/webhook_deliveries/:id/send',
      permission: 'webhooks.write',
      answers: 'webhook_delivery_view',
      handler: ({ context, params }) =>
        once(database, context, async (tx) => ({ status: 200, body: deliveryView(await sendAgain(tx, parts, context, params.id)) })),
    }),
  ];
}
