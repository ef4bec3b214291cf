import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answeredType, answerSchema } from '../../src/docs/answerSchemas.ts';
import type { OpenApiDocument } from '../../src/docs/openApi.ts';
import { describe as describeSchema, type JsonSchema } from '../../src/http/describe.ts';
import type { AnyRoute } from '../../src/http/route.ts';
import { problemsIn } from '../docs/problemsIn.ts';
import { askAsOwner } from '../harness/askAsOwner.ts';
import { signIn } from '../harness/signIn.ts';
import { pay, stripe, whole } from './place.ts';

// These cases come last: by now the others have left objects of every kind behind.

const FILE = join(import.meta.dirname, '../../src/docs/examples.gen.json');
const RENEW = 'node server/test/docs/renew.ts';
const LONGEST_TEXT = 300;

/** Makes what the other cases take away again after them. */
const MAKERS: readonly (() => Promise<unknown>)[] = [
  async () => {
    const intent = await pay({ payment_method: 'pm_card_createDispute' });
    const { data } = await stripe.disputes.list({ payment_intent: intent.id });
    expect(data).toHaveLength(1);
  },
  () =>
    stripe.files.create({
      purpose: 'dispute_evidence',
      file: { data: Buffer.from('%PDF-1.7'), name: 'receipt.pdf', type: 'application/pdf' },
    }),
  async () => {
    const intent = await pay({ payment_method: 'pm_card_createIssuerFraudRecord' });
    await vi.waitUntil(async () => (await stripe.radar.earlyFraudWarnings.list({ payment_intent: intent.id })).data.length === 1, 10_000);
  },
  () => stripe.webhookEndpoints.create({ url: 'https://93.184.215.14/', enabled_events: ['charge.refunded', 'charge.succeeded'] }),
];

/** What stands in no list: made here, and read at its own address. */
const UNLISTED: readonly (() => Promise<readonly [route: string, path: string]>)[] = [
  async () => {
    const { id } = await stripe.tokens.create({ card: { number: '4242424242424242', exp_month: '12', exp_year: '2041' } });
    return ['/v1/tokens/:id', `/v1/tokens/${id}`];
  },
  async () => {
    const { id } = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example.com/thanks',
    });
    return ['/v1/confirmation_tokens/:id', `/v1/confirmation_tokens/${id}`];
  },
  async () => {
    const { id } = await stripe.setupIntents.create({ payment_method: 'pm_card_visa', confirm: true });
    return ['/v1/setup_attempts', `/v1/setup_attempts?setup_intent=${id}`];
  },
];

interface Answer {
  readonly route: AnyRoute;
  readonly path: string;
  readonly body: unknown;
}

let components: Readonly<Record<string, JsonSchema>>;
let answers: Answer[];

const sessionOnly = ({ permission, path }: AnyRoute): boolean => permission !== 'public' && path.startsWith('/guichet');

/** The query of a list that wants to know whose it is: the newest object of that kind. Undefined where something else is required. */
async function requiredQuery(route: AnyRoute, ask: (path: string, route: AnyRoute) => Promise<unknown>): Promise<string | undefined> {
  const [name, ...others] = describeSchema(route.query)?.required ?? [];
  if (name === undefined) return '';
  const owners = whole.server.routes.find(({ method, path }) => method === 'GET' && path === `/v1/${name}s`);
  if (owners === undefined || others.length > 0) return undefined;
  const { data: [newest] = [] } = (await ask(`${owners.path}?limit=1`, owners)) as { data?: { id?: string }[] };
  return newest?.id === undefined ? undefined : `${name}=${newest.id}&`;
}

