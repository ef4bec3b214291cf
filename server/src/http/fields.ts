import { holdsCardNumber } from '@guichet/contract/cardNumbersIn.ts';
import { parseEmail } from '@guichet/contract/emails.ts';
import type { ErrorCode } from '@guichet/contract/errors.ts';
import type { Id, IdPrefix } from '@guichet/contract/ids.ts';
import { z } from 'zod';
import { type Decoded, isDecodedObject } from './decoded.ts';
import { describe, described, isOptional, type JsonSchema } from './describe.ts';
import { MAX_KEY, MAX_VALUE, metadataOf } from './metadata.ts';
import type { RefusalParams, Schema } from './parse.ts';

const MAX_TEXT = 5000; // Stripe's own bound for a text that names no other.
const MAX_ID = 255;
/** The largest amount on the wire, in minor units: twelve digits, far inside a JSON number. */
const MAX_AMOUNT = 999_999_999_999n;
const MAX_UNIX_SECONDS = 253_402_300_799; // The last second of the year 9999.
const MAX_LIST = 500;

/** What a reader answers when a value won't do. In `message` a `%` stands for the parameter's name; the value is never repeated. */
class Refusal {
  readonly params: RefusalParams;
  constructor(code: ErrorCode, message: string) {
    this.params = { code, message };
  }
}

const refuse = (code: ErrorCode, message: string): Refusal => new Refusal(code, message);
const EMPTY = refuse('parameter_invalid_empty', 'The parameter % is empty. Leave it out or give it a value.');

/**
 * A field from what it takes, and from a function that turns one decoded value into `T` or a refusal. A parameter that isn't there is
 * `parameter_missing`.
 */
function field<T>(description: JsonSchema | (() => JsonSchema), read: (value: Decoded) => T | Refusal): Schema<T> {
  const schema: Schema<T> = z.unknown().transform((value, context): T => {
    const result = value === undefined ? refuse('parameter_missing', 'The parameter % is required.') : read(value as Decoded);
    if (!(result instanceof Refusal)) return result;
    context.issues.push({ code: 'custom', input: value, params: { ...result.params } });
    return z.NEVER;
  });
  return described(schema, description);
}

/** The digits of a whole number, from a form's text or from a JSON number. */
function digitsOf(value: Decoded): string | Refusal {
  if (value === '') return EMPTY;
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value);
  const text = isNumber ? String(value) : typeof value === 'string' ? value : '';
  return /^-?\d{1,40}$/.test(text) ? text : refuse('parameter_invalid_integer', 'The parameter % is not a whole number.');
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

function integer({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Range = {}): Schema<number> {
  return field({ type: 'integer', minimum: min, maximum: max }, (value) => {
    const digits = digitsOf(value);
    if (digits instanceof Refusal) return digits;
    const number = Number(digits) + 0; // "-0" becomes 0.
    if (number < min) return refuse('parameter_invalid_integer', `The parameter % must be at least ${min}.`);
    if (number > max) return refuse('parameter_invalid_integer', `The parameter % must be at most ${max}.`);
    return number;
  });
}

/** Minor units from 0 to 999,999,999,999. Whether zero will do is the use case's to say. */
function amount(): Schema<bigint> {
  const description = { type: 'integer', format: 'amount', minimum: 0, maximum: Number(MAX_AMOUNT) };
  return field(description, (value) => {
    const digits = digitsOf(value);
    if (digits instanceof Refusal) return digits;
    const minor = BigInt(digits);
    if (minor < 0n) return refuse('parameter_invalid_integer', 'The parameter % must not be negative.');
    return minor > MAX_AMOUNT ? refuse('amount_too_large', `The parameter % must be at most ${MAX_AMOUNT}.`) : minor;
  });
}

/** A percentage from 0 to 100 with four decimals at most, answered in ten-thousandths: 19.6 is 196000. */
function percentage(): Schema<number> {
  return field({ type: 'number', minimum: 0, maximum: 100 }, (value) => {
    if (value === '') return EMPTY;
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
    const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
    const tenThousandths = Number(whole) * 10_000 + Number(part.padEnd(4, '0'));
    return whole === '' || tenThousandths > 1_000_000
      ? refuse('parameter_invalid', 'The parameter % must be a percentage from 0 to 100, with four decimals at most.')
      : tenThousandths;
  });
}

function boolean(): Schema<boolean> {
  return field({ type: 'boolean' }, (value) => {
    if (value === '') return EMPTY;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return refuse('parameter_invalid', 'The parameter % must be true or false.');
  });
}

const NOT_TEXT = refuse('parameter_invalid_string', 'The parameter % must be a text.');

const CARD_NUMBER = refuse(
  'card_number_in_text',
  'The parameter % holds what looks like a full card number, and would be stored readable. A card is given by its own fields alone; take the number out.',
);

function textOf(value: Decoded, max: number, mayBeNumber = false): string | Refusal {
  if (typeof value !== 'string') return NOT_TEXT;
  if (value === '') return EMPTY;
  if (value.length > max) return refuse('parameter_invalid_string', `The parameter % must not be longer than ${max} characters.`);
  return !mayBeNumber && holdsCardNumber(value) ? CARD_NUMBER : value;
}

const describeText = (max: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength: max });

