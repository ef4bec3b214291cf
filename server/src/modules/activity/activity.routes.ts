import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import { listLines, readPersonal } from './activity.store.ts';
import { activityView } from './activity.wire.ts';

export function activityRoutes(db: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/activity',
      permission: 'activity.read',
      answers: { listOf: 'activity_view' },
      query: listQuery(),
      handler: async ({ context, query, path }) => {
        const { tenantId } = context.caller;
        const { rows, hasMore } = await readPage(query, (page) => listLines(db, tenantId, query.created, page));
        const personal = Map.groupBy(
          await readPersonal(
            db,
            tenantId,
            rows.map(({ id }) => id),
          ),
          ({ lineId }) => lineId,
        );
        return ok(
          listBody(
            path,
            rows.map((line) => activityView(line, personal.get(line.id) ?? [])),
            hasMore,
          ),
        );
      },
    }),
  ];
}
