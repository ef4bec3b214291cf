import type { ActivityView } from '@guichet/contract/terminal.ts';

/** What a spreadsheet would take for a formula, were it not told otherwise. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const row = (cells: readonly (string | null)[]): string => `${cells.map(cell).join(',')}\r\n`;

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** A byte order mark, by which spreadsheets know the encoding, and the names of the columns. */
export const CSV_HEAD = `\uFEFF${row(['at', 'who', 'who_id', 'who_kind', 'action', 'object', 'from', 'before', 'after', 'details', 'line'])}`;

/** A line of the log as a row. Times are UTC, so that one hour of autumn is not written twice. */
export function csvLine({ id, at, actor, action, target, ip, details }: ActivityView): string {
  const { before, after, ...rest } = details;
  return row([
    new Date(at * 1000).toISOString(),
    ...[actor.name, actor.id, actor.kind, action, target, ip],
    ...[json(before), json(after), Object.keys(rest).length === 0 ? null : json(rest), id],
  ]);
}