/** A text of at least one character; where an empty one unsets the value, `nullable(text())`. */
const text = ({ max = MAX_TEXT }: { readonly max?: number } = {}): Schema<string> =>
  field(describeText(max), (value) => textOf(value, max));

/** A text that nobody can read afterwards, and so may be a card's number or look like one: it goes to the vault, or is not kept at all. */
const unreadText = ({ max = MAX_TEXT }: { readonly max?: number } = {}): Schema<string> =>
  field(describeText(max), (value) => textOf(value, max, true));

/** A text that `accept` turns into `T`, or refuses by answering null; `description` says more exactly which texts those are. */
function textAs<T>(
  accept: (text: string) => T | null,
  code: ErrorCode,
  message: string,
  max = MAX_TEXT,
  description: JsonSchema = describeText(max),
): Schema<T> {
  return field(description, (value) => {
    const given = textOf(value, max);
    return given instanceof Refusal ? given : (accept(given) ?? refuse(code, message));
  });
}

/** Three letters, answered in lower case. Which currencies can be charged is the currency table's to say. */
const currency = (): Schema<string> =>
  textAs(
    (given) => (/^[A-Za-z]{3}$/.test(given) ? given.toLowerCase() : null),
    'parameter_invalid',
    'The parameter % must be a currency of three letters.',
    MAX_TEXT,
    { type: 'string', format: 'currency', pattern: '^[A-Za-z]{3}$' },
  );

const country = (): Schema<string> =>
  textAs(
    (given) => (/^[A-Za-z]{2}$/.test(given) ? given.toUpperCase() : null),
    'parameter_invalid',
    'The parameter % must be a country of two letters.',
    MAX_TEXT,
    { type: 'string', format: 'country', pattern: '^[A-Za-z]{2}$' },
  );

/** An e-mail address in the form in which it is stored. */
const email = (): Schema<string> =>
  textAs(parseEmail, 'email_invalid', 'The parameter % is not an e-mail address.', MAX_TEXT, { type: 'string', format: 'email' });

function enumOf<const V extends string>(values: readonly V[]): Schema<V> {
  const message = `The parameter % must be one of: ${values.join(', ')}.`;
  const accept = (given: string): V | null => values.find((value) => value === given) ?? null;
  return textAs(accept, 'parameter_invalid', message, MAX_TEXT, { type: 'string', enum: values });
}

/** Any text up to 255 characters. Whether such an object exists is answered later, as `resource_missing`. */
const id = <P extends IdPrefix>(prefix: P): Schema<Id<P>> =>
  field({ ...describeText(MAX_ID), 'x-id': prefix }, (value) => textOf(value, MAX_ID) as Id<P> | Refusal);

/** A moment in unix seconds. */
function timestamp(): Schema<Date> {
  const schema = integer({ min: 0, max: MAX_UNIX_SECONDS }).transform((seconds) => new Date(seconds * 1000));
  return described(schema, { type: 'integer', format: 'unix-time', minimum: 0, maximum: MAX_UNIX_SECONDS });
}

