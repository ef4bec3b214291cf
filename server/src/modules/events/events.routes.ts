import { ApiError } from '@guichet/contract/errors.ts';
import { type EventFilter, listEvents, readEvent } from '../../events/index.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import { eventWire } from './event.wire.ts';

const { listOf, text } = fields;

/** `type` and `types[]` narrow the same list, so only one of them can be given; `type` may name a group, as `charge.*`. */
function typesOf(type: string | undefined, types: readonly string[] | undefined): Pick<EventFilter, 'types' | 'group'> {
  if (type === undefined) return types === undefined ? {} : { types };
  if (types !== undefined) throw new ApiError('parameters_exclusive', { param: 'types', message: 'Give "type" or "types", not both.' });
  return type.includes('*') ? { group: type } : { types: [type] };
}

/** `/v1/events`. */
export function eventRoutes(database: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/events',
      permission: 'events.read',
      answers: { listOf: 'event' },
      query: listQuery({ type: text({ max: 100 }).optional(), types: listOf(text({ max: 100 }), { max: 20 }).optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const filter = { ...typesOf(query.type, query.types), ...(query.created && { created: query.created }) };
        const { rows, hasMore } = await readPage(query, (page) => listEvents(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((event) => eventWire(event, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/events/:id',
      permission: 'events.read',
      answers: 'event',
      handler: async ({ context: { caller }, params }) => {
        const event = await readEvent(database, caller.tenantId, params.id);
        if (event === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such event: '${params.id}'` });
        return ok(eventWire(event, caller.livemode));
      },
    }),
  ];
}
