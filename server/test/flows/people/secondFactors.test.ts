import type { ActivityView, ListOf } from '@guichet/contract/terminal.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { oneTimeCode } from '../../harness/oneTimeCode.ts';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { Browser, BUSINESS, dropKeysDir, newKeysDir, OWNER, openPlace, ownersBrowser, type Place } from './place.ts';

const MINUTE_MS = 60_000;

const COLLEAGUE = { id: 'u_colleague', email: 'colleague@example.com' };

let database: TestDatabase;
let keysDir: string;
let place: Place;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  keysDir = newKeysDir();
  place = await openPlace(database, keysDir, { owner: OWNER, business: BUSINESS });
  await place.people.unattendedSetUp();
  owner = new pg.Client(database.ownerPool);
  await owner.connect();
  const hash = (await owner.query(`SELECT password FROM auth."account" LIMIT 1`)).rows[0].password;
  const { account } = (await owner.query('SELECT account FROM set_up')).rows[0];
  await owner.query(`INSERT INTO auth."user" (id, name, email, "emailVerified", language) VALUES ($1, 'Paul', $2, true, 'fr')`, [
    COLLEAGUE.id,
    COLLEAGUE.email,
  ]);
  await owner.query(
    `INSERT INTO auth."account" (id, "accountId", "providerId", "userId", password, "updatedAt") VALUES ($1, $1, 'credential', $1, $2, now())`,
    [COLLEAGUE.id, hash],
  );
  await owner.query(`INSERT INTO members (account, user_id, role, created) VALUES ($1, $2, 'cashier', now())`, [account, COLLEAGUE.id]);
});
afterAll(async () => {
  await owner.end();
  await place.close();
  await database.close();
  dropKeysDir(keysDir);
});
/** Each test begins with a person who has a password and nothing else, and with codes that nobody has used. */
beforeEach(async () => {
  place.clock.advance(60 * MINUTE_MS);
  await owner.query('DELETE FROM auth."twoFactor"');
  await owner.query('DELETE FROM auth."passkey"');
  await owner.query('DELETE FROM auth."session"');
  await owner.query('DELETE FROM sign_in_rules');
  await owner.query('UPDATE auth."user" SET "twoFactorEnabled" = false');
});

const codeOf = ({ body }: { body: { error?: { code?: string } } }): string | undefined => body.error?.code;

/** An owner who has set codes up: their browser, the address in the QR code, and the recovery codes. */
async function enrolled(): Promise<{ browser: Browser; uri: string; recovery: string[] }> {
  const browser = await ownersBrowser(place);
  const begun = await browser.post('/guichet/v1/second_factors/code', { password: OWNER.password });
  const { uri, recovery_codes: recovery } = begun.body as unknown as { uri: string; recovery_codes: string[] };
  expect((await browser.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode(uri) })).status).toBe(200);
  return { browser, uri, recovery };
}

async function halfWay(): Promise<Browser> {
  const browser = new Browser(place.base);
  const answer = await browser.signIn(OWNER.email, OWNER.password);
  expect(answer.body).toEqual({ redirect: false, second_factor: 'code' });
  return browser;
}

const log = async (browser: Browser, action: string): Promise<readonly ActivityView[]> =>
  ((await browser.get(`/guichet/v1/activity?action=${action}`)).body as unknown as ListOf<ActivityView>).data;

