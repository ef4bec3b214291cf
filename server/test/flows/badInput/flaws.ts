import { ApiError } from '@guichet/contract/errors.ts';
import { describe, type JsonSchema } from '../../../src/http/describe.ts';
import { decodeForm } from '../../../src/http/formDecode.ts';
import { decodeJson } from '../../../src/http/jsonDecode.ts';
import type { AnyRoute } from '../../../src/http/route.ts';
import { type Place, placesIn } from '../../docs/places.ts';
import type { BaseRequest } from './baseRequest.ts';
import { asForm, type Value, type Values, withValue } from './encodings.ts';
import type { RawRequest } from './rawRequest.ts';

/** An address with a request that would do there. */
export interface Target {
  readonly route: AnyRoute;
  readonly base: BaseRequest;
}

/** A request with one thing wrong, and what the refusal must name. */
export interface Flawed extends RawRequest {
  /** The outermost name of the parameter at fault; undefined where no parameter is. */
  readonly param?: string;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
export const nameOf = ({ route: { method, path } }: Target): string => `${method} ${path}`;
const isForm = ({ route }: Target): boolean => route.path.startsWith('/v1/');

interface Parts {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

const encodedBody = (target: Target, body: Values): string => (isForm(target) ? asForm(body) : JSON.stringify(body));

/** The base request, with some of its parts replaced. */
function requestOf(target: Target, parts: Parts = {}): RawRequest {
  const { route, base } = target;
  const params = parts.params ?? base.params ?? {};
  const path = route.path.replace(/:([a-z]+)/g, (_, name: string) => params[name] ?? '');
  const query = parts.query ?? (base.query === undefined ? '' : asForm(base.query));
  const body = parts.body ?? (base.body === undefined ? undefined : encodedBody(target, base.body));
  const type = body === undefined ? {} : { 'content-type': parts.type ?? (isForm(target) ? FORM : JSON_TYPE) };
  return {
    method: parts.method ?? route.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: { ...type, ...parts.headers },
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

type Side = 'query' | 'body';

/** Where parameters of this address travel. */
const sideOf = ({ route }: Target): Side => (route.method === 'POST' ? 'body' : 'query');
const placesAt = (target: Target): Place[] => placesIn(describe(target.route[sideOf(target)]) ?? {});
const valuesOf = (target: Target): Values => target.base[sideOf(target)] ?? {};
const requestWith = (target: Target, values: Values): RawRequest =>
  sideOf(target) === 'query' ? requestOf(target, { query: asForm(values) }) : requestOf(target, { body: encodedBody(target, values) });

const LONE_SURROGATE = '\ud83d';
const TEXTS = [
  '',
  ' ',
  'abc',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  'NaN',
  '9'.repeat(30),
  'true',
  'null',
  'a\0b',
  LONE_SURROGATE,
  'x'.repeat(6000),
  '__proto__',
  '💳',
];
const NESTED: Value[] = [{ x: '1' }, { constructor: '1' }, ['1'], [['1']], [{ x: '1' }], {}, []];
const JSON_ONLY: Value[] = [null, true, 1, -1, 1.5, 1e300];

/** Whether a request's own parameters are what is wrong with it. What passes here may still be refused by what it asks for. */
function isRefused(target: Target, values: Values): boolean {
  try {
    const decoded = isForm(target) || sideOf(target) === 'query' ? decodeForm(asForm(values)) : decodeJson(JSON.stringify(values));
    return !target.route[sideOf(target)].safeParse(decoded).success;
  } catch (error) {
    if (error instanceof ApiError) return true;
    throw error;
  }
}

/** What a description says that cannot be: too long, too much, too many, of another kind, or nested otherwise. */
function against(schema: JsonSchema): Value[] {
  const { type, maxLength, minimum, maximum, maxItems, pattern, properties } = schema;
  const range = [...(minimum === undefined ? [] : [minimum - 1]), ...(maximum === undefined ? [] : [maximum + 1])];
  return [
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(type === 'integer' ? ['abc', '1.5', { x: '1' }] : []),
    ...range.filter(Number.isSafeInteger).map(String),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => 'x')]),
    ...(schema.enum === undefined ? [] : ['none of these']),
    ...(type === 'boolean' ? ['yes', '1'] : []),
    ...(pattern === undefined ? [] : ['?']),
    ...(type === 'string' ? [{ x: '1' }, ['1']] : ['x']),
    ...(properties === undefined ? [] : [['1'], { nobody: 'knows' }]),
  ];
}

/** Each parameter with each value that its description rules out. Every one of them must be refused. */
export function againstTheDescription(target: Target): (Flawed & { readonly isRefused: boolean; readonly value: Value })[] {
  return placesAt(target).flatMap(({ path, schema }) =>
    against(schema).map((value) => {
      const values = withValue(valuesOf(target), path, value);
      return { ...requestWith(target, values), param: path[0] ?? '', value, isRefused: isRefused(target, values) };
    }),
  );
}

/** Whether the request that flaws are put into is one that the parameters' schemas take. */
export const isSound = (target: Target): boolean => !isRefused(target, valuesOf(target));

/** Each parameter with each value that it may be unable to have; null where the value will do. Made when asked for: there are thousands. */
export function wrongValues(target: Target): (() => Flawed | null)[] {
  const isText = isForm(target) || sideOf(target) === 'query';
  const candidates = isText ? [...TEXTS, ...NESTED] : [...TEXTS, ...NESTED, ...JSON_ONLY];
  return placesAt(target).flatMap(({ path }) =>
    candidates.map((value) => () => {
      const values = withValue(valuesOf(target), path, value);
      return isRefused(target, values) ? { ...requestWith(target, values), param: path[0] ?? '' } : null;
    }),
  );
}

/** Each required parameter left out. */
export function missingValues(target: Target): Flawed[] {
  return placesAt(target)
    .filter(({ isRequired }) => isRequired)
    .map(({ path }) => ({ values: withValue(valuesOf(target), path, undefined), param: path[0] ?? '' }))
    .filter(({ values }) => isRefused(target, values))
    .map(({ values, param }) => ({ ...requestWith(target, values), param }));
}

const STRANGE_NAMES = [
  'nmae',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'AMOUNT',
  'ämount',
  'x'.repeat(300),
  '💳',
  '4242424242424242',
];

/** Names that nobody knows, outermost and within every parameter that has named ones. */
export function unknownNames(target: Target): Flawed[] {
  const outer = STRANGE_NAMES.map((name) => ({ values: withValue(valuesOf(target), [name], '1') }));
  const inner = placesAt(target)
    .filter(({ schema }) => schema.properties !== undefined)
    .flatMap(({ path }) =>
      STRANGE_NAMES.map((name) => ({ values: withValue(valuesOf(target), [...path, name], '1'), param: path[0] ?? '' })),
    );
  const inQuery = requestOf(target, { query: 'nobody=knows', ...(target.base.body && { body: encodedBody(target, target.base.body) }) });
  return [
    { ...inQuery, param: 'nobody' },
    ...[...outer, ...inner].map(({ values, ...rest }) => ({ ...requestWith(target, values), ...rest })),
  ];
}

const repeated = (count: number, text: (n: number) => string): string => Array.from({ length: count }, (_, n) => text(n)).join('&');

const BAD_FORMS: readonly string[] = [
  ...['x=%', 'x=%zz', 'x=%E0%A4', 'x=%FF', 'x=%C0%80', 'x=%ED%A0%80', '%FF=x', 'x=%00', '%00=x'],
  ...['x[=1', 'x]=1', '[x]=1', 'x[a]b=1', 'x[[a]]=1', '=1', '[]=1'],
  ...['x=1&x=2', 'x[]=1&x=2', 'x[a]=1&x=2', 'x[a]=1&x[]=2'],
  `x${'[a]'.repeat(20)}=1`,
  repeated(1200, (n) => `x[${n}]=1`),
];

const BAD_JSON: readonly string[] = [
  ...[
    '{',
    '[]',
    '"x"',
    'null',
    '1',
    'true',
    '{}}',
    '{"a":}',
    "{'a':1}",
    '{"a":NaN}',
    '\ufeff{}',
    'a=1',
    '{"a":"\\ud83d"}',
    '{"\\u0000":1}',
  ],
  `{"a":${'['.repeat(40)}${']'.repeat(40)}}`,
  `{"a":${'['.repeat(50_000)}`,
  JSON.stringify({ a: Array.from({ length: 1200 }, () => 1) }),
];

const BAD_BYTES = [
  Buffer.from([0x61, 0x3d, 0xff]),
  Buffer.from([0xc3, 0x28]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf8, 0x88, 0x80, 0x80, 0x80]),
];

