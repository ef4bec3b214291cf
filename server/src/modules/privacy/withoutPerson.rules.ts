/** Fields of the wire and of our columns that name a person or say where they live, wherever they stand. */
const PERSONAL = new Set(
  (
    'name email phone line1 line2 city postal_code postalCode receipt_email receiptEmail recipient holder_name holderName drawer ' +
    'customer_name customer_email_address customer_purchase_ip billing_address shipping_address customer_signature filename'
  ).split(' '),
);

/** Shorter texts stand in too many others by chance. */
const SHORTEST_WORD = 4;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value);

/** What a person is called in these values: names, mail addresses and phone numbers, in lower case. */
export function wordsOf(values: readonly unknown[]): string[] {
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) collect(each);
    else if (isPlain(value))
      for (const [key, each] of Object.entries(value)) {
        if (typeof each === 'string' && (key === 'name' || key === 'email' || key === 'phone')) words.add(each.trim().toLowerCase());
        else collect(each);
      }
  };
  for (const value of values) collect(value);
  return [...words].filter((word) => word.length >= SHORTEST_WORD);
}

/** Metadata has texts alone. */
const withoutNulls = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, each]) => each !== null));

/** Letters and digits of scripts that put blanks between words; in others a name can stand anywhere. */
const WITHIN_WORDS = 'a-z0-9\\u00c0-\\u024f\\u0370-\\u052f\\u1e00-\\u1fff';
const NOTHING = '(?!x)x';

/**
 * A pattern that finds one of the words in a text as a word of its own: of somebody called Manu, not every `manual`. It is written so that
 * JavaScript and PostgreSQL read it alike, both without regard to case.
 */
export function patternOf(words: readonly string[]): string {
  if (words.length === 0) return NOTHING;
  const literal = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return `(^|[^${WITHIN_WORDS}])(${literal.join('|')})($|[^${WITHIN_WORDS}])`;
}

/** Where people write as they like. Elsewhere a text that is one lower-case word is one of the contract, such as `card` or `manual`. */
const PROSE = new Set('metadata description reference reason note words statement_descriptor statement_descriptor_suffix'.split(' '));
const TOKEN = /^[a-z][a-z0-9_]*$/;

/** What takes a person out of a value: personal fields become null, and so does every text in which the pattern finds something. */
export function withoutPerson(pattern: string): (value: unknown) => unknown {
  const finder = new RegExp(pattern, 'iu');
  const without = (value: unknown, isProse: boolean): unknown => {
    if (typeof value === 'string') return (isProse || !TOKEN.test(value)) && finder.test(value) ? null : value;
    if (Array.isArray(value)) return value.map((each) => without(each, isProse)).filter((each) => each !== null);
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        if (PERSONAL.has(key) && typeof each === 'string') return [key, null];
        const rest = without(each, isProse || PROSE.has(key));
        return [key, key === 'metadata' && isPlain(rest) ? withoutNulls(rest) : rest];
      }),
    );
  };
  return (value) => without(value, false);
}

/** The same value with a dash for every text in which the pattern finds something. */
export function withoutWords(pattern: string): (value: unknown) => unknown {
  const finder = new RegExp(pattern, 'iu');
  const without = (value: unknown): unknown => {
    if (typeof value === 'string') return finder.test(value) ? '–' : value;
    if (Array.isArray(value)) return value.map(without);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each)])) : value;
  };
  return without;
}
