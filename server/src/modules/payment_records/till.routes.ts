import { ApiError } from '@guichet/contract/errors.ts';
import type { TillState } from '@guichet/contract/recordViews.ts';
import { writeTotals } from '../../fiscal/index.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { placeDay } from '../../platform/placeDay.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import type { RecordParts } from './reportOn.ts';
import { tillClosing } from './till.wire.ts';

const PERMISSION = 'fiscal.manage';

async function tillState({ database, fiscal }: RecordParts, tenantId: number, now: Date): Promise<TillState> {
  const [head, years, tenant] = await Promise.all([fiscal.head(tenantId), fiscal.years(tenantId), readTenant(database, tenantId)]);
  return {
    version: fiscal.version,
    module_digest: fiscal.digest,
    key: fiscal.keyId,
    lines: head?.sequence ?? 0,
    today: placeDay(now, tenant.timeZone),
    open_day: head?.open.day ?? null,
    totals: writeTotals(head?.totals.day ?? []),
    perpetual: writeTotals(head?.totals.perpetual ?? []),
    years,
  };
}

/** What the law asks of a till: its state, its closings, its archive. */
export function tillRoutes(parts: RecordParts): AnyRoute[] {
  const { database, fiscal, recordActivity } = parts;
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/fiscal/state',
      permission: PERMISSION,
      answers: 'till_state',
      handler: async ({ context: { caller, now } }) => ok(await tillState(parts, caller.tenantId, now)),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/fiscal/closings',
      permission: PERMISSION,
      answers: { listOf: 'till_closing' },
      query: listQuery({ period: fields.enumOf(['day', 'month', 'year']).optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { rows, hasMore } = await readPage(query, (page) =>
          fiscal.closings(caller.tenantId, { ...page, period: query.period, created: query.created }),
        );
        return ok(listBody(path, rows.map(tillClosing), hasMore));
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/fiscal/closings',
      permission: PERMISSION,
      answers: 'till_closing',
      handler: ({ context }) =>
        once(database, context, async (tx) => {
          const { tenantId } = context.caller;
          if (!(await fiscal.closeDay(tx, tenantId, context.now))) throw new ApiError('fiscal_nothing_to_close');
          await recordActivity(tx, activityOrigin(context), { action: 'fiscal.close', target: context.caller.account });
          const [newest] = await fiscal.closings(tenantId, { take: 1 }, tx);
          return ok(newest && tillClosing(newest));
        }),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/fiscal/archive',
      permission: PERMISSION,
      answers: { file: 'application/zip' },
      query: fields.object({
        year: fields
          .textAs((given) => (/^\d{4}$/.test(given) ? given : null), 'parameter_invalid', 'The parameter % must be a year.', 4, {
            type: 'string',
            pattern: '^[0-9]{4}$',
          })
          .optional(),
      }),
      handler: async ({ context, query }) => {
        const { tenantId, account } = context.caller;
        const archive = await fiscal.archive(tenantId, { year: query.year ?? null, now: context.now });
        if (archive === null) throw new ApiError('resource_missing', { param: 'year', message: 'The till has no lines of that time.' });
        const { name, data, lines } = archive;
        await withTransaction(database, (tx) =>
          recordActivity(tx, activityOrigin(context), { action: 'fiscal.archive', target: account, details: { file: name, lines } }),
        );
        const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` };
        return { status: 200, body: data, headers };
      },
    }),
  ];
}