describe('codes', () => {
  it('are set up with the password and a first code, and the session goes on', async () => {
    const browser = await ownersBrowser(place);
    expect(codeOf(await browser.post('/guichet/v1/second_factors/code', { password: 'wrong horse 42' }))).toBe('password_wrong');
    const begun = await browser.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    const { uri, recovery_codes: recovery } = begun.body as unknown as { uri: string; recovery_codes: string[] };
    expect(uri).toMatch(/^otpauth:\/\/totp\/Guichet:owner%40example\.com\?secret=[A-Z2-7]{40,}/);
    expect(recovery).toHaveLength(10);
    expect(codeOf(await browser.post('/guichet/v1/second_factors/code/confirm', { code: '000000' }))).toBe('second_factor_wrong');
    expect((await browser.get('/guichet/v1/second_factors')).body).toMatchObject({ code: false });
    const confirmed = await browser.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode(uri) });
    expect(confirmed.body).toMatchObject({ object: 'second_factors', code: true });
    expect((await browser.get('/guichet/v1/session')).body).toMatchObject({ second_factor: { enrolled: true } });
    expect(codeOf(await browser.post('/guichet/v1/second_factors/code', { password: OWNER.password }))).toBe('second_factor_exists');
    expect((await log(browser, 'second_factor.create'))[0]).toMatchObject({ ip: '127.0.0.1' });
  });

  it('are asked for at sign-in, and a password alone opens nothing', async () => {
    const { uri } = await enrolled();
    const browser = await halfWay();
    expect((await browser.get('/guichet/v1/session')).status).toBe(401);
    expect(codeOf(await browser.post('/guichet/auth/sign-in/code', { code: '000000' }))).toBe('second_factor_wrong');
    expect((await browser.post('/guichet/auth/sign-in/code', { code: oneTimeCode(uri, 1) })).status).toBe(200);
    await browser.learnAccount();
    expect((await log(browser, 'sign_in'))[0]?.details).toEqual({ factor: 'code' });
    expect((await log(browser, 'proof.failed'))[0]?.details).toMatchObject({ factor: 'code', reason: 'wrong', tries: 1 });
  });

  it('are good once, however soon they come again', async () => {
    const { uri } = await enrolled();
    const code = oneTimeCode(uri, 1);
    expect((await (await halfWay()).post('/guichet/auth/sign-in/code', { code })).status).toBe(200);
    expect(codeOf(await (await halfWay()).post('/guichet/auth/sign-in/code', { code }))).toBe('second_factor_wrong');
  });

  it('can be replaced by recovery codes, each good once', async () => {
    const { recovery } = await enrolled();
    const [first = '', second = ''] = recovery;
    const browser = await halfWay();
    expect((await browser.post('/guichet/auth/sign-in/code', { code: first })).status).toBe(200);
    await browser.learnAccount();
    expect((await log(browser, 'sign_in'))[0]?.details).toEqual({ factor: 'recovery_code' });
    place.clock.advance(5 * MINUTE_MS);
    expect(codeOf(await (await halfWay()).post('/guichet/auth/sign-in/code', { code: first }))).toBe('second_factor_wrong');
    const renewed = await browser.post('/guichet/v1/second_factors/recovery_codes', { password: OWNER.password });
    const [third = ''] = (renewed.body as unknown as { recovery_codes: string[] }).recovery_codes;
    expect(codeOf(await (await halfWay()).post('/guichet/auth/sign-in/code', { code: second }))).toBe('second_factor_wrong');
    expect((await (await halfWay()).post('/guichet/auth/sign-in/code', { code: third })).status).toBe(200);
  });

  it('are locked after ten wrong ones for half an hour, also for the right one and on every page', async () => {
    const { browser: inside, uri } = await enrolled();
    const tried: (string | undefined)[] = [];
    for (let n = 0; n < 9; n += 1) {
      const outside = await halfWay();
      tried.push(codeOf(await outside.post('/guichet/auth/sign-in/code', { code: `00000${n}` })));
    }
    tried.push(codeOf(await inside.post('/guichet/v1/session/proof', { code: '000009' })));
    expect(tried).toEqual(Array.from({ length: 10 }, () => 'second_factor_wrong'));
    expect(codeOf(await (await halfWay()).post('/guichet/auth/sign-in/code', { code: oneTimeCode(uri, 1) }))).toBe('account_locked');
    expect(codeOf(await inside.post('/guichet/v1/session/proof', { code: oneTimeCode(uri, 1) }))).toBe('account_locked');
    place.clock.advance(31 * MINUTE_MS);
    await owner.query('UPDATE auth."twoFactor" SET "lockedUntil" = NULL, "failedVerificationCount" = 0');
    expect((await (await halfWay()).post('/guichet/auth/sign-in/code', { code: oneTimeCode(uri, 1) })).status).toBe(200);
  });

  it('want the password first', async () => {
    await enrolled();
    const answer = await new Browser(place.base).post('/guichet/auth/sign-in/code', { code: '123456' });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'second_factor_expired']);
  });

  it('want the challenge alone: neither another session nor another challenge beside it, nor what is no text', async () => {
    const { browser: inside, uri } = await enrolled();
    const challenge = (await halfWay()).cookie;
    const send = (cookie: string, code: string) =>
      new Browser(place.base).send('POST', '/guichet/auth/sign-in/code', { code }, { origin: place.base, cookie });
    const signIns = (await log(inside, 'sign_in')).length;
    const theirs = new Browser(place.base);
    await theirs.signIn(COLLEAGUE.email, OWNER.password);
    await theirs.learnAccount();
    const begun = await theirs.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    const theirUri = (begun.body as unknown as { uri: string }).uri;
    await theirs.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode(theirUri) });
    // Signed in as one, with the other's password: one's own code is not the other's.
    expect(codeOf(await send(`${theirs.cookie}; ${challenge}`, oneTimeCode(theirUri, 1)))).toBe('second_factor_wrong');
    expect((await log(inside, 'sign_in')).length).toBe(signIns);
    expect((await log(inside, 'proof.failed'))[0]?.details).toMatchObject({ factor: 'code', reason: 'wrong', tries: 1 });
    // A forged challenge before the real one would have its tries counted for nobody.
    const forged = challenge.replace('guichet.two_factor', '__Secure-guichet.two_factor');
    expect(codeOf(await send(`${forged}; ${challenge}`, '000000'))).toBe('second_factor_expired');
    for (const cookie of ['guichet.two_factor=%', 'guichet.two_factor=', 'guichet.two_factor=.x', 'guichet.two_factor=%2E%'])
      expect(codeOf(await send(cookie, '123456')), cookie).toBe('second_factor_expired');
    expect((await send(`a=1; ${challenge}`, oneTimeCode(uri, 1))).status).toBe(200);
  });

  it('are confirmed by the app alone: a recovery code is not used up', async () => {
    const browser = await ownersBrowser(place);
    const begun = await browser.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    const { uri, recovery_codes: recovery } = begun.body as unknown as { uri: string; recovery_codes: string[] };
    const logged = (await log(browser, 'second_factor.create')).length;
    const confirm = (code: string | undefined) => browser.post('/guichet/v1/second_factors/code/confirm', { code });
    expect(codeOf(await confirm(recovery[0]))).toBe('second_factor_wrong');
    expect((await log(browser, 'second_factor.create')).length).toBe(logged);
    expect((await confirm(oneTimeCode(uri))).status).toBe(200);
    expect((await (await halfWay()).post('/guichet/auth/sign-in/code', { code: recovery[0] })).status).toBe(200);
  });

  it('sign out everywhere else where they are the first factor, and nowhere when they join a passkey', async () => {
    const isSignedIn = async (browser: Browser) => (await browser.get('/guichet/v1/session')).status === 200;
    const elsewhere = await ownersBrowser(place);
    const { browser } = await enrolled();
    expect([await isSignedIn(elsewhere), await isSignedIn(browser)]).toEqual([false, true]);
    await browser.post('/guichet/v1/second_factors/code/remove', { password: OWNER.password });
    const again = await ownersBrowser(place);
    await owner.query(
      `INSERT INTO auth."passkey" (id, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
       SELECT 'pk', 'key', id, 'credential', 0, 'singleDevice', false FROM auth."user" WHERE email = $1`,
      [OWNER.email],
    );
    const begun = await again.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    place.clock.advance(MINUTE_MS);
    expect(
      (await again.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode((begun.body as unknown as { uri: string }).uri) }))
        .status,
    ).toBe(200);
    expect([await isSignedIn(browser), await isSignedIn(again)]).toEqual([true, true]);
  });

  it('are removed with the password, and sign-in asks for none any more', async () => {
    const { browser } = await enrolled();
    expect(codeOf(await browser.post('/guichet/v1/second_factors/code/remove', { password: 'wrong horse 42' }))).toBe('password_wrong');
    expect((await browser.post('/guichet/v1/second_factors/code/remove', { password: OWNER.password })).body).toMatchObject({
      code: false,
    });
    const other = new Browser(place.base);
    expect((await other.signIn(OWNER.email, OWNER.password)).body).toEqual({ redirect: false, second_factor: null });
  });
});