/** `GET /v1/charges/:id` belongs to the list at `/v1/charges`: its newest elements are asked for. */
async function pathsOf(route: AnyRoute, ask: (path: string, route: AnyRoute) => Promise<unknown>): Promise<string[]> {
  const query = await requiredQuery(route, ask);
  if (query === undefined) return [];
  if (!route.path.includes(':')) return [`${route.path}?${query}`];
  const [, list = ''] = /^([^:]+)\/:\w+/.exec(route.path) ?? [];
  // Stripe has no list of some resources; the terminal's own list then has their ids.
  const listAt = (at: string) => whole.server.routes.find(({ method, path }) => method === 'GET' && path === at);
  const parent = listAt(list) ?? listAt(`/guichet${list}`);
  if (parent === undefined || route.path.split(':').length > 2) return [];
  const { data = [] } = (await ask(`${parent.path}?${await requiredQuery(parent, ask)}limit=5`, parent)) as { data?: { id?: string }[] };
  return data.flatMap(({ id }) => (id === undefined ? [] : [route.path.replace(/:\w+/, id)]));
}

const isReadable = ({ method, answers: type }: AnyRoute): boolean => method === 'GET' && !(typeof type === 'object' && 'file' in type);

/** Everything that can be read here but files. */
async function readAll(): Promise<Answer[]> {
  const session = await signIn(whole);
  const key = { authorization: `Bearer ${whole.key}` };
  const ask = async (path: string, route: AnyRoute): Promise<unknown> => {
    const response = await fetch(whole.base + path, { headers: sessionOnly(route) ? session : key });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return response.status === 200 && isJson ? response.json() : undefined;
  };
  const read: Answer[] = [];
  for (const route of whole.server.routes.filter(isReadable)) {
    const isPaged = describeSchema(route.query)?.properties?.limit !== undefined;
    for (const path of await pathsOf(route, ask)) {
      const body = await ask(isPaged ? `${path}${path.includes('?') ? '' : '?'}limit=100` : path, route);
      if (body !== undefined) read.push({ route, path, body });
    }
  }
  for (const make of UNLISTED) {
    const [pattern, path] = await make();
    const route = whole.server.routes.find((each) => each.method === 'GET' && each.path === pattern);
    if (route !== undefined) read.push({ route, path, body: await ask(path, route) });
  }
  return read;
}

/** How much a reader can see in an object. */
const filled = (value: unknown): number => {
  if (typeof value !== 'object') return 1;
  return value === null ? 0 : Object.values(value).reduce((sum: number, each) => sum + filled(each), 0);
};

const shortened = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'string' && each.length > LONGEST_TEXT ? `${each.slice(0, LONGEST_TEXT)}…` : each,
  );

/** The fullest object of each type. */
function fullest(): Record<string, unknown> {
  const examples: Record<string, unknown> = {};
  for (const { route, body } of answers) {
    const type = answeredType(route.answers) ?? '';
    const isList = typeof route.answers === 'object';
    for (const object of isList ? (body as { data: unknown[] }).data : [body])
      if (!(type in examples) || filled(object) > filled(examples[type])) examples[type] = shortened(object);
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('what is answered', () => {
  beforeAll(async () => {
    const document = (await (await fetch(`${whole.base}/openapi.json`)).json()) as OpenApiDocument;
    components = document.components.schemas;
    for (const make of MAKERS) await make();
    // Readers are shown a place where places are.
    expect(await askAsOwner(whole, '/guichet/v1/business', { time_zone: 'Europe/Paris' })).toMatchObject({ status: 200 });
    answers = await readAll();
    if (process.env.GUICHET_RENEW_EXAMPLES === '1') writeFileSync(FILE, `${JSON.stringify(fullest(), null, 2)}\n`);
  });

  it('has the shape that is documented, in every object that the other cases left behind', () => {
    const problems = answers.flatMap(({ route, path, body }) => problemsIn(answerSchema(route), body, components, path));
    expect(problems).toEqual([]);
    expect(answers.length).toBeGreaterThan(30);
  });

  it('has an example for each resource, in the shape that it has now', () => {
    const examples = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
    const problems = Object.entries(examples).flatMap(([type, example]) => problemsIn({ $ref: `/${type}` }, example, components, type));
    expect(problems, `Renew them: ${RENEW}`).toEqual([]);
    const answered = whole.server.routes
      .filter(({ path }) => path.startsWith('/v1/'))
      .flatMap(({ answers: type }) => answeredType(type) ?? []);
    expect(
      [...new Set(answered)].filter((type) => !(type in examples)),
      `No example yet. Make one: ${RENEW}`,
    ).toEqual([]);
  });
});
