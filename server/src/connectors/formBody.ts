import type { FormFields, FormValue } from './port.ts';

function* pairs(name: string, value: FormValue): Iterable<[string, string]> {
  if (value === undefined) return;
  if (typeof value !== 'object') yield [name, String(value)];
  else for (const [key, inner] of Object.entries(value)) yield* pairs(`${name}[${key}]`, inner as FormValue);
}

/** Writes a form out: nested names as `a[b]`, lists as `a[0]`. */
export const formBody = (fields: FormFields): string =>
  new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [...pairs(name, value)])).toString();
