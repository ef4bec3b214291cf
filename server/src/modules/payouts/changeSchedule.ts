import { ApiError } from '@guichet/contract/errors.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { assertPaysOut } from './payout.rules.ts';
import { lockPurse, writeSchedule } from './payoutSchedules.store.ts';
import { type PayoutSchedule, placeDay } from './schedule.rules.ts';

export interface ScheduleInput {
  readonly frequency: PayoutSchedule['frequency'];
  readonly weekday?: number | undefined;
  readonly month_day?: number | undefined;
  readonly delay_days?: number | undefined;
}

/** Each frequency has its own day, and none has another's. */
function assertFits({ frequency, weekday, month_day }: ScheduleInput): void {
  const wanted = { weekday: frequency === 'weekly', month_day: frequency === 'monthly' };
  for (const [param, given] of [['weekday', weekday] as const, ['month_day', month_day] as const]) {
    if (wanted[param] && given === undefined)
      throw new ApiError('parameter_missing', { param, message: `A schedule that is ${frequency} needs "${param}".` });
    if (!wanted[param] && given !== undefined)
      throw new ApiError('parameters_exclusive', { param, message: `A schedule that is ${frequency} has no "${param}".` });
  }
}

/** Decides when the place is paid out by itself, from today on. */
export async function changeSchedule(
  tx: Transaction,
  parts: Pick<UseCaseParts, 'recordActivity'>,
  context: RequestContext,
  input: ScheduleInput,
): Promise<PayoutSchedule> {
  assertFits(input);
  const { tenantId, account, livemode } = context.caller;
  if (input.frequency !== 'manual') assertPaysOut(livemode);
  const before = await lockPurse(tx, tenantId);
  const { timeZone } = await readTenant(tx, tenantId);
  const schedule: PayoutSchedule = {
    ...{ frequency: input.frequency, weekday: input.weekday ?? null, monthDay: input.month_day ?? null },
    ...{ delayDays: input.delay_days ?? 0, sinceDay: placeDay(context.now, timeZone) },
  };
  await writeSchedule(tx, tenantId, schedule);
  const details = beforeAfter(scheduleDetails(before), scheduleDetails(schedule)) ?? {};
  await parts.recordActivity(tx, activityOrigin(context), { action: 'payout_schedule.update', target: account, details });
  return schedule;
}

const scheduleDetails = ({ frequency, weekday, monthDay, delayDays }: PayoutSchedule) => ({
  frequency,
  weekday,
  month_day: monthDay,
  delay_days: delayDays,
});
