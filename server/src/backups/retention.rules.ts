import { isBefore, isSegment } from './segments.rules.ts';

interface Kept {
  readonly name: string;
  readonly finished: string;
  /** The first piece of log that it needs. */
  readonly firstSegment: string;
}

export interface Disposal {
  readonly backups: readonly string[];
  readonly segments: readonly string[];
}

/**
 * What need not be kept any more: every moment from `from` on must stay within reach. So the newest backup that was finished before it stays, and all
 * after it, with the log from the first piece that any of them needs. Nothing is thrown away while there is no such backup. `backups` are oldest
 * first.
 */
export function disposable(backups: readonly Kept[], segments: readonly string[], from: Date): Disposal {
  const first = backups.findLastIndex(({ finished }) => new Date(finished) <= from);
  const oldest = backups[Math.max(first, 0)];
  if (oldest === undefined) return { backups: [], segments: [] };
  return {
    backups: backups.slice(0, Math.max(first, 0)).map(({ name }) => name),
    segments: segments.filter((name) => isSegment(name) && isBefore(name, oldest.firstSegment)),
  };
}
