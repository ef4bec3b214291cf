import { isMoney } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { wireSum } from '@guichet/contract/money.ts';
import type { DrawerClosing, DrawersOfDay, DrawerView } from '@guichet/contract/reportViews.ts';
import type { NamedRef } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { RequestContext } from '../../platform/context.ts';
import { placeDay } from '../../platform/placeDay.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { dayTotals } from '../payment_records/index.ts';
import { actorNames } from '../people/index.ts';
import { type DrawerCount, drawerCounts, insertDrawerCount } from './drawers.store.ts';

interface CashTotal {
  readonly staff: string;
  readonly currency: string;
  readonly taken: bigint;
  readonly returned: bigint;
}

/** Whether the caller sees the drawers of all; others see their own. */
const seesAll = ({ caller }: RequestContext): boolean => caller.permissions.has('reports.read');

async function cashOfDay(sql: Database | Transaction, tenantId: number, day: string): Promise<CashTotal[]> {
  const totals = await dayTotals(sql, tenantId, day);
  return totals
    .filter(({ method }) => method === 'cash')
    .map(({ createdBy, currency, received, returned }) => ({ staff: createdBy, currency, taken: received, returned }));
}

const named = (id: string, names: ReadonlyMap<string, string>): NamedRef => ({ id, name: names.get(id) ?? id });

const closingView = (count: DrawerCount, names: ReadonlyMap<string, string>): DrawerClosing => ({
  id: count.id,
  day: count.day,
  staff: named(count.staff, names),
  currency: count.currency,
  float_amount: wireSum(count.floatAmount),
  counted: wireSum(count.counted),
  recorded: wireSum(count.recorded),
  difference: wireSum(count.counted - count.floatAmount - count.recorded),
  note: count.note,
  counted_by: named(count.countedBy, names),
  created: unixSeconds(count.created),
});

/** The drawers of a day: those from which somebody took or gave cash, and those that were counted. */
export async function drawersOfDay(database: Database, context: RequestContext, asked: string | undefined): Promise<DrawersOfDay> {
  const { caller, now } = context;
  const { tenantId } = caller;
  const day = asked ?? placeDay(now, (await readTenant(database, tenantId)).timeZone);
  const mine = (staff: string): boolean => seesAll(context) || staff === caller.actor.id;
  const totals = (await cashOfDay(database, tenantId, day)).filter(({ staff }) => mine(staff));
  const counts = (await drawerCounts(database, tenantId, day)).filter(({ staff }) => mine(staff));
  const names = await actorNames(database, tenantId, [
    ...totals.map(({ staff }) => staff),
    ...counts.flatMap(({ staff, countedBy }) => [staff, countedBy]),
  ]);
  const keys = new Set([...totals, ...counts].map(({ staff, currency }) => `${staff} ${currency}`));
  const drawers = [...keys].map((key): DrawerView => {
    const [staff = '', currency = ''] = key.split(' ');
    const total = totals.find((each) => each.staff === staff && each.currency === currency);
    return {
      staff: named(staff, names),
      currency,
      taken: wireSum(total?.taken ?? 0n),
      returned: wireSum(total?.returned ?? 0n),
      closings: counts.filter((each) => each.staff === staff && each.currency === currency).map((each) => closingView(each, names)),
    };
  });
  return { day, drawers: drawers.sort((one, other) => one.staff.name.localeCompare(other.staff.name)) };
}

export interface DrawerInput {
  readonly day: string;
  readonly staff?: string | undefined;
  readonly currency: string;
  readonly float_amount: bigint;
  readonly counted: bigint;
  readonly note?: string | undefined;
}

/**
 * Notes what was counted in a drawer, beside what the records say at this moment. Nothing is changed by it, and it is never changed itself: who
 * counts again adds a count. Whose drawer it is may differ from who counts it only for those who see the reports.
 */
export async function countDrawer(
  tx: Transaction,
  { makeId, recordActivity }: UseCaseParts,
  context: RequestContext,
  input: DrawerInput,
): Promise<DrawerClosing> {
  const { caller, now } = context;
  const { tenantId, actor } = caller;
  const staff = input.staff ?? actor.id;
  if (staff !== actor.id && !seesAll(context)) {
    throw new ApiError('forbidden', {
      param: 'staff',
      message: 'Without the permission "reports.read" only the own drawer can be counted.',
    });
  }
  const { currency: asked } = input;
  if (!isMoney(asked)) {
    throw new ApiError('parameter_invalid', {
      param: 'currency',
      message: `Invalid currency: ${asked}. It must be an ISO 4217 code such as eur.`,
    });
  }
  const { timeZone } = await readTenant(tx, tenantId);
  if (input.day > placeDay(now, timeZone)) {
    throw new ApiError('parameter_invalid', { param: 'day', message: 'This day has not begun yet.' });
  }
  const names = await actorNames(tx, tenantId, [staff, actor.id]);
  if (!names.has(staff)) throw new ApiError('resource_missing', { param: 'staff', message: 'There is nobody with this id.' });
  const total = (await cashOfDay(tx, tenantId, input.day)).find((each) => each.staff === staff && each.currency === asked);
  const count: DrawerCount = {
    ...{ tenantId, id: makeId('drw'), day: input.day, staff, currency: asked },
    ...{ floatAmount: input.float_amount, counted: input.counted, recorded: (total?.taken ?? 0n) - (total?.returned ?? 0n) },
    ...{ note: input.note ?? null, countedBy: actor.id, created: now },
  };
  await insertDrawerCount(tx, count);
  const view = closingView(count, names);
  const { day, currency, counted, difference } = view;
  await recordActivity(tx, activityOrigin(context), {
    action: 'drawer.count',
    target: count.id,
    details: { day, staff, currency, counted, difference },
  });
  return view;
}
