import { ERRORS } from '@guichet/contract/errors.ts';
import { PERMISSIONS } from '@guichet/contract/permissions.ts';
import { API_VERSION } from '@guichet/contract/wire/event.ts';
import { describe, type JsonSchema } from '../http/describe.ts';
import type { ExpandableFields } from '../http/expand.ts';
import type { AnyRoute } from '../http/route.ts';
import { answerSchema, componentsFor, refTo } from './answerSchemas.ts';
import type { CallWords } from './words.ts';

const FORM = 'application/x-www-form-urlencoded';
const UPLOAD = 'multipart/form-data';
const BYTES = 'application/octet-stream';
const MAX_EXPAND = 20;

export interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly style?: 'deepObject';
  readonly explode?: true;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema; readonly encoding?: object }>>;
  };
  readonly responses: Readonly<Record<string, object>>;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: object;
  readonly servers: readonly object[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & Readonly<Record<string, object>>;
}

export interface OpenApiSources {
  readonly routes: readonly AnyRoute[];
  readonly expandable: ExpandableFields;
  /** The types of the contract, each under its name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** What the documentation says of each call, such as `GET /v1/charges/{id}`. */
  readonly calls: ReadonlyMap<string, CallWords>;
}

const isStripe = ({ path }: AnyRoute): boolean => path.startsWith('/v1/');
/** `/v1/customers/:id` → `/v1/customers/{id}`. */
export const pathTemplate = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
export const callOf = ({ method, path }: AnyRoute): string => `${method} ${pathTemplate(path)}`;

/** A form has no null: there an empty text says that a value is to go. */
function inForm(schema: JsonSchema): JsonSchema {
  if (schema.type === 'null') return { type: 'string', const: '', description: 'Unsets it.' };
  const { anyOf, properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(anyOf && { anyOf: anyOf.map(inForm) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, inForm(inner)])) }),
    ...(items && { items: inForm(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: inForm(additionalProperties) }),
  };
}

const isNested = (schema: JsonSchema): boolean =>
  schema.type === 'object' || schema.type === 'array' || (schema.anyOf ?? []).some(isNested);
const nesting = (schema: JsonSchema) => (isNested(schema) ? ({ style: 'deepObject', explode: true } as const) : {});

/** The fields of a type in which an id can be expanded; where a part of the object holds the id, the way to it. What is always null is not told. */
function expandableNames({ expandable, schemas }: OpenApiSources, type: string): string[] {
  return Object.entries(expandable[type] ?? {}).flatMap(([field, target]) => {
    if (typeof target === 'object' || Object.hasOwn(schemas, target)) return [field];
    const below = Object.keys(expandable[target] ?? {});
    const isPart = schemas[type]?.properties?.[field]?.properties !== undefined;
    return isPart ? below.map((name) => `${field}.${name}`) : below.length > 0 ? [field] : [];
  });
}

/** What `expand[]` can name here at the first level, and below a list. */
function expandSchema(sources: OpenApiSources, route: AnyRoute): JsonSchema | undefined {
  const { answers } = route;
  if (!isStripe(route) || answers === undefined || (typeof answers === 'object' && !('listOf' in answers))) return undefined;
  const [type, prefix] = typeof answers === 'string' ? [answers, ''] : [answers.listOf, 'data.'];
  const names = expandableNames(sources, type).map((field) => prefix + field);
  if (names.length === 0) return undefined;
  const description = `Puts objects where their ids stand, up to four levels down: ${names.join(', ')}.`;
  return { type: 'array', maxItems: MAX_EXPAND, items: { type: 'string', maxLength: 200 }, description };
}

/** What a route takes, `expand` included, as its callers have to write it. */
export function takes(sources: OpenApiSources, route: AnyRoute, side: 'query' | 'body'): JsonSchema {
  const own = describe(route[side]) ?? { type: 'object' };
  const expand = side === (route.method === 'POST' ? 'body' : 'query') ? expandSchema(sources, route) : undefined;
  const all = expand === undefined ? own : { ...own, properties: { ...own.properties, expand } };
  return side === 'query' || isStripe(route) ? inForm(all) : all;
}

function parametersOf(sources: OpenApiSources, route: AnyRoute): Parameter[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(
    ([, name = '']): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 255 } }),
  );
  const query = takes(sources, route, 'query');
  const inQuery = Object.entries(query.properties ?? {}).map(
    ([name, schema]): Parameter => ({ name, in: 'query', required: query.required?.includes(name) ?? false, schema, ...nesting(schema) }),
  );
  const headers = [
    ...(route.method === 'POST' ? ['IdempotencyKey'] : []),
    ...(isStripe(route) ? ['StripeVersion', 'StripeAccount'] : []),
    ...(route.permission === 'public' ? [] : ['GuichetAccount', 'GuichetMode']),
  ];
  return [...inPath, ...inQuery, ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

/** What is sent with a file: the parameters and the part that carries it. */
const withFile = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  properties: { ...schema.properties, file: { type: 'string', contentMediaType: BYTES } },
  required: [...(schema.required ?? []), 'file'],
});