/** Bodies and queries that cannot be read, and that are too much. */
export function unreadable(target: Target): Flawed[] {
  const queries = [...BAD_FORMS, 'x=\u00ff', '\u00ff=x'].map((query) => requestOf(target, { query }));
  if (target.route.method === 'GET') return queries;
  const bad = isForm(target) ? BAD_FORMS : BAD_JSON;
  const own = encodedBody(target, { ...target.base.body, x: '1' });
  const types = [isForm(target) ? JSON_TYPE : FORM, 'text/plain', 'multipart/form-data; boundary=x', 'application/octet-stream', '', 'x'];
  const megabyte = 1024 * 1024;
  const large = isForm(target) ? `x=${'y'.repeat(megabyte)}` : JSON.stringify({ x: 'y'.repeat(megabyte) });
  return [
    ...queries,
    ...[...bad, 'x\0=1'].map((body) => requestOf(target, { body })),
    ...BAD_BYTES.map((body) => requestOf(target, { body })),
    ...types.map((type) => requestOf(target, { body: own, type })),
    requestOf(target, { body: large }),
    requestOf(target, { body: Buffer.alloc(megabyte) }),
  ];
}

const BAD_IDS = [
  ...[
    'x'.repeat(300),
    'x'.repeat(5000),
    '%00',
    '%',
    '%zz',
    '%FF',
    '%ED%A0%80',
    '\u00e9',
    '%C3%A9',
    '%F0%9F%92%B3',
    '%20',
    '%0A',
    '%2F',
    '%25',
    '.',
    '%2e%2e',
  ],
  ...['__proto__', 'constructor', 'null', 'undefined', '-1', '*', '$1', "'%3B%20DROP%20TABLE%20charges", 'cus_', 'none_at_all'],
];