describe('a rule that a role needs a second factor', () => {
  it('holds from the next sign-in on, and then nothing else is to be had before', async () => {
    const before = await ownersBrowser(place);
    const rule = await before.post('/guichet/v1/sign_in_rules', { second_factor_roles: ['manager', 'owner'] });
    expect(rule.body).toEqual({ object: 'sign_in_rules', second_factor_roles: ['owner', 'manager'] });
    expect((await before.get('/guichet/v1/activity')).status).toBe(200);

    place.clock.advance(1000);
    const browser = await ownersBrowser(place);
    expect((await browser.get('/guichet/v1/session')).body).toMatchObject({ second_factor: { enrolled: false, required: true } });
    for (const path of ['/guichet/v1/activity', '/guichet/v1/api_keys', '/guichet/v1/sessions'])
      expect(codeOf(await browser.get(path))).toBe('second_factor_required');
    expect(codeOf(await browser.post('/guichet/v1/sign_in_rules', { second_factor_roles: [] }))).toBe('second_factor_required');

    const begun = await browser.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    await browser.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode((begun.body as unknown as { uri: string }).uri) });
    expect((await browser.get('/guichet/v1/activity')).status).toBe(200);
    expect((await log(browser, 'sign_in_rules.update'))[0]?.details).toEqual({
      before: { second_factor_roles: [] },
      after: { second_factor_roles: ['owner', 'manager'] },
    });
  });

  it('names no other roles', async () => {
    const answer = await (await ownersBrowser(place)).post('/guichet/v1/sign_in_rules', { second_factor_roles: ['cashier'] });
    expect(answer.status).toBe(400);
  });
});

