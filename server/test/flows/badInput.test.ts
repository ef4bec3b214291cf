import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FUZZ_LIMIT_MS, fuzzRuns } from '../harness/fuzz.ts';
import { signIn } from '../harness/signIn.ts';
import { startWholeServer, type WholeServer } from '../harness/wholeServer.ts';
import { baseRequest } from './badInput/baseRequest.ts';
import { type ExistingObjects, makeObjects, moveToAnotherPlace } from './badInput/existingObjects.ts';
import {
  againstTheDescription,
  asItIs,
  badAddresses,
  badHeaders,
  badMethods,
  type Flawed,
  isSound,
  missingValues,
  nameOf,
  oddRequest,
  type Target,
  unknownNames,
  unreadable,
  withOtherIds,
  wrongValues,
} from './badInput/flaws.ts';
import { type RawAnswer, rawClient } from './badInput/rawRequest.ts';

// Thousands of requests, one for each flaw of each parameter: more with each route.
vi.setConfig({ testTimeout: Math.max(180_000, FUZZ_LIMIT_MS) });

// Passwords cost a tenth of a second each; who signs out is not there for the next request; and neither an archive nor a page is JSON.
const NOT_TRIED = [
  'POST /guichet/auth/sign-in/email',
  'POST /guichet/auth/sign-out',
  'GET /guichet/v1/fiscal/archive',
  'GET /pay/fields',
  'GET /guichet/v1/activity/export',
  'GET /guichet/v1/exports/:what',
  'GET /guichet/v1/reports/breakdown/export',
  'GET /guichet/v1/reports/sales/export',
  'GET /guichet/v1/receipt_template/pdf',
  'GET /guichet/v1/receipt/pdf',
  'GET /guichet/v1/messages/:id/pdf',
];

type Headers = Readonly<Record<string, string>>;
const CALLERS = ['key', 'session'] as const;
const SEED = 20_261_122;
const RUNS_OF_EACH_KIND = 350;
/** A loaded machine tries fewer, so that the whole stays within some twenty seconds. */
const LIMIT_MS = 3_000;
const bounded = (usual: number) =>
  process.env.FUZZ_RUNS === undefined ? { seed: SEED, numRuns: usual, interruptAfterTimeLimit: LIMIT_MS } : fuzzRuns(usual);

let whole: WholeServer;
let existing: ExistingObjects;
let client: ReturnType<typeof rawClient>;
let targets: Target[];
let headersOf: Readonly<Record<(typeof CALLERS)[number], Headers>>;

// What changes by itself: sessions and keys note that they are used, and lines of the activity log are sealed beside requests.
const MOVING = ['api_keys', 'activity_seals', 'activity_heads', 'ledger_checkpoints'];

