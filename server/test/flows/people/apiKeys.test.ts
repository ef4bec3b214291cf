import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql, type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { type Answer, Browser, dropKeysDir, newKeysDir, OWNER, openPlace, ownersBrowser, type Place } from './place.ts';

const SECOND_MS = 1000;
const TEST_KEY = 'sk_test_chosen4711';
const keysDir = newKeysDir();
let database: TestDatabase;
let place: Place;
/** Another server of the same place, with a clock of its own. */
let other: Place;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  place = await openPlace(database, keysDir, { owner: OWNER, testKey: TEST_KEY });
  other = await openPlace(database, keysDir);
  await place.people.unattendedSetUp();
  browser = await ownersBrowser(place);
});

afterAll(async () => {
  await place.close();
  await other.close();
  await database.close();
  dropKeysDir(keysDir);
});

interface KeyBody {
  readonly id: string;
  readonly secret: string;
}

const make = async (name: string): Promise<KeyBody> => (await browser.post('/guichet/v1/api_keys', { name })).body as unknown as KeyBody;
const list = async () => (await browser.get('/guichet/v1/api_keys')).body.data as unknown as Record<string, unknown>[];
const ask = (authorization: string, server: Place = place): Promise<Answer> =>
  new Browser(server.base).send('GET', '/guichet/v1/staff', undefined, { authorization });
const basic = (user: string): string => `Basic ${Buffer.from(`${user}:`).toString('base64')}`;

describe('a key', () => {
  it('may do no more than its maker', async () => {
    await runSql(database.ownerPool, "UPDATE members SET role = 'developer'");
    const { secret } = await make('Small');
    await runSql(database.ownerPool, "UPDATE members SET role = 'owner'");
    const send = (path: string) => new Browser(place.base).send('GET', path, undefined, { authorization: `Bearer ${secret}` });
    expect((await send('/guichet/v1/activity')).body.error?.code).toBe('forbidden');
    expect((await send('/guichet/v1/staff')).status).toBe(200);
  });

  it('is made by a person, shown once, and stored as a hash', async () => {
    const answer = await browser.post('/guichet/v1/api_keys', { name: 'Shop' });
    const { secret, ...shown } = answer.body as unknown as KeyBody;
    expect(secret).toMatch(/^sk_test_[0-9A-Za-z]{32,}$/);
    expect(shown).toEqual({
      id: expect.stringMatching(/^key_\w+$/),
      name: 'Shop',
      type: 'secret',
      last4: secret.slice(-4),
      livemode: false,
      created: Math.floor(place.clock.now().getTime() / 1000),
      created_by: { id: expect.any(String), name: OWNER.name },
      last_used: null,
      revoked: null,
      ceilings: { charge: null, refund: null, day: null },
    });
    expect((await list())[0]).toEqual(shown);
    expect(JSON.stringify(await list())).not.toContain(secret);
    const rows = await place.db.query(
      '',
      'SELECT api_keys::text AS row FROM api_keys UNION ALL SELECT activity_lines::text FROM activity_lines',
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows.length).toBeGreaterThan(3);
  });

  it.each([
    ['Bearer', (secret: string) => `Bearer ${secret}`],
    ['bearer in small letters', (secret: string) => `bearer ${secret}`],
    ['Basic', basic],
  ])('is taken as %s', async (_scheme, header) => {
    expect((await ask(header((await make('x')).secret))).status).toBe(200);
    expect((await ask(header(TEST_KEY))).status).toBe(200);
  });

  it.each([
    [undefined, 'No valid API key was given. Send it as "Authorization: Bearer sk_test_…".'],
    ['Bearer', 'No valid API key was given. Send it as "Authorization: Bearer sk_test_…".'],
    ['Digest abc', 'No valid API key was given. Send it as "Authorization: Bearer sk_test_…".'],
    ['Basic !!!', 'No valid API key was given. Send it as "Authorization: Bearer sk_test_…".'],
    [`Bearer sk_test_${'a'.repeat(36)}WXYZ`, 'Invalid API key provided: sk_…WXYZ'],
    ['Bearer sk_test_abcd', 'Invalid API key provided.'],
    [`Bearer ${'4242'.repeat(4)}`, 'Invalid API key provided.'],
    [`Bearer ${TEST_KEY}x`, 'Invalid API key provided: sk_…711x'],
  ])('is refused as %j', async (authorization, message) => {
    const { status, body } = await new Browser(place.base).send(
      'GET',
      '/guichet/v1/staff',
      undefined,
      authorization === undefined ? {} : { authorization },
    );
    expect([status, body.error]).toEqual([401, { type: 'authentication_error', code: 'unauthorized', message }]);
  });

  it('acts for its account, and can neither make nor see keys nor be a person', async () => {
    for (const [method, path] of [
      ['GET', '/guichet/v1/api_keys'],
      ['POST', '/guichet/v1/api_keys'],
      ['GET', '/guichet/v1/session'],
    ] as const) {
      const { status, body } = await browser.send(method, path, method === 'POST' ? { name: 'x' } : undefined, {
        authorization: `Bearer ${TEST_KEY}`,
      });
      expect([status, body.error?.code], path).toEqual([403, 'forbidden']);
    }
  });

  it('counts for more than a session that comes along', async () => {
    const headers = { ...browser.headers, authorization: 'Bearer sk_test_nobodyknowsthisone' };
    expect((await browser.send('GET', '/guichet/v1/staff', undefined, headers)).status).toBe(401);
  });

  it.each([
    [{}, 'parameter_missing'],
    [{ name: '' }, 'parameter_invalid_empty'],
    [{ name: 'x'.repeat(101) }, 'parameter_invalid_string'],
  ])('is not made of %j', async (body, code) => {
    expect((await browser.post('/guichet/v1/api_keys', body)).body.error?.code).toBe(code);
  });
});

