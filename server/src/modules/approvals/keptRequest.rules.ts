/** A request as it is kept while it waits: JSON, in which amounts and moments are marked, so that they come back as what they were. */
type Kept = string | number | boolean | null | readonly Kept[] | { readonly [name: string]: Kept };

const AMOUNT = '$amount';
const MOMENT = '$moment';

/** A name that begins as the marks do is kept with one more `$`: metadata may have any names. */
const keptName = (name: string): string => (name.startsWith('$') ? `$${name}` : name);
const givenName = (name: string): string => (name.startsWith('$$') ? name.slice(1) : name);

/** The parameters of a request as JSON. What was not given is left out. */
export function keptOf(value: unknown): Kept {
  if (typeof value === 'bigint') return { [AMOUNT]: String(value) };
  if (value instanceof Date) return { [MOMENT]: value.toISOString() };
  if (Array.isArray(value)) return value.map(keptOf);
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
    throw new Error(`A request cannot be kept with a ${typeof value} in it.`);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, Kept][] => (inner === undefined ? [] : [[keptName(name), keptOf(inner)]])),
  );
}

/** The parameters as they were. */
export function requestOf(kept: unknown): unknown {
  if (Array.isArray(kept)) return kept.map(requestOf);
  if (typeof kept !== 'object' || kept === null) return kept;
  // No name that was given is kept as one of these: it has one more `$`.
  const { [AMOUNT]: amount, [MOMENT]: moment } = kept as Readonly<Record<string, unknown>>;
  if (typeof amount === 'string') return BigInt(amount);
  if (typeof moment === 'string') return new Date(moment);
  return Object.fromEntries(Object.entries(kept).map(([name, inner]) => [givenName(name), requestOf(inner)]));
}

/** A text of a request that waits, to be shown to who decides. */
export function textIn(kept: unknown, name: string): string | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const value: unknown = Object.hasOwn(kept, name) ? (kept as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof value === 'string' ? value : null;
}
