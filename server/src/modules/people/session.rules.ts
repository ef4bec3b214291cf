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
