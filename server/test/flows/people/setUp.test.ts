import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { Browser, BUSINESS, dropKeysDir, newKeysDir, OWNER, openPlace, ownersBrowser, type Place } from './place.ts';

const TEST_KEY = 'sk_test_chosen4711';
const keysDir = newKeysDir();
let database: TestDatabase;
const places: Place[] = [];

/** Each test sets a place up, so each has a database of its own. */
beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  for (const place of places.splice(0)) await place.close();
  await database.close();
});

afterAll(() => dropKeysDir(keysDir));

async function open(settings: Parameters<typeof openPlace>[2] = {}): Promise<Place> {
  const place = await openPlace(database, keysDir, settings);
  places.push(place);
  return place;
}

const count = async (place: Place, table: string): Promise<number> => (await place.db.query('', `SELECT FROM ${table}`)).length;
const withKey = (place: Place, key: string) =>
  new Browser(place.base).send('GET', '/guichet/v1/staff', undefined, { authorization: `Bearer ${key}` });

describe('the page of the first run', () => {
  let place: Place;
  let browser: Browser;
  let form: Record<string, string>;

  beforeEach(async () => {
    place = await open();
    browser = new Browser(place.base);
    form = {
      ...{
        code: (await place.people.setUpCode()) ?? '',
        business_name: ' Chez Odile ',
        country: 'it',
        currency: 'EUR',
        time_zone: 'Europe/Rome',
      },
      ...{ owner_name: 'Odile Owner', email: 'Odile@Example.com', password: OWNER.password, language: 'fr' },
    };
  });

  it('makes the place and its owner and signs them in', async () => {
    expect((await browser.get('/guichet/v1/setup')).body).toEqual({ needed: true });
    const answer = await browser.post('/guichet/v1/setup', form);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      person: { name: 'Odile Owner', email: 'odile@example.com', language: 'fr' },
      account: { business_name: 'Chez Odile', country: 'IT', default_currency: 'eur', time_zone: 'Europe/Rome' },
      livemode: false,
      role: 'owner',
    });
    expect((await browser.learnAccount()).body).toEqual(answer.body);
    expect((await browser.get('/guichet/v1/setup')).body).toEqual({ needed: false });
    expect(await place.people.setUpCode()).toBeNull();
    const lines = (await browser.get('/guichet/v1/activity')).body.data as unknown as { action: string }[];
    expect(lines.map(({ action }) => action)).toEqual(['sign_in', 'member.create', 'account.create']);
  });

  it('takes the code as people type it', async () => {
    const answer = await browser.post('/guichet/v1/setup', { ...form, code: ` ${form.code?.toLowerCase().replace('-', ' ')} ` });
    expect(answer.status).toBe(200);
  });

  it('works once', async () => {
    await browser.post('/guichet/v1/setup', form);
    const { status, body } = await new Browser(place.base).post('/guichet/v1/setup', { ...form, email: 'other@example.com' });
    expect([status, body.error?.code]).toEqual([403, 'set_up_already']);
  });

  it('makes one place of two that are asked for at once', async () => {
    const answers = await Promise.all(
      ['a@example.com', 'b@example.com'].map((email) => new Browser(place.base).post('/guichet/v1/setup', { ...form, email })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect([await count(place, 'tenants'), await count(place, 'auth."user"'), await count(place, 'members')]).toEqual([1, 1, 1]);
  });

  it('lets nobody in before, with whatever they come', async () => {
    for (const headers of [
      {},
      { authorization: `Bearer ${TEST_KEY}` },
      { cookie: 'guichet.session_token=x.y' },
      { 'guichet-account': 'acct_1', 'guichet-mode': 'test' },
    ]) {
      const { status, body } = await browser.send('GET', '/guichet/v1/staff', undefined, headers);
      expect([status, body.error?.code]).toEqual([403, 'not_set_up']);
    }
    for (const answer of [await browser.signIn(OWNER.email, OWNER.password), await browser.get('/guichet/v1/session')]) {
      expect([answer.status, answer.body.error?.code]).toEqual([403, 'not_set_up']);
    }
  });

  it('does nothing with a wrong code, and pauses for a minute after ten', async () => {
    const post = async (code: string) => (await browser.post('/guichet/v1/setup', { ...form, code })).body.error?.code;
    for (let n = 0; n < 10; n += 1) expect(await post('AAAA-AAAA')).toBe('set_up_code_wrong');
    expect(await post(form.code ?? '')).toBe('rate_limit');
    place.clock.advance(59_999);
    expect(await post(form.code ?? '')).toBe('rate_limit');
    expect(await count(place, 'tenants')).toBe(0);
    place.clock.advance(1);
    expect(await post(form.code ?? '')).toBeUndefined();
  });

  it.each([
    ['password', 'short1', 'weak_password'],
    ['password', 'only letters here', 'weak_password'],
    ['password', 'Password1234', 'weak_password'],
    ['password', 'xx-odile-1234', 'weak_password'],
    ['email', 'odile@', 'email_invalid'],
    ['email', 'o!dile@example.com', 'email_invalid'],
    ['country', 'XX', 'parameter_invalid'],
    ['currency', 'xyz', 'parameter_invalid'],
    ['time_zone', 'Europe/Atlantis', 'parameter_invalid'],
    ['time_zone', '+01:00', 'parameter_invalid'],
    ['business_name', '  ', 'parameter_invalid'],
    ['owner_name', '', 'parameter_invalid_empty'],
    ['language', 'de', 'parameter_invalid'],
  ])('refuses %s %j', async (field, value, code) => {
    const { status, body } = await browser.post('/guichet/v1/setup', { ...form, [field]: value });
    expect([status, body.error?.code, body.error?.param]).toEqual([400, code, field]);
    expect(await count(place, 'auth."user"')).toBe(0);
  });

  it('can not be sent from another site', async () => {
    const { status, body } = await browser.send('POST', '/guichet/v1/setup', form, { origin: 'https://evil.example' });
    expect([status, body.error?.code]).toEqual([403, 'forbidden']);
  });
});