describe('what is delicate', () => {
  it('wants a proof that is not older than ten minutes, and goes on after it', async () => {
    const browser = await ownersBrowser(place);
    const make = () => browser.post('/guichet/v1/api_keys', { name: 'Shop' });
    expect((await make()).status).toBe(200);
    place.clock.advance(11 * MINUTE_MS);
    const refused = await make();
    expect([refused.status, codeOf(refused)]).toEqual([403, 'step_up_required']);
    expect(codeOf(await browser.post('/guichet/v1/session/proof', { password: 'wrong horse 42' }))).toBe('password_wrong');
    expect(codeOf(await make())).toBe('step_up_required');
    expect((await browser.post('/guichet/v1/session/proof', { password: OWNER.password })).status).toBe(200);
    expect((await make()).status).toBe(200);
    expect((await log(browser, 'proof.create'))[0]?.details).toEqual({ factor: 'password' });
  });

  it('are invitations too: nobody is asked in from a screen that was left alone', async () => {
    const browser = await ownersBrowser(place);
    const invite = () => browser.post('/guichet/v1/invitations', { email: 'new@example.com', role: 'owner', language: 'en' });
    const { id } = (await invite()).body as unknown as { id: string };
    place.clock.advance(11 * MINUTE_MS);
    expect(codeOf(await invite())).toBe('step_up_required');
    expect(codeOf(await browser.post(`/guichet/v1/invitations/${id}/resend`))).toBe('step_up_required');
    expect((await browser.post(`/guichet/v1/invitations/${id}/revoke`)).status).toBe(200);
  });

  it('is opened by a code as well', async () => {
    const { browser, uri } = await enrolled();
    place.clock.advance(11 * MINUTE_MS);
    expect(codeOf(await browser.post('/guichet/v1/sign_in_rules', { second_factor_roles: [] }))).toBe('step_up_required');
    expect((await browser.post('/guichet/v1/session/proof', { code: oneTimeCode(uri, 1) })).status).toBe(200);
    expect((await browser.post('/guichet/v1/sign_in_rules', { second_factor_roles: [] })).status).toBe(200);
  });

  it('wants one thing or the other', async () => {
    const browser = await ownersBrowser(place);
    expect(codeOf(await browser.post('/guichet/v1/session/proof', {}))).toBe('parameter_missing');
    expect(codeOf(await browser.post('/guichet/v1/session/proof', { password: 'a', code: 'b' }))).toBe('parameters_exclusive');
  });
});