/** Everything that is stored of the first place here, as one digest per table. */
async function contents(): Promise<Record<string, string>> {
  const owner = new pg.Client(whole.database.ownerPool);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> ALL ($1) ORDER BY 1",
      [MOVING],
    );
    const digests: Record<string, string> = {};
    for (const { name } of rows) {
      const digest = await owner.query<{ md5: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS md5 FROM "${name}" t
          WHERE coalesce((to_jsonb(t) ->> 'tenant_id')::integer, 1) = 1`,
      );
      digests[name] = digest.rows[0]?.md5 ?? '';
    }
    return digests;
  } finally {
    await owner.end();
  }
}

interface Refusal {
  readonly error: { readonly type: unknown; readonly code: unknown; readonly message: unknown; readonly param?: string };
}

/** Every refusal has the wire's shape; where a parameter is at fault, it is named. */
function assertRefused({ method, target, param }: Flawed, { status, text }: RawAnswer): void {
  const shown = `${method} ${target.slice(0, 120)} answered ${status}: ${text.slice(0, 300)}`;
  expect(status, shown).toBeGreaterThanOrEqual(400);
  expect(status, shown).toBeLessThan(500);
  const { error } = JSON.parse(text) as Refusal;
  expect([typeof error.type, typeof error.code, typeof error.message], shown).toEqual(['string', 'string', 'string']);
  expect(error.message, shown).not.toBe('');
  // Who may not call at all, or whose request can't even be read, hears nothing about parameters.
  const isAboutParameters = status === 400 && error.code !== 'malformed_body';
  if (param !== undefined && isAboutParameters) expect(error.param?.split('[', 1)[0], shown).toBe(param);
}

async function refuse(flawed: Flawed, headers: Headers): Promise<void> {
  assertRefused(flawed, await client.send({ ...flawed, headers: { ...headers, ...flawed.headers } }));
}

const known = (): ReadonlySet<string> => new Set(targets.map(nameOf));

const KINDS: Readonly<Record<string, (target: Target) => readonly (Flawed | (() => Flawed | null))[]>> = {
  'a parameter with a value that it cannot have': wrongValues,
  'a name that nobody knows': unknownNames,
  'a body or a query that cannot be read, or is too large': unreadable,
  'an address that names nothing': badAddresses,
  'a method that the address does not take': (target) => badMethods(target, known()),
  'headers that are wrong': badHeaders,
};

beforeAll(async () => {
  whole = await startWholeServer();
  client = rawClient(whole.base);
  const session = await signIn(whole);
  headersOf = { key: { authorization: `Bearer ${whole.key}` }, session };
  existing = await makeObjects(whole, session);
  targets = whole.server.routes.map((route) => ({ route, base: baseRequest(route, existing) }));
});
afterAll(async () => {
  client.close();
  await whole.close();
});

describe('wrong input is refused with a name, and nothing is written', () => {
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await contents();
  });
  afterAll(async () => {
    expect(await contents()).toEqual(before);
  });

  it('the requests that flaws are put into have none', () => {
    expect(targets.filter((target) => !isSound(target)).map(nameOf)).toEqual([]);
  });

  it('whatever a description rules out is refused by the parser that it stands beside', () => {
    const flaws = targets.flatMap((target) => againstTheDescription(target).map((flaw) => ({ ...flaw, of: nameOf(target) })));
    expect(flaws.length).toBeGreaterThan(500);
    const taken = flaws.filter(({ isRefused }) => !isRefused).map(({ of, param, value }) => [of, param, value]);
    expect(taken).toEqual([]);
  });

  it('one value of each parameter that its description rules out, over the wire', async () => {
    for (const target of targets) {
      const byParam = Map.groupBy(againstTheDescription(target), ({ param }) => param);
      for (const flaws of byParam.values()) await Promise.all(flaws.slice(0, 3).map((flawed) => refuse(flawed, headersOf.session)));
    }
  });

  it('ids of nothing, of another kind, and of another place', async () => {
    const idsFor = (prefix: string) => [
      `${prefix}_none00000000000000000000`,
      existing.idFor(prefix === 'evt' ? 'cus' : 'evt'),
      ...existing.elsewhere(prefix),
    ];
    const asked = targets.filter((target) => !NOT_TRIED.includes(nameOf(target))).flatMap((target) => withOtherIds(target, idsFor));
    expect(asked.length).toBeGreaterThan(100);
    for (const request of asked) {
      const { status, text } = await client.send({ ...request, headers: { ...headersOf.session, ...request.headers } });
      const shown = `${request.method} ${request.target} ${request.body} answered ${status}: ${text.slice(0, 300)}`;
      // A list that is narrowed to what is not there is empty; everything else is refused.
      if (status >= 400) assertRefused(request, { status, text });
      else expect([request.method, (JSON.parse(text) as { data?: unknown[] }).data], shown).toEqual(['GET', []]);
    }
  });

  it.each(CALLERS)('every required parameter left out, asked with a %s', async (caller) => {
    const flaws = targets.flatMap(missingValues);
    expect(flaws.length).toBeGreaterThan(30);
    for (const flawed of flaws) await refuse(flawed, headersOf[caller]);
  });

  it.each(Object.keys(KINDS))('%s', async (kind) => {
    const flaws = targets.flatMap((target) => KINDS[kind]?.(target) ?? []);
    const property = fc.asyncProperty(fc.constantFrom(...flaws), fc.constantFrom(...CALLERS), (flaw, caller) => {
      const flawed = typeof flaw === 'function' ? flaw() : flaw;
      fc.pre(flawed !== null);
      return refuse(flawed, headersOf[caller]);
    });
    await fc.assert(property, bounded(Math.min(RUNS_OF_EACH_KIND, 2 * flaws.length)));
  });
});

it('somebody of another place sees and changes nothing here', async () => {
  // In the long run, whoever signed in at its beginning would have to prove anew who they are.
  const key = await moveToAnotherPlace(whole, await signIn(whole));
  const before = await contents();
  const tried = targets.filter((target) => !NOT_TRIED.includes(nameOf(target)) && target.route.permission !== 'public');
  let answered = 0;
  for (const target of tried) {
    const request = asItIs(target);
    const { status, text } = await client.send({ ...request, headers: { authorization: `Bearer ${key}`, ...request.headers } });
    const shown = `${request.method} ${request.target} ${request.body} answered ${status}: ${text.slice(0, 300)}`;
    expect(status, shown).toBeLessThan(500);
    if (target.base.params !== undefined) expect(status, shown).toBeGreaterThanOrEqual(400);
    if (status < 400) for (const id of existing.ids) expect(text, shown).not.toContain(id);
    if (status < 400) answered += 1;
  }
  expect(answered).toBeGreaterThan(10);
  expect(await contents()).toEqual(before);
});

const oddValue = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.bigInt({ min: -10n, max: 10n ** 13n }).map(String),
  fc.constantFrom(
    '',
    'true',
    'eur',
    'jpy',
    'card',
    'pm_card_visa',
    'tok_visa',
    'ada@example.com',
    '%',
    '_',
    '\\',
    "'",
    '2026-02-29',
    '9999-12-31',
  ),
);

it('whatever is well-formed and makes no sense is never a fault of the server', async () => {
  const tried = targets.filter((target) => !NOT_TRIED.includes(nameOf(target)));
  const odd = fc.array(fc.record({ at: fc.nat(200), value: oddValue }), { minLength: 1, maxLength: 3 });
  const property = fc.asyncProperty(fc.constantFrom(...tried), odd, fc.constantFrom(...CALLERS), async (target, changes, caller) => {
    const asked = oddRequest(target, changes);
    const { status, text } = await client.send({ ...asked, headers: { ...headersOf[caller], ...asked.headers } });
    expect(status, `${asked.method} ${asked.target} ${asked.body} answered ${text}`).toBeLessThan(500);
    expect(typeof JSON.parse(text)).toBe('object');
  });
  await fc.assert(property, bounded(RUNS_OF_EACH_KIND));
});

it('left no error in the log', () => {
  expect(whole.errors).toEqual([]);
});
