import { ApiError } from '@guichet/contract/errors.ts';

/** How far the clock of whoever reports may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;

type Body = Readonly<Record<string, unknown>>;

/** The moments in a report, each under the parameter that tells it: `guaranteed_at`, or `guaranteed[guaranteed_at]` where it is enclosed. */
function momentsIn(body: Body): [string, Date][] {
  return Object.entries(body).flatMap(([name, value]): [string, Date][] => {
    if (value instanceof Date) return [[name, value]];
    if (typeof value !== 'object' || value === null) return [];
    const moment = (value as Body)[`${name}_at`];
    return moment instanceof Date ? [[`${name}[${name}_at]`, moment]] : [];
  });
}

/** What is reported has happened. Throws parameter_invalid for a moment that is still to come. */
export function assertHappened(body: Body, now: Date): void {
  for (const [param, at] of momentsIn(body)) {
    if (at.getTime() <= now.getTime() + AHEAD_MS) continue;
    throw new ApiError('parameter_invalid', { param, message: `What is reported has happened, and "${param}" is still to come.` });
  }
}
