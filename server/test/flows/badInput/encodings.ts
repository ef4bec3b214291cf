export type Value = string | number | boolean | null | Value[] | { readonly [name: string]: Value };
export type Values = { readonly [name: string]: Value };

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parameters as pairs of a wire name and a text: `a[b]`, `a[0]`. */
function pairsOf(value: Value, name: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pairsOf(item, `${name}[${index}]`));
  if (isObject(value)) return Object.entries(value).flatMap(([part, item]) => pairsOf(item, name === '' ? part : `${name}[${part}]`));
  return [[name, value === null ? '' : String(value)]];
}

/** One half of a surrogate pair has no UTF-8: it goes as the three bytes that careless encoders make of it. */
const percent = (text: string): string =>
  text.isWellFormed()
    ? encodeURIComponent(text)
    : [...text].map((char) => (char.isWellFormed() ? encodeURIComponent(char) : '%ED%A0%80')).join('');

export const asForm = (values: Values): string =>
  pairsOf(values, '')
    .map(([name, text]) => `${percent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')}=${percent(text)}`)
    .join('&');

/** A copy in which one place holds another value, or, with `undefined`, is not there. */
export function withValue(values: Values, path: readonly string[], value: Value | undefined): Values {
  const [first = '', ...rest] = path;
  const inner = values[first];
  const child = Array.isArray(inner) ? Object.fromEntries(inner.map((item, index) => [String(index), item])) : isObject(inner) ? inner : {};
  const changed = rest.length === 0 ? value : withValue(child, rest, value);
  const copy: Record<string, Value> = { ...values };
  if (changed === undefined) delete copy[first];
  else Object.defineProperty(copy, first, { value: changed, enumerable: true, configurable: true, writable: true });
  return copy;
}