describe('a revoked key', () => {
  it('stops at once where it was revoked, and elsewhere within ten seconds', async () => {
    const { id, secret } = await make('Short-lived');
    for (const server of [place, other]) expect((await ask(`Bearer ${secret}`, server)).status).toBe(200);
    const answer = await browser.post(`/guichet/v1/api_keys/${id}/revoke`);
    expect(answer.body).toMatchObject({ id, revoked: Math.floor(place.clock.now().getTime() / 1000) });
    const { status, body } = await ask(`Bearer ${secret}`);
    expect([status, body.error?.code]).toEqual([401, 'api_key_expired']);
    other.clock.advance(10 * SECOND_MS);
    expect((await ask(`Bearer ${secret}`, other)).body.error?.code).toBe('api_key_expired');
  });

  it('is revoked once', async () => {
    const { id } = await make('Twice');
    const first = await browser.post(`/guichet/v1/api_keys/${id}/revoke`);
    place.clock.advance(SECOND_MS);
    expect((await browser.post(`/guichet/v1/api_keys/${id}/revoke`)).body).toEqual(first.body);
    const lines = (await browser.get('/guichet/v1/activity')).body.data as unknown as {
      action: string;
      target: string;
      actor: { name: string };
    }[];
    expect(lines.filter(({ target }) => target === id).map(({ action, actor }) => [action, actor.name])).toEqual([
      ['api_key.revoke', OWNER.name],
      ['api_key.create', OWNER.name],
    ]);
  });

  it('has to exist', async () => {
    const { status, body } = await browser.post('/guichet/v1/api_keys/key_nothere/revoke');
    expect([status, body.error?.code]).toEqual([404, 'resource_missing']);
  });
});

describe('authentication by key', () => {
  /** How many questions about keys reach the database while `body` runs. */
  async function questions(body: () => Promise<unknown>): Promise<number> {
    const before = place.db.query;
    let asked = 0;
    const counting: typeof before = (name, ...rest) => {
      asked += name === 'find API key' ? 1 : 0;
      return before(name, ...rest);
    };
    Object.assign(place.db, { query: counting });
    await body();
    await place.people.close();
    Object.assign(place.db, { query: before });
    return asked;
  }

  it('asks the database once for many requests, and in steady use beside them', async () => {
    const { secret } = await make('Busy');
    const use = () => ask(`Bearer ${secret}`);
    expect(await questions(() => Promise.all(Array.from({ length: 20 }, use)))).toBe(1);
    place.clock.advance(4999);
    expect(await questions(use)).toBe(0);
    place.clock.advance(1);
    expect(await questions(use)).toBe(1);
    expect(await questions(use)).toBe(0);
    place.clock.advance(10 * SECOND_MS);
    expect(await questions(use)).toBe(1);
  });

  it('notes at most once a minute that a key is used', async () => {
    const { id, secret } = await make('Noted');
    const lastUsed = async () => (await list()).find((key) => key.id === id)?.last_used;
    const use = async () => {
      await ask(`Bearer ${secret}`);
      await place.people.close();
      return lastUsed();
    };
    const start = Math.floor(place.clock.now().getTime() / 1000);
    expect(await use()).toBe(start);
    place.clock.advance(59 * SECOND_MS);
    expect(await use()).toBe(start);
    place.clock.advance(SECOND_MS);
    expect(await use()).toBe(start + 60);
  });
});