describe('set-up from the environment', () => {
  it('makes place, owner and keys, and again nothing', async () => {
    const settings = { owner: OWNER, testKey: TEST_KEY };
    const first = await open(settings);
    await first.people.unattendedSetUp();
    expect(await first.people.setUpCode()).toBeNull();
    const second = await open({ ...settings, owner: { ...OWNER, password: 'another horse 43', name: 'Other' } });
    await second.people.unattendedSetUp();
    expect([await count(first, 'tenants'), await count(first, 'auth."user"'), await count(first, 'api_keys')]).toEqual([1, 1, 2]);
    // The owner who exists is not touched: the first password still opens, the second doesn't.
    expect((await new Browser(second.base).signIn(OWNER.email, 'another horse 43')).body.error?.code).toBe('sign_in_wrong');
    const browser = await ownersBrowser(second);
    expect((await browser.learnAccount()).body).toMatchObject({ account: { business_name: BUSINESS.name }, livemode: false });
    expect((await withKey(second, TEST_KEY)).status).toBe(200);
    const lines = (await browser.get('/guichet/v1/activity?limit=100')).body.data as unknown as {
      action: string;
      actor: { kind: string };
    }[];
    expect(
      lines.filter(({ actor, action }) => actor.kind === 'system' && !action.startsWith('sign_in')).map(({ action }) => action),
    ).toEqual(['api_key.create', 'member.create', 'account.create']);
  });

  it('makes one place of many servers that start at once', async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, () => open({ owner: OWNER, testKey: TEST_KEY })));
    await Promise.all(servers.map(({ people }) => people.unattendedSetUp()));
    const [place] = servers as [Place];
    expect([await count(place, 'tenants'), await count(place, 'auth."user"'), await count(place, 'api_keys')]).toEqual([1, 1, 2]);
    for (const server of servers) expect((await withKey(server, TEST_KEY)).status).toBe(200);
  });

  it('adds a key that was changed, and leaves a revoked one revoked', async () => {
    const first = await open({ owner: OWNER, testKey: TEST_KEY });
    await first.people.unattendedSetUp();
    const browser = await ownersBrowser(first);
    const [key] = (await browser.get('/guichet/v1/api_keys')).body.data as unknown as { id: string }[];
    await browser.post(`/guichet/v1/api_keys/${key?.id}/revoke`);
    const second = await open({ owner: OWNER, testKey: 'sk_test_other4712' });
    await second.people.unattendedSetUp();
    const third = await open({ owner: OWNER, testKey: TEST_KEY });
    await third.people.unattendedSetUp();
    expect((await withKey(third, 'sk_test_other4712')).status).toBe(200);
    expect((await withKey(third, TEST_KEY)).body.error?.code).toBe('api_key_expired');
  });

  it('adds the key also when somebody sets the place up by hand', async () => {
    const place = await open({ testKey: TEST_KEY });
    await place.people.unattendedSetUp();
    expect(await count(place, 'api_keys')).toBe(0);
    const { name, email, password } = OWNER;
    const form = {
      code: await place.people.setUpCode(),
      business_name: 'x',
      country: 'FR',
      currency: 'eur',
      time_zone: 'UTC',
      owner_name: name,
      email,
      password,
      language: 'en',
    };
    expect((await new Browser(place.base).post('/guichet/v1/setup', form)).status).toBe(200);
    expect((await withKey(place, TEST_KEY)).status).toBe(200);
  });

  it.each([
    [{ owner: { ...OWNER, password: 'onlyletterslong' } }, 'GUICHET_OWNER_PASSWORD'],
    [{ owner: OWNER, business: { ...BUSINESS, country: 'ZZ' } }, 'GUICHET_COUNTRY'],
    [{ owner: OWNER, business: { ...BUSINESS, currency: 'zzz' } }, 'GUICHET_CURRENCY'],
    [{ owner: OWNER, testKey: 'sk_test_' }, 'GUICHET_TEST_KEY'],
  ])('names the variable of %j that will not do', async (settings, variable) => {
    const place = await open(settings);
    await expect(place.people.unattendedSetUp()).rejects.toThrow(variable);
  });
});
