import { fields } from '../../http/fields.ts';

/** A day that exists, `2026-11-22`. */
function dayOf(given: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  const exists = at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given);
  // No place has sold anything before, and times after are out of PostgreSQL's and the calendar's reach.
  return exists && given >= '2000-01-01' && given < '2100-01-01' ? given : null;
}

export const day = () =>
  fields.textAs(dayOf, 'parameter_invalid', 'The parameter % must be a day such as 2026-11-22.', 10, { type: 'string', format: 'date' });