/** `x`, or nothing: an empty text in a form, null in JSON. */
function nullable<T>(inner: Schema<T>): Schema<T | null> {
  const orNull = z.unknown().transform((value) => (value === '' ? null : value));
  return described(orNull, () => ({ anyOf: [describe(inner) ?? {}, { type: 'null' }] })).pipe(z.nullable(inner));
}

/** Elements in the order of their numbers, which may leave gaps: SDKs skip what is undefined. */
function elementsOf(value: Decoded): Decoded[] | Refusal {
  if (value === '') return [];
  if (Array.isArray(value)) return value;
  const entries = isDecodedObject(value) ? Object.entries(value) : [];
  const isList = entries.length > 0 && entries.every(([index]) => /^(?:0|[1-9]\d{0,5})$/.test(index));
  if (!isList) return refuse('parameter_invalid', 'The parameter % must be a list.');
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, element]) => element);
}

/** A list, from `a[]=x`, `a[0]=x` or a JSON array; an empty text is the empty list. */
function listOf<T>(inner: Schema<T>, { max = MAX_LIST }: { readonly max?: number } = {}): Schema<T[]> {
  const description = () => ({ type: 'array', items: describe(inner) ?? {}, maxItems: max });
  const elements = field<unknown>(description, (value) => {
    const given = elementsOf(value);
    if (given instanceof Refusal) return given;
    return given.length > max ? refuse('parameter_invalid', `The parameter % must not have more than ${max} elements.`) : given;
  });
  return elements.pipe(z.array(inner));
}

/** What an object of these fields reads into. */
export type ObjectOf<S extends z.ZodRawShape> = z.output<z.ZodObject<S, z.core.$strict>>;

function describeObject(shape: z.ZodRawShape): JsonSchema {
  const entries = Object.entries(shape) as [string, z.ZodType][];
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, schema]) => [name, describe(schema) ?? {}])),
    required: entries.filter(([, schema]) => !isOptional(schema)).map(([name]) => name),
    additionalProperties: false,
  };
}

/** Named parameters; any other name is `parameter_unknown`. */
function object<S extends z.ZodRawShape>(shape: S): Schema<ObjectOf<S>> {
  const named = field<unknown>(
    () => describeObject(shape),
    (value) => {
      if (value === '') return EMPTY;
      return isDecodedObject(value) ? value : refuse('parameter_invalid', 'The parameter % must have named fields, as in "a[b]=c".');
    },
  );
  return named.pipe(z.strictObject(shape)) as Schema<ObjectOf<S>>;
}

/** A postal address; each line may be unset by an empty text. */
const address = () =>
  object({
    city: nullable(text()).optional(),
    country: nullable(country()).optional(),
    line1: nullable(text()).optional(),
    line2: nullable(text()).optional(),
    postal_code: nullable(text()).optional(),
    state: nullable(text()).optional(),
  });

const METADATA: JsonSchema = {
  anyOf: [
    {
      type: 'object',
      propertyNames: { minLength: 1, maxLength: MAX_KEY },
      additionalProperties: { anyOf: [{ type: 'string', maxLength: MAX_VALUE }, { type: 'null' }] },
    },
    { type: 'null' },
  ],
};

/** A change of metadata; see `metadata.ts`. */
const metadata = () =>
  field(METADATA, (value) => {
    const texts = isDecodedObject(value) ? Object.entries(value).flat() : [];
    if (texts.some((one) => typeof one === 'string' && holdsCardNumber(one))) return CARD_NUMBER;
    const change = metadataOf(value);
    return typeof change === 'string' ? refuse('parameter_invalid', change) : change;
  });

/** The fields that schemas of wire parameters are made of. Each is required; `.optional()` makes it otherwise. */
export const fields = {
  address,
  amount,
  boolean,
  country,
  currency,
  email,
  enumOf,
  id,
  integer,
  listOf,
  metadata,
  nullable,
  object,
  percentage,
  unreadText,
  text,
  textAs,
  timestamp,
};
