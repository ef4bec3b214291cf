import { SYSTEM_ACTOR } from '../../platform/context.ts';
import { type Transaction, withTransaction } from '../../platform/transaction.ts';
import { defaultBankAccounts } from './bankAccounts.store.ts';
import { availableIn } from './createPayout.ts';
import { makePayout } from './makePayout.ts';
import { payableOf } from './payout.rules.ts';
import type { PayoutParts } from './payoutParts.ts';
import { lockPurse, noteRun, scheduledPlaces } from './payoutSchedules.store.ts';
import { dueDay, placeDay } from './schedule.rules.ts';

const DAY_MS = 24 * 3600_000;

type Parts = Pick<PayoutParts, 'database' | 'clock' | 'makeId' | 'connectorFor'>;

/**
 * Pays out every place whose day has come: once per day and currency, what is available when the day is first looked at. Of several
 * servers that look at once, one does it.
 */
export async function runSchedules(parts: Parts): Promise<void> {
  const now = parts.clock.now();
  for (const { tenantId, timeZone, schedule, lastDay } of await scheduledPlaces(parts.database)) {
    const day = dueDay(schedule, placeDay(now, timeZone));
    if (day !== null && (lastDay === null || lastDay < day))
      await withTransaction(parts.database, (tx) => payDay(tx, parts, { tenantId, day, now }));
  }
}

interface PayDay {
  readonly tenantId: number;
  readonly day: string;
  readonly now: Date;
}

async function payDay(tx: Transaction, parts: Parts, { tenantId, day, now }: PayDay): Promise<void> {
  const { delayDays } = await lockPurse(tx, tenantId);
  if (!(await noteRun(tx, tenantId, day, now))) return;
  const origin = { tenantId, now, requestId: null, idempotencyKey: null };
  for (const account of await defaultBankAccounts(tx, tenantId)) {
    const { currency } = account;
    // What is there now, as far as it was there so many days ago already.
    const today = await availableIn(tx, tenantId, currency, now);
    const then = await availableIn(tx, tenantId, currency, new Date(now.getTime() - delayDays * DAY_MS));
    const amount = payableOf(today < then ? today : then, currency);
    if (amount === 0n) continue;
    await makePayout(tx, parts, {
      ...{ origin, amount, currency, account, scheduleDay: day, createdBy: SYSTEM_ACTOR.id },
      ...{ description: null, statementDescriptor: null, metadata: {} },
    });
  }
}
