import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { Browser, dropKeysDir, newKeysDir, OWNER, openPlace, ownersBrowser, type Place } from './place.ts';

const MINUTE_MS = 60_000;
const keysDir = newKeysDir();
let database: TestDatabase;
let place: Place;

beforeAll(async () => {
  database = await testDatabase();
  place = await openPlace(database, keysDir, { owner: OWNER });
  await place.people.unattendedSetUp();
});

afterAll(async () => {
  await place.close();
  await database.close();
  dropKeysDir(keysDir);
});

const actions = async (browser: Browser) => {
  const { body } = await browser.get('/guichet/v1/activity?limit=100');
  return body.data as unknown as { action: string; target: string | null; details: Record<string, unknown>; actor: object; ip: string }[];
};

describe('signing in', () => {
  it('opens a session whose cookie scripts and other sites can not use', async () => {
    const browser = new Browser(place.base);
    const answer = await browser.signIn('Owner@Example.com', OWNER.password);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain('token');
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^guichet\.session_token=/);
    expect(cookies[0]).toContain('HttpOnly');
    expect(cookies[0]).toContain('SameSite=Lax');
    expect(cookies[0]).toContain('Max-Age=43200');
    expect(cookies[0]).not.toContain('Secure');
    expect((await browser.learnAccount()).body).toMatchObject({
      person: { name: OWNER.name, email: OWNER.email, language: 'en' },
      account: { business_name: 'Chez Odile', country: 'FR', default_currency: 'eur', time_zone: 'Europe/Paris' },
      livemode: false,
      role: 'owner',
      idle_timeout_seconds: 900,
      mail: { configured: false },
    });
  });

  it('marks the cookie as secure where browsers come over HTTPS', async () => {
    const secure = await openPlace(database, keysDir, { publicUrl: 'https://pay.example.com', secureCookies: true });
    const browser = new Browser(secure.base);
    const headers = { origin: 'https://pay.example.com' };
    const answer = await browser.send('POST', '/guichet/auth/sign-in/email', { email: OWNER.email, password: OWNER.password }, headers);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-guichet\.session_token=.*Secure/);
    const session = await browser.send('POST', '/guichet/v1/session', { language: 'en' }, { ...headers, cookie: browser.cookie });
    expect(session.status).toBe(200);
    await secure.close();
    // Two servers' lines of one millisecond stand in any order.
    place.clock.advance(MINUTE_MS);
  });

  it.each([
    [OWNER.email, 'wrong password 1'],
    ['nobody@example.com', OWNER.password],
  ])('answers %s with %s alike', async (email, password) => {
    const { status, body, headers } = await new Browser(place.base).signIn(email, password);
    expect([status, body.error?.code, body.error?.message]).toEqual([401, 'sign_in_wrong', 'The e-mail address or the password is wrong.']);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it.each([
    [{ email: OWNER.email }, 'parameter_missing'],
    [{ email: 'nobody', password: 'x' }, 'email_invalid'],
    [{ email: OWNER.email, password: 'x'.repeat(129) }, 'parameter_invalid_string'],
    [{ email: OWNER.email, password: 7 }, 'parameter_invalid_string'],
    [{ email: OWNER.email, password: 'x', callbackURL: 'https://elsewhere.example' }, 'parameter_unknown'],
  ])('refuses %j', async (body, code) => {
    const answer = await new Browser(place.base).post('/guichet/auth/sign-in/email', body);
    expect([answer.status, answer.body.error?.code]).toEqual([400, code]);
  });

  it.each([
    '/sign-up/email',
    '/get-session',
    '/list-sessions',
    '/change-password',
    '/reset-password',
    '/update-user',
    '/delete-user',
    '/sign-in/social',
    '/ok',
  ])('keeps better-auth’s %s shut', async (path) => {
    const browser = await ownersBrowser(place);
    for (const method of ['GET', 'POST']) {
      const { status, body } = await browser.send(method, `/guichet/auth${path}`, method === 'POST' ? {} : undefined);
      expect([status, body.error?.code]).toEqual([404, 'unknown_address']);
    }
  });

  it('keeps neither password nor session token of a sign-in in the log, and the address of an unknown person with the account', async () => {
    const browser = await ownersBrowser(place);
    await new Browser(place.base).signIn('stranger@example.com', 'not my password 9');
    const lines = await actions(browser);
    expect(lines[0]).toMatchObject({
      action: 'sign_in.failed',
      target: null,
      actor: { kind: 'system' },
      ip: '127.0.0.1',
      details: { reason: 'wrong', email: 'stranger@example.com' },
    });
    expect(lines[1]).toMatchObject({ action: 'sign_in', actor: { kind: 'person', name: OWNER.name } });
    expect(JSON.stringify(lines)).not.toContain('not my password');
  });

  it('ends the session when asked', async () => {
    const browser = await ownersBrowser(place);
    const cookie = browser.cookie;
    const answer = await browser.post('/guichet/auth/sign-out', {});
    expect(answer.status).toBe(200);
    expect(browser.cookie).toBe('');
    const late = await browser.send('GET', '/guichet/v1/session', undefined, { cookie });
    expect([late.status, late.body.error?.code]).toEqual([401, 'session_expired']);
    expect((await actions(await ownersBrowser(place)))[1]).toMatchObject({ action: 'sign_out', details: { reason: 'asked' } });
  });
});

