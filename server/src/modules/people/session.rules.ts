import { ROLE_PERMISSIONS, type Role, SECOND_FACTOR_ROLES } from '@guichet/contract/permissions.ts';
import type { Seat, Session } from './person.ts';

/** A session that nobody used for this long is over (PCI DSS 8.2.8). */
export const IDLE_LIMIT_MS = 15 * 60_000;
/** A session is over this long after sign-in, however busy it was. */
export const ABSOLUTE_LIMIT_MS = 12 * 3_600_000;

export interface SessionTimes {
  readonly startedAt: Date;
  readonly lastActiveAt: Date;
}

export function isOver({ startedAt, lastActiveAt }: SessionTimes, now: Date): boolean {
  return now.getTime() - lastActiveAt.getTime() >= IDLE_LIMIT_MS || now.getTime() - startedAt.getTime() >= ABSOLUTE_LIMIT_MS;
}

/** Whether a request shows that somebody is there: pages ask by themselves (GET), and say so when a person made them ask. */
export const countsAsActivity = (method: string, activityHeader: string | undefined): boolean =>
  (method !== 'GET' && method !== 'HEAD') || activityHeader === '1';

/** A role of the place's own is as delicate as a manager's, once it may do what no cashier may. */
function weightOf({ role, ownRole }: Pick<Seat, 'role' | 'ownRole'>): Role {
  if (role !== 'own') return role;
  return ownRole?.permissions.every((each) => ROLE_PERMISSIONS.cashier.includes(each)) ? 'cashier' : 'manager';
}

/** Whether somebody must have a second factor here. A rule holds from the next sign-in on: nobody is thrown out in the middle of a sale. */
export function needsSecondFactor(seat: Pick<Seat, 'role' | 'ownRole' | 'livemode' | 'secondFactorRule'>, startedAt: Date): boolean {
  const { livemode, secondFactorRule } = seat;
  const role = weightOf(seat);
  if (livemode && SECOND_FACTOR_ROLES.some((each) => each === role)) return true;
  if (secondFactorRule === null) return false;
  return secondFactorRule.roles.includes(role) && startedAt > secondFactorRule.since;
}

/** Whether somebody has set up a second factor, of either kind. */
export const hasSecondFactor = ({ secondFactors }: Pick<Session, 'secondFactors'>): boolean =>
  secondFactors.code || secondFactors.passkeys > 0;

/** Whether they must set one up before they may do anything else. */
export const mustEnrol = (seat: Seat, { startedAt, secondFactors }: Pick<Session, 'startedAt' | 'secondFactors'>): boolean =>
  needsSecondFactor(seat, startedAt) && !hasSecondFactor({ secondFactors });