describe("one's own account", () => {
  it('shows where one is signed in, and ends it there', async () => {
    const [here, there] = [await ownersBrowser(place), await ownersBrowser(place)];
    const sessions = (await here.get('/guichet/v1/sessions')).body.data as unknown as { id: string; current: boolean; ip: string }[];
    expect(sessions.map(({ current, ip }) => ({ current, ip }))).toContainEqual({ current: true, ip: '127.0.0.1' });
    const other = sessions.find(({ current }) => !current);
    expect((await here.post(`/guichet/v1/sessions/${other?.id}/end`)).body).toEqual({ object: 'ended_sessions', count: 1 });
    expect((await there.get('/guichet/v1/session')).status).toBe(401);
    expect((await here.post(`/guichet/v1/sessions/${other?.id}/end`)).status).toBe(404);
    await ownersBrowser(place);
    expect((await here.post('/guichet/v1/sessions/end_others')).body).toEqual({ object: 'ended_sessions', count: 1 });
    expect((await here.get('/guichet/v1/session')).status).toBe(200);
  });

  it('changes the name, and the log keeps both', async () => {
    const browser = await ownersBrowser(place);
    expect((await browser.post('/guichet/v1/session', { name: ' Odile Roux ' })).body).toMatchObject({ person: { name: 'Odile Roux' } });
    expect((await log(browser, 'person.update'))[0]?.details).toEqual({ before: { name: OWNER.name }, after: { name: 'Odile Roux' } });
    await browser.post('/guichet/v1/session', { name: OWNER.name });
  });

  it('changes the password, and signs out everywhere else', async () => {
    const [here, there] = [await ownersBrowser(place), await ownersBrowser(place)];
    const change = (current: string, password: string) =>
      here.post('/guichet/v1/session/password', { current_password: current, password });
    expect(codeOf(await change(OWNER.password, 'short1'))).toBe('weak_password');
    expect(codeOf(await change('wrong horse 42', 'brave new horse 43'))).toBe('password_wrong');
    expect((await change(OWNER.password, 'brave new horse 43')).status).toBe(200);
    expect((await there.get('/guichet/v1/session')).status).toBe(401);
    expect(codeOf(await new Browser(place.base).signIn(OWNER.email, OWNER.password))).toBe('sign_in_wrong');
    expect((await change('brave new horse 43', OWNER.password)).status).toBe(200);
  });
});

describe('a colleague who lost their device', () => {
  it('is let in again by an owner, signed out everywhere, and both are on record', async () => {
    const paul = new Browser(place.base);
    await paul.signIn(COLLEAGUE.email, OWNER.password);
    await paul.learnAccount();
    const begun = await paul.post('/guichet/v1/second_factors/code', { password: OWNER.password });
    await paul.post('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode((begun.body as unknown as { uri: string }).uri) });
    expect(codeOf(await paul.post(`/guichet/v1/members/${COLLEAGUE.id}/reset_second_factors`))).toBe('forbidden');

    const browser = await ownersBrowser(place);
    const me = ((await browser.get('/guichet/v1/session')).body.person as unknown as { id: string }).id;
    expect(codeOf(await browser.post(`/guichet/v1/members/${me}/reset_second_factors`))).toBe('forbidden');
    expect((await browser.post('/guichet/v1/members/u_nobody/reset_second_factors')).status).toBe(404);
    expect((await browser.post(`/guichet/v1/members/${COLLEAGUE.id}/reset_second_factors`)).body).toEqual({
      object: 'ended_sessions',
      count: 1,
    });
    expect((await paul.get('/guichet/v1/session')).status).toBe(401);
    expect((await paul.signIn(COLLEAGUE.email, OWNER.password)).body).toEqual({ redirect: false, second_factor: null });
    expect((await log(browser, 'member.reset_second_factors'))[0]).toMatchObject({ target: COLLEAGUE.id, details: { sessions_ended: 1 } });
    expect((await browser.post(`/guichet/v1/members/${COLLEAGUE.id}/end_sessions`)).body).toEqual({ object: 'ended_sessions', count: 1 });
  });
});