describe('lock-out', () => {
  /** No lock is left, and the right password makes the counting begin anew. */
  beforeEach(async () => {
    place.clock.advance(31 * MINUTE_MS);
    await ownersBrowser(place);
  });

  const tries = async (email: string, count: number, password = 'wrong password 1') => {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < count; n += 1) codes.push((await new Browser(place.base).signIn(email, password)).body.error?.code);
    return codes;
  };

  it.each([OWNER.email, 'nobody.at.all@example.com'])('locks %s for half an hour after ten wrong passwords', async (email) => {
    expect(await tries(email, 12)).toEqual([...Array(10).fill('sign_in_wrong'), 'account_locked', 'account_locked']);
    place.clock.advance(30 * MINUTE_MS - 1);
    expect(await tries(email, 1, OWNER.password)).toEqual(['account_locked']);
    place.clock.advance(1);
    expect(await tries(email, 1)).toEqual(['sign_in_wrong']);
  });

  it('answers a locked person with 403 in our error shape, and logs it', async () => {
    await tries(OWNER.email, 10);
    const { status, body } = await new Browser(place.base).signIn(OWNER.email, OWNER.password);
    expect([status, body.error?.code]).toEqual([403, 'account_locked']);
    place.clock.advance(30 * MINUTE_MS);
    const lines = await actions(await ownersBrowser(place));
    expect(lines.slice(1, 4).map(({ action, details }) => [action, details.reason])).toEqual([
      ['sign_in.failed', 'locked'],
      ['sign_in.locked', undefined],
      ['sign_in.failed', 'wrong'],
    ]);
  });

  it('counts anew after the right password', async () => {
    await tries(OWNER.email, 9);
    expect(await tries(OWNER.email, 1, OWNER.password)).toEqual([undefined]);
    expect(await tries(OWNER.email, 9)).toEqual(Array(9).fill('sign_in_wrong'));
    expect(await tries(OWNER.email, 1, OWNER.password)).toEqual([undefined]);
  });

  it('looks at ten passwords, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, () => tries('crowd@example.com', 1)));
    expect(answers.flat().filter((code) => code === 'sign_in_wrong')).toHaveLength(10);
    expect(answers.flat().filter((code) => code === 'account_locked')).toHaveLength(15);
  });
});

