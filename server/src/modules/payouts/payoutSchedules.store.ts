import { only, type Sql, type Transaction } from '../../platform/sql.ts';
import type { PayoutSchedule } from './schedule.rules.ts';

interface ScheduleRow {
  frequency: PayoutSchedule['frequency'];
  weekday: number | null;
  month_day: number | null;
  delay_days: number;
  since_day: string;
}

const fromRow = (row: ScheduleRow): PayoutSchedule => ({
  frequency: row.frequency,
  weekday: row.weekday,
  monthDay: row.month_day,
  delayDays: row.delay_days,
  sinceDay: row.since_day,
});

/** What holds until somebody decides otherwise. */
const MANUAL: PayoutSchedule = { frequency: 'manual', weekday: null, monthDay: null, delayDays: 0, sinceDay: '0000-01-01' };

/**
 * Makes whoever takes money out of a place's balance, or changes where it goes, wait for the others who do: the row of its schedule is
 * locked, and made where there is none. Answers the schedule.
 */
export async function lockPurse(tx: Transaction, tenantId: number): Promise<PayoutSchedule> {
  await tx.query(
    'open purse',
    `INSERT INTO payout_schedules (tenant_id, frequency, delay_days, since_day) VALUES ($1, 'manual', 0, $2) ON CONFLICT DO NOTHING`,
    [tenantId, MANUAL.sinceDay],
  );
  return fromRow(
    only(await tx.query<ScheduleRow>('lock purse', 'SELECT * FROM payout_schedules WHERE tenant_id = $1 FOR UPDATE', [tenantId])),
  );
}

export async function readSchedule(sql: Sql, tenantId: number): Promise<PayoutSchedule> {
  const [row] = await sql.query<ScheduleRow>('read payout schedule', 'SELECT * FROM payout_schedules WHERE tenant_id = $1', [tenantId]);
  return row === undefined ? MANUAL : fromRow(row);
}

export async function writeSchedule(tx: Transaction, tenantId: number, schedule: PayoutSchedule): Promise<void> {
  await tx.query(
    'write payout schedule',
    'UPDATE payout_schedules SET frequency = $2, weekday = $3, month_day = $4, delay_days = $5, since_day = $6 WHERE tenant_id = $1',
    [tenantId, schedule.frequency, schedule.weekday, schedule.monthDay, schedule.delayDays, schedule.sinceDay],
  );
}

/** The places that are paid out by themselves, with the day on which that was last done. */
export async function scheduledPlaces(
  sql: Sql,
): Promise<{ readonly tenantId: number; readonly timeZone: string; readonly schedule: PayoutSchedule; readonly lastDay: string | null }[]> {
  const rows = await sql.query<ScheduleRow & { tenant_id: number; time_zone: string; last_day: string | null }>(
    'scheduled places',
    `SELECT s.*, t.time_zone, (SELECT max(r.day) FROM payout_runs r WHERE r.tenant_id = s.tenant_id) AS last_day
     FROM payout_schedules s JOIN tenants t ON t.tenant_id = s.tenant_id WHERE s.frequency <> 'manual'`,
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, timeZone: row.time_zone, schedule: fromRow(row), lastDay: row.last_day }));
}

/** Notes that the schedule is followed for a day; answers false when that was done before. */
export async function noteRun(tx: Transaction, tenantId: number, day: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'note payout run',
    'INSERT INTO payout_runs (tenant_id, day, ran) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
    [tenantId, day, now],
  );
  return rows.length === 1;
}
