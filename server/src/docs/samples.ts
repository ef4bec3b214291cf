import type { JsonSchema } from '../http/describe.ts';

export type Sample = string | number | boolean | null | readonly Sample[] | { readonly [name: string]: Sample };
export type Samples = { readonly [name: string]: Sample };

/** What a reader expects behind a name. Whatever isn't here gets a value of the right kind. */
const BY_NAME: Readonly<Record<string, Sample>> = {
  account_number: '000123456789',
  amount_to_capture: 1250,
  city: 'Paris',
  client_secret: 'pi_…_secret_…',
  confirm: true,
  description: 'Order 17',
  line1: '3 quai des Orfèvres',
  holder_name: 'Chez Odile',
  iban: 'DE89370400440532013000',
  ip_address: '203.0.113.7',
  key: 'order_number',
  limit: 3,
  name: 'Ada Lovelace',
  payment_method: 'pm_card_visa',
  percentage: 20,
  phone: '+33 1 23 45 67 89',
  postal_code: '75001',
  query: 'metadata["order"]:"17"',
  routing_number: '110000000',
  time_zone: 'Europe/Paris',
  token: 'tok_visa',
  url: 'https://example.com/webhooks',
  website: 'https://example.com/',
};

/** What makes a request worth reading, besides what it must have. */
const TELLING = [
  'confirm',
  'payment_method',
  'payment_intent',
  'charge',
  'name',
  'email',
  'url',
  'description',
  'cancellation_reason',
  'amount_to_capture',
  'metadata',
];
const MOST_TELLING = 3;

const BY_FORMAT: Readonly<Record<string, Sample>> = {
  amount: 4990,
  country: 'FR',
  currency: 'eur',
  date: '2026-11-22',
  email: 'ada@example.com',
  'unix-time': 1_764_000_000,
};

export interface SampleOptions {
  /** Every parameter, not only the telling ones. */
  readonly all?: boolean;
  /** An id for a prefix, as `cus`. */
  idFor(prefix: string): string;
}

function sampleText({ minLength = 0, maxLength = 1000 }: JsonSchema): string {
  return 'Some words'.padEnd(minLength, '.').slice(0, Math.max(1, maxLength));
}

function sampleObject(schema: JsonSchema, options: SampleOptions): Samples {
  const { properties, required = [], additionalProperties } = schema;
  if (properties === undefined) return additionalProperties === false ? {} : { order: '17' };
  const names = Object.keys(properties);
  const telling = TELLING.filter((name) => names.includes(name) && !required.includes(name)).slice(0, MOST_TELLING);
  const chosen = options.all ? names : [...names.filter((name) => required.includes(name)), ...telling];
  const wanted = chosen.length === 0 ? names.slice(0, 1) : chosen;
  return Object.fromEntries(wanted.map((name) => [name, sampleOf(properties[name] ?? {}, options, name)]));
}

const has = <T>(record: Readonly<Record<string, T>>, name: string | undefined): name is string =>
  name !== undefined && Object.hasOwn(record, name);

/** A value that a schema takes, of the kind that its name makes one expect. */
export function sampleOf(schema: JsonSchema, options: SampleOptions, name = ''): Sample {
  const { anyOf, format, minimum = 0 } = schema;
  if (anyOf !== undefined) return sampleOf(anyOf[0] ?? {}, options, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0] ?? null;
  if (schema.type === 'object') return sampleObject(schema, options);
  if (schema.type === 'array') return [sampleOf(schema.items ?? {}, options, name)];
  if (has(BY_NAME, name)) return BY_NAME[name] ?? null;
  if (schema['x-id'] !== undefined) return options.idFor(schema['x-id']);
  if (has(BY_FORMAT, format)) return BY_FORMAT[format] ?? null;
  if (schema.type === 'integer') return Math.max(1, minimum);
  if (schema.type === 'boolean') return true;
  return sampleText(schema);
}