describe('a session', () => {
  it('ends after 15 minutes without a person, whatever the page asks by itself', async () => {
    const browser = await ownersBrowser(place);
    place.clock.advance(14 * MINUTE_MS);
    expect((await browser.get('/guichet/v1/session')).status).toBe(200);
    expect((await browser.get('/guichet/v1/staff')).status).toBe(200);
    place.clock.advance(MINUTE_MS);
    const { status, body } = await browser.get('/guichet/v1/session');
    expect([status, body.error?.code]).toEqual([401, 'session_expired']);
    expect((await actions(await ownersBrowser(place)))[1]).toMatchObject({ action: 'sign_out', details: { reason: 'session_over' } });
  });

  it.each([
    ['a change', (browser: Browser) => browser.post('/guichet/v1/session', { language: 'en' })],
    ['a page that tells of a person', (browser: Browser) => browser.get('/guichet/v1/session?activity=1')],
    [
      'a read that a person asked for',
      (browser: Browser) => browser.send('GET', '/guichet/v1/staff', undefined, { ...browser.headers, 'guichet-activity': '1' }),
    ],
  ])('goes on with %s', async (_what, act) => {
    const browser = await ownersBrowser(place);
    for (let n = 0; n < 3; n += 1) {
      place.clock.advance(14 * MINUTE_MS);
      expect((await act(browser)).status).toBe(200);
    }
    place.clock.advance(15 * MINUTE_MS);
    expect((await act(browser)).status).toBe(401);
  });

  it('ends twelve hours after sign-in, also in use', async () => {
    const browser = await ownersBrowser(place);
    for (let n = 0; n < 71; n += 1) {
      place.clock.advance(10 * MINUTE_MS);
      expect((await browser.get('/guichet/v1/session?activity=1')).status).toBe(200);
    }
    place.clock.advance(10 * MINUTE_MS);
    expect((await browser.get('/guichet/v1/session?activity=1')).status).toBe(401);
  });

  it('that is over is ended and noted once, by the sweep or by who comes first', async () => {
    const sweep = place.people.tasks.find(({ name }) => name === 'end idle sessions');
    place.clock.advance(15 * MINUTE_MS);
    await sweep?.run();
    const browser = await ownersBrowser(place);
    place.clock.advance(15 * MINUTE_MS);
    await Promise.all([sweep?.run(), browser.get('/guichet/v1/session'), sweep?.run(), browser.get('/guichet/v1/session')]);
    expect(await place.db.query('', 'SELECT FROM auth."session"')).toEqual([]);
    const lines = await actions(await ownersBrowser(place));
    expect(lines.slice(0, 3).map(({ action }) => action)).toEqual(['sign_in', 'sign_out', 'sign_in']);
  });

  it('remembers the language of its person', async () => {
    const browser = await ownersBrowser(place);
    expect((await browser.post('/guichet/v1/session', { language: 'it' })).body.person).toMatchObject({ language: 'it' });
    expect((await (await ownersBrowser(place)).learnAccount()).body.person).toMatchObject({ language: 'it' });
    const refused = await browser.post('/guichet/v1/session', { language: 'de' });
    expect([refused.status, refused.body.error?.param]).toEqual([400, 'language']);
  });

  it('lists who works here', async () => {
    const browser = await ownersBrowser(place);
    expect((await browser.get('/guichet/v1/staff')).body.data).toEqual([
      { id: expect.stringMatching(/^\w{32}$/), name: OWNER.name, role: 'owner', role_name: null },
    ]);
  });
});

describe('requests from elsewhere', () => {
  const code = async (answer: Promise<{ status: number; body: { error?: { code?: string } } }>) => {
    const { status, body } = await answer;
    return [status, body.error?.code];
  };

  it('need the headers that name account and mode', async () => {
    const browser = await ownersBrowser(place);
    const { cookie, origin } = browser.headers as { cookie: string; origin: string };
    expect(await code(browser.send('GET', '/guichet/v1/staff', undefined, { cookie }))).toEqual([401, 'unauthorized']);
    expect(await code(browser.send('POST', '/guichet/v1/api_keys', { name: 'x' }, { cookie, origin }))).toEqual([401, 'unauthorized']);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
  ])('are refused from %s', async (_what, given) => {
    const browser = await ownersBrowser(place);
    const headers = { ...browser.headers, ...given };
    for (const [method, path, body] of [
      ['POST', '/guichet/v1/api_keys', { name: 'x' }],
      ['POST', '/guichet/v1/session', { language: 'fr' }],
      ['POST', '/guichet/auth/sign-in/email', { email: OWNER.email, password: OWNER.password }],
      ['POST', '/guichet/auth/sign-out', {}],
      ['GET', '/guichet/v1/staff', undefined],
    ] as const) {
      expect(await code(browser.send(method, path, body, headers)), path).toEqual([403, 'forbidden']);
    }
    expect((await browser.get('/guichet/v1/staff')).status).toBe(200);
  });

  it('are refused when a change says no origin, or a read another site', async () => {
    const browser = await ownersBrowser(place);
    const { origin: _, ...headers } = browser.headers;
    expect(await code(browser.send('POST', '/guichet/v1/session', { language: 'fr' }, headers))).toEqual([403, 'forbidden']);
    expect(await code(browser.send('GET', '/guichet/v1/staff', undefined, { ...headers, 'sec-fetch-site': 'cross-site' }))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it.each([
    [{ 'guichet-account': 'acct_other' }, 403, 'account_mismatch'],
    [{ 'guichet-mode': 'live' }, 403, 'account_mismatch'],
    [{ cookie: 'guichet.session_token=forged.signature' }, 401, 'session_expired'],
    [{ cookie: '' }, 401, 'session_expired'],
  ])('are refused with %j', async (given, status, wanted) => {
    const browser = await ownersBrowser(place);
    expect(await code(browser.send('GET', '/guichet/v1/staff', undefined, { ...browser.headers, ...given }))).toEqual([status, wanted]);
  });

  it('get nowhere with a token whose signature is wrong', async () => {
    const browser = await ownersBrowser(place);
    const forged = `${browser.cookie.slice(0, -10)}AAAAAAAAAA`;
    expect(await code(browser.send('GET', '/guichet/v1/staff', undefined, { ...browser.headers, cookie: forged }))).toEqual([
      401,
      'session_expired',
    ]);
  });
});
