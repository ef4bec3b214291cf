import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import type { ActivityView } from '@guichet/contract/terminal.ts';
import type { Caller } from '../../platform/context.ts';
import type { Page, TimeRange } from '../../platform/page.ts';
import { dayBounds } from '../../platform/placeDay.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { listLines, readPersonal } from './activity.store.ts';
import { activityView } from './activity.wire.ts';
import type { StoredLine } from './activityLine.ts';

/** What the log is narrowed by. Days are the place's. */
export interface LineQuery {
  readonly query?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: ActivityAction | undefined;
  readonly target?: string | undefined;
  readonly created?: TimeRange | undefined;
}

interface Finding {
  readonly database: Database;
  readonly findSubjects: (tenantId: number, account: string, text: string) => Promise<string[]>;
}

const latest = (...dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce((one, other) => (one === undefined || (other !== undefined && other > one) ? other : one), undefined);
const earliest = (...dates: readonly (Date | undefined)[]): Date | undefined =>
  dates.reduce((one, other) => (one === undefined || (other !== undefined && other < one) ? other : one), undefined);

/** Both given: a line belongs to both. */
function rangeOf({ from, to, created }: LineQuery, timeZone: string): TimeRange {
  const begin = latest(created?.from, from === undefined ? undefined : dayBounds(from, timeZone).from);
  const end = earliest(created?.until, to === undefined ? undefined : dayBounds(to, timeZone).until);
  return { ...(begin && { from: begin }), ...(end && { until: end }) };
}

/** Reads what a request asks for once, and answers who reads the pages of it. */
export async function findLines(
  { database, findSubjects }: Finding,
  { tenantId, account }: Pick<Caller, 'tenantId' | 'account'>,
  query: LineQuery,
): Promise<(page: Page) => Promise<StoredLine[]>> {
  const text = query.query?.trim() ?? '';
  const [tenant, subjects] = await Promise.all([
    readTenant(database, tenantId),
    text === '' ? undefined : findSubjects(tenantId, account, text),
  ]);
  const { actor, action, target } = query;
  const filter = { written: rangeOf(query, tenant.timeZone), actor, action, target, subjects: subjects && [text, ...subjects] };
  return (page) => listLines(database, tenantId, filter, page);
}

/** Lines together with the personal values that are still there. */
export async function lineViews(database: Database, tenantId: number, lines: readonly StoredLine[]): Promise<ActivityView[]> {
  const values = await readPersonal(
    database,
    tenantId,
    lines.map(({ id }) => id),
  );
  const personal = Map.groupBy(values, ({ lineId }) => lineId);
  return lines.map((line) => activityView(line, personal.get(line.id) ?? []));
}
