import { WORK_KINDS, type WorkKind } from '@guichet/contract/workViews.ts';

const HOUR_MS = 3_600_000;

/** How long each may wait: a warned charge is disputed within days, and a payment in doubt has a payer who waits. */
const WAIT_HOURS: Readonly<Record<WorkKind, number>> = {
  fraud_warning: 24,
  doubtful_attempt: 1,
  refused_notice: 72,
  reconciliation: 24,
  slow_down: 24,
};

export const dueOf = (kind: WorkKind, since: Date): Date => new Date(since.getTime() + WAIT_HOURS[kind] * HOUR_MS);

/** An attempt clears itself up within minutes; one that is older needs somebody. */
export const doubtfulBefore = (now: Date): Date => new Date(now.getTime() - HOUR_MS / 6);

/** A slow-down is over by itself; what is older than this tells nobody anything. */
export const slowDownsSince = (now: Date): Date => new Date(now.getTime() - 7 * 24 * HOUR_MS);

/** The kind that an id begins with, or null where it is no item's. */
export function kindOf(id: string): WorkKind | null {
  const [kind, name] = id.split(':', 2);
  return name === undefined || name === '' ? null : (WORK_KINDS.find((each) => each === kind) ?? null);
}