function requestBodyOf(sources: OpenApiSources, route: AnyRoute): Pick<Operation, 'requestBody'> {
  const schema = takes(sources, route, 'body');
  const names = Object.entries(schema.properties ?? {});
  if (route.uploads !== undefined) return { requestBody: { required: true, content: { [UPLOAD]: { schema: withFile(schema) } } } };
  if (names.length === 0) return {};
  const required = (schema.required ?? []).length > 0;
  if (!isStripe(route)) return { requestBody: { required, content: { 'application/json': { schema } } } };
  const encoding = Object.fromEntries(names.filter(([, inner]) => isNested(inner)).map(([name, inner]) => [name, nesting(inner)]));
  return { requestBody: { required, content: { [FORM]: { schema, encoding } } } };
}

function whoMayCall({ permission }: AnyRoute): { words: string; security: Operation['security'] } {
  if (permission === 'public') return { words: 'Anybody may call this.', security: [] };
  if (permission === 'session') return { words: 'For people who are signed in, not for keys.', security: [{ session: [] }] };
  const roles = permission === 'any' ? [] : [permission];
  const words = permission === 'any' ? 'Whoever has a key or is signed in may call this.' : `Needs the permission \`${permission}\`.`;
  return { words, security: ['key', 'keyAsUser', 'session'].map((scheme) => ({ [scheme]: roles })) };
}

/** `POST /v1/payment_intents/:id/confirm` → `postPaymentIntentsIdConfirm`. */
function operationId({ method, path }: AnyRoute): string {
  const words = path.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '' && word !== 'v1');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Words of a table's cell as a sentence of their own. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const mediaType = ({ answers }: AnyRoute): string => (typeof answers === 'object' && 'file' in answers ? answers.file : 'application/json');

function operationOf(sources: OpenApiSources, route: AnyRoute): Operation {
  const known = sources.calls.get(callOf(route));
  const { words, security } = whoMayCall(route);
  const schema = answerSchema(route);
  return {
    operationId: operationId(route),
    tags: [known?.section ?? 'Other'],
    summary: sentence(known?.does ?? ''),
    description: words,
    security,
    parameters: parametersOf(sources, route),
    ...requestBodyOf(sources, route),
    responses: {
      200: {
        description: 'Done.',
        headers: Object.fromEntries(
          ['Request-Id', 'Stripe-Version'].slice(0, isStripe(route) ? 2 : 1).map((name) => [name, headerRef(name)]),
        ),
        content: route.downloads
          ? { [BYTES]: { schema: { type: 'string', contentMediaType: BYTES } } }
          : { [mediaType(route)]: { schema } },
      },
      default: { $ref: '#/components/responses/refusal' },
    },
  };
}

const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });
const header = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

const PARAMETERS = {
  IdempotencyKey: header('Idempotency-Key', 'The same key is answered the same, and done once; kept for 24 hours.', {
    type: 'string',
    minLength: 1,
    maxLength: 255,
    pattern: '^[ -~]+$',
  }),
  StripeVersion: header('Stripe-Version', `Checked, and echoed. Shapes are those of ${API_VERSION}.`, {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}(?:\\.[a-z]{1,30})?$',
  }),
  StripeAccount: header('Stripe-Account', 'May name one’s own account, and no other.', { type: 'string' }),
  GuichetAccount: header('Guichet-Account', 'With a session: the account that is meant.', { type: 'string' }),
  GuichetMode: header('Guichet-Mode', 'With a session: the mode that is meant.', { type: 'string', enum: ['test', 'live'] }),
};

const HEADERS = {
  'Request-Id': { description: 'Names the request; the log has it in each of its lines.', schema: { type: 'string' } },
  'Stripe-Version': { description: 'The version that was asked for.', schema: { type: 'string' } },
};

const SECURITY = {
  key: { type: 'http', scheme: 'bearer', description: 'A secret key, `sk_test_…`.' },
  keyAsUser: { type: 'http', scheme: 'basic', description: 'The key as user, without a password.' },
  session: { type: 'apiKey', in: 'cookie', name: 'guichet.session_token', description: 'A person who is signed in at the terminal.' },
};

const refusal = {
  description: `Refused. The codes: ${Object.keys(ERRORS).join(', ')}.`,
  headers: { 'Request-Id': headerRef('Request-Id') },
  content: { 'application/json': { schema: refTo('error_body') } },
};

/** The description of the API in the OpenAPI format, made from what the server serves and from nothing else. */
export function openApiDocument(sources: OpenApiSources): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of sources.routes) {
    const path = pathTemplate(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(sources, route) };
  }
  const operations = Object.values(paths).flatMap((each) => Object.values(each));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Guichet',
      version: API_VERSION,
      description: [
        'A payment terminal and engine that speaks Stripe’s `/v1`. Readable pages stand at `/docs`.',
        'Parameters under `/v1` are form-encoded: `a[b]=c`, and lists as `a[]=x` or `a[0]=x`, which `deepObject` stands for here.',
        `The roles in \`security\` are the permissions of keys and people: ${PERMISSIONS.join(', ')}.`,
      ].join('\n\n'),
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.flatMap(({ tags }) => tags))].map((name) => ({ name })),
    paths,
    components: {
      schemas: componentsFor(sources.routes, sources.schemas, sources.expandable),
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: { refusal },
      securitySchemes: SECURITY,
    },
  };
}