/** Addresses that name what is not there, or nothing at all. */
export function badAddresses(target: Target): Flawed[] {
  const names = Object.keys(target.base.params ?? {});
  return names.flatMap((name) => BAD_IDS.map((id) => requestOf(target, { params: { ...target.base.params, [name]: id } })));
}

/** Methods that an address does not take. OPTIONS is another matter: browsers ask it wherever publishable keys may call. */
export function badMethods(target: Target, known: ReadonlySet<string>): Flawed[] {
  const methods = ['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'POST', 'GET'];
  return methods.filter((method) => !known.has(`${method} ${target.route.path}`)).map((method) => requestOf(target, { method }));
}

/** Headers that are wrong whoever calls. */
export function badHeaders(target: Target): Flawed[] {
  const always = [{ 'x-padding': 'x'.repeat(20_000) }];
  const onPost =
    target.route.method === 'POST'
      ? [{ 'idempotency-key': '' }, { 'idempotency-key': 'x'.repeat(256) }, { 'idempotency-key': '\u00e9' }]
      : [];
  const onStripe = isForm(target) ? [{ 'stripe-version': 'latest' }, { 'stripe-version': '' }, { 'stripe-account': 'acct_nobody' }] : [];
  const onV1 = isForm(target) ? asForm({ ...target.base.query, expand: ['nothing.like.this'] }) : '';
  const expanded = onV1 === '' ? [] : [{ ...requestOf(target, { query: onV1 }), param: 'expand' }];
  return [...expanded, ...[...always, ...onPost, ...onStripe].map((headers) => requestOf(target, { headers }))];
}

/** Ids that stand in the address or in parameters, replaced by others of the same kind: each place alone. */
export function withOtherIds(target: Target, idsFor: (prefix: string) => readonly string[]): RawRequest[] {
  const inAddress = Object.entries(target.base.params ?? {}).flatMap(([name, id]) =>
    idsFor(id.split('_', 1)[0] ?? '').map((other) => requestOf(target, { params: { ...target.base.params, [name]: other } })),
  );
  const inParameters = placesAt(target).flatMap(({ path, schema }) =>
    schema['x-id'] === undefined
      ? []
      : idsFor(schema['x-id']).map((other) => requestWith(target, withValue(valuesOf(target), path, other))),
  );
  return [...inAddress, ...inParameters];
}

/** The request as it is, for somebody to whom nothing in it belongs. */
export const asItIs = (target: Target): RawRequest => requestOf(target);

/** The base request with other values in some places; what the parameters' schema refuses is left as it was. */
export function oddRequest(target: Target, odd: readonly { readonly at: number; readonly value: Value }[]): RawRequest {
  const places = placesAt(target);
  let values = valuesOf(target);
  for (const { at, value } of odd) {
    const place = places[at % Math.max(1, places.length)];
    const changed = place && withValue(values, place.path, value);
    if (changed !== undefined && !isRefused(target, changed)) values = changed;
  }
  return requestWith(target, values);
}
