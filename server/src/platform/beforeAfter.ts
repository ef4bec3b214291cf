import type { JsonValue } from './activity.ts';

type Values = Readonly<Record<string, JsonValue>>;

const sameJson = (one: JsonValue | undefined, other: JsonValue | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What a change did, as the activity log keeps it: the fields that differ, as they were and as they are. A field that one side lacks is null there.
 * Null when nothing differs.
 */
export function beforeAfter(before: Values, after: Values): { readonly before: Values; readonly after: Values } | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !sameJson(before[name], after[name]));
  if (names.length === 0) return null;
  const of = (values: Values): Values => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { before: of(before), after: of(after) };
}
