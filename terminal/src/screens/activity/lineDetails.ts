/** One field of what a line keeps: as it was and as it is where both are known, else only its value. */
export interface FieldChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface LineDetails {
  readonly changes: readonly FieldChange[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as people read it: lists by commas, what has parts as JSON, nothing as a dash. */
function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueText).join(', ');
  return isObject(value) ? JSON.stringify(value) : String(value);
}

/** Takes what a line keeps apart: fields that a change names with both sides, and all else. */
export function lineDetails({ before, after, changed, ...rest }: Readonly<Record<string, unknown>>): LineDetails {
  const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return {
    changes: names.map((name) => ({ name, before: valueText(was[name]), after: valueText(is[name]) })),
    // The names of changed fields stand in the changes already, unless their values were erased.
    facts: Object.entries(names.length > 0 || changed === undefined ? rest : { changed, ...rest }).map(([name, value]) => ({
      name,
      value: valueText(value),
    })),
  };
}
