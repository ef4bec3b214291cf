import { ACTIVITY_ACTIONS, type ActivityCheckView, type ActivitySealView } from '@guichet/contract/activityViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, type Page, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { RecordActivity } from '../../platform/activity.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { activityOrigin } from '../../platform/useCase.ts';
import { csvStream } from './activityCsv.ts';
import type { Activity } from './createActivity.ts';
import { findLines, type LineQuery, lineViews } from './findLines.ts';
import type { ActivityReport } from './verifyActivity.ts';

export interface ActivityRouteParts {
  readonly database: Database;
  readonly activity: Pick<Activity, 'verify' | 'sealed'>;
  readonly recordActivity: RecordActivity;
  /** The ids of people, keys and customers whom a typed text may mean. */
  readonly findSubjects: (tenantId: number, account: string, text: string) => Promise<string[]>;
}

const PERMISSION = 'activity.read';
const MOST_FINDINGS = 100;

const { enumOf, text, textAs, unreadText } = fields;

/** A day that exists, `2026-11-22`. */
function dayOf(given: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given) ? given : null;
}
const day = () =>
  textAs(dayOf, 'parameter_invalid', 'The parameter % must be a day such as 2026-11-22.', 10, {
    type: 'string',
    format: 'date',
  }).optional();

const filters = {
  query: unreadText({ max: 200 }).optional(),
  from: day(),
  to: day(),
  actor: text({ max: 255 }).optional(),
  action: enumOf(ACTIVITY_ACTIONS).optional(),
  target: text({ max: 255 }).optional(),
};

/** The log itself, what it is found by, and whether its seals hold. */
export function activityRoutes(parts: ActivityRouteParts): AnyRoute[] {
  const { database, activity, recordActivity } = parts;
  const verify = oneAtATime((tenantId: number) => activity.verify(tenantId));
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/activity',
      permission: PERMISSION,
      answers: { listOf: 'activity_view' },
      query: listQuery(filters),
      handler: async ({ context: { caller }, query, path }) => {
        const find = await findLines(parts, caller, query);
        const { rows, hasMore } = await readPage(query, find);
        return ok(listBody(path, await lineViews(database, caller.tenantId, rows), hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/activity/export',
      permission: PERMISSION,
      answers: { file: 'text/csv' },
      query: fields.object(filters),
      handler: async ({ context, query }) => {
        const { caller } = context;
        const find = await findLines(parts, caller, query as LineQuery);
        // Who takes the log out of the house is part of it (PCI DSS 10.2.1.3).
        await withTransaction(database, (tx) =>
          recordActivity(tx, activityOrigin(context), { action: 'activity.export', target: caller.account, details: { ...given(query) } }),
        );
        const read = async (page: Page) => lineViews(database, caller.tenantId, await find(page));
        const headers = {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="activity-${context.now.toISOString().slice(0, 10)}.csv"`,
        };
        return { status: 200, body: csvStream(read), headers };
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/activity/seal',
      permission: PERMISSION,
      answers: 'activity_seal_view',
      handler: async ({ context: { caller } }) => {
        const { until, links } = await activity.sealed(caller.tenantId);
        return ok({ object: 'activity_seal', sealed_until: until && unixSeconds(until), links } satisfies ActivitySealView);
      },
    }),
    route({
      method: 'POST',
      path: '/guichet/v1/activity/verify',
      permission: PERMISSION,
      answers: 'activity_check_view',
      // Nothing is changed but the log, and that by each who asks: a repeat is another look.
      handler: async ({ context }) => {
        const { tenantId, account } = context.caller;
        const [report, sealed] = await Promise.all([verify(tenantId), activity.sealed(tenantId)]);
        const details = { lines: report.lines, findings: report.findings.length };
        await withTransaction(database, (tx) =>
          recordActivity(tx, activityOrigin(context), { action: 'activity.verify', target: account, details }),
        );
        return ok(checkView(report, sealed.until, context.now));
      },
    }),
  ];
}

const given = (query: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    // What was searched for may be somebody's name; a line of the log keeps that for ever.
    Object.entries(query).flatMap(([name, value]) => (value === undefined || name === 'query' ? [] : [[name, value]])),
  );

const checkView = ({ lines, links, findings }: ActivityReport, sealedUntil: Date | null, now: Date): ActivityCheckView => ({
  object: 'activity_check',
  checked: unixSeconds(now),
  sealed_until: sealedUntil && unixSeconds(sealedUntil),
  lines,
  links,
  findings: findings.slice(0, MOST_FINDINGS),
  findings_count: findings.length,
});

/** Reading a whole log takes a while: who asks for the same meanwhile gets the answer that is under way. */
function oneAtATime<T>(work: (tenantId: number) => Promise<T>): (tenantId: number) => Promise<T> {
  const running = new Map<number, Promise<T>>();
  return (tenantId) => {
    const known = running.get(tenantId);
    if (known !== undefined) return known;
    const begun = work(tenantId).finally(() => running.delete(tenantId));
    running.set(tenantId, begun);
    return begun;
  };
}
