export type FormValue = string | number | boolean | null | undefined | readonly FormValue[] | { readonly [name: string]: FormValue };

function* pairs(name: string, value: FormValue): Generator<[string, string]> {
  if (value === undefined) return;
  if (value === null) yield [name, ''];
  else if (Array.isArray(value)) for (const item of value as readonly FormValue[]) yield* pairs(`${name}[]`, item);
  else if (typeof value === 'object') for (const [key, inner] of Object.entries(value)) yield* pairs(`${name}[${key}]`, inner);
  else yield [name, String(value)];
}

/** The form body of `/v1`: `a[b]=c`, lists as `a[]=`; what is undefined is left out, null arrives empty and clears the value. */
export function formBody(parameters: Readonly<Record<string, FormValue>>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) for (const [key, text] of pairs(name, value)) form.append(key, text);
  return form.toString();
}
