import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../harness/testDatabase.ts';
import { type Answer, Browser, dropKeysDir, newKeysDir, OWNER, openPlace, ownersBrowser, type Place } from './place.ts';

const DAY_MS = 86_400_000;
const PASSWORD = 'tangerine 47 lamp';
const keysDir = newKeysDir();
let database: TestDatabase;
let place: Place;
let owner: Browser;

beforeAll(async () => {
  database = await testDatabase();
  place = await openPlace(database, keysDir, { owner: OWNER });
  await place.people.unattendedSetUp();
  owner = await ownersBrowser(place);
});
afterAll(async () => {
  await place.close();
  await database.close();
  dropKeysDir(keysDir);
});

type Row = Record<string, never> & { id: string; url: string; email: string; role: string; name: string };
const rowOf = (answer: Answer): Row => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as unknown as Row;
};
const refusalOf = ({ status, body }: Answer): [number, string | undefined, string | undefined] => [
  status,
  body.error?.code,
  body.error?.param,
];
const rows = async (browser: Browser, what: string): Promise<Row[]> =>
  (await browser.get(`/guichet/v1/${what}`)).body.data as unknown as Row[];

const invite = (email: string, role: string, by = owner) => by.post('/guichet/v1/invitations', { email, role, language: 'en' });
const tokenIn = (row: Row): string => new URL(row.url).hash.slice(1);
const accept = (token: string, name: string) =>
  new Browser(place.base).post('/guichet/v1/invitations/accept', { token, name, password: PASSWORD, language: 'fr' });

/** Somebody new of this role, signed in. */
async function joined(name: string, role: string): Promise<Browser & { id: string }> {
  const email = `${name.toLowerCase()}@example.com`;
  const browser = new Browser(place.base);
  const token = tokenIn(rowOf(await invite(email, role)));
  rowOf(await browser.post('/guichet/v1/invitations/accept', { token, name, password: PASSWORD, language: 'fr' }));
  const { person } = (await browser.learnAccount()).body as unknown as { person: { id: string } };
  return Object.assign(browser, { id: person.id });
}

describe('an invitation', () => {
  it('lets in whoever follows its link, in the role that was given, and once', async () => {
    const made = rowOf(await invite('Cleo@Example.com', 'cashier'));
    expect(made).toMatchObject({ email: 'cleo@example.com', role: 'cashier', status: 'open', invited_by: { name: OWNER.name } });
    const look = () => new Browser(place.base).post('/guichet/v1/invitations/look', { token: tokenIn(made) });
    expect((await look()).body).toMatchObject({ email: 'cleo@example.com', role: 'cashier', invited_by: OWNER.name, has_account: false });
    const cleo = new Browser(place.base);
    const form = { token: tokenIn(made), name: ' Cleo ', language: 'it' };
    expect(refusalOf(await cleo.post('/guichet/v1/invitations/accept', { ...form, password: 'short' }))).toEqual([
      400,
      'weak_password',
      'password',
    ]);
    rowOf(await cleo.post('/guichet/v1/invitations/accept', { ...form, password: PASSWORD }));
    expect((await cleo.learnAccount()).body).toMatchObject({ person: { name: 'Cleo', language: 'it' }, role: 'cashier', role_name: null });
    expect((await look()).body.error?.code).toBe('invitation_invalid');
    expect((await accept(tokenIn(made), 'Eve')).body.error?.code).toBe('invitation_invalid');
    expect((await rows(owner, 'invitations')).map(({ email }) => email)).not.toContain('cleo@example.com');
  });

  it('opens nothing when two accept at once', async () => {
    const token = tokenIn(rowOf(await invite('twice@example.com', 'cashier')));
    const answers = await Promise.all([accept(token, 'One'), accept(token, 'Two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('dies after seven days, when it is sent again, and when it is withdrawn', async () => {
    const made = rowOf(await invite('late@example.com', 'cashier'));
    place.clock.advance(7 * DAY_MS);
    owner = await ownersBrowser(place);
    expect((await accept(tokenIn(made), 'Late')).body.error?.code).toBe('invitation_invalid');
    expect((await rows(owner, 'invitations')).find(({ id }) => id === made.id)).toMatchObject({ status: 'expired' });
    const again = rowOf(await owner.post(`/guichet/v1/invitations/${made.id}/resend`));
    expect(again).toMatchObject({ id: made.id, status: 'open' });
    const third = rowOf(await owner.post(`/guichet/v1/invitations/${made.id}/resend`));
    expect((await accept(tokenIn(again), 'Late')).body.error?.code).toBe('invitation_invalid');
    rowOf(await owner.post(`/guichet/v1/invitations/${made.id}/revoke`));
    expect((await accept(tokenIn(third), 'Late')).body.error?.code).toBe('invitation_invalid');
    expect((await owner.post(`/guichet/v1/invitations/${made.id}/resend`)).body.error?.code).toBe('invitation_invalid');
  });

  it('replaces the one before, and is refused for who is here and for what is not', async () => {
    const first = rowOf(await invite('again@example.com', 'cashier'));
    rowOf(await invite('again@example.com', 'manager'));
    expect((await accept(tokenIn(first), 'Again')).body.error?.code).toBe('invitation_invalid');
    expect(refusalOf(await invite(OWNER.email, 'cashier'))).toEqual([400, 'member_exists', 'email']);
    expect(refusalOf(await invite('x@example.com', 'king'))).toEqual([400, 'parameter_invalid', 'role']);
    expect((await accept('invt_none.1.x', 'Eve')).body.error?.code).toBe('invitation_invalid');
    expect(refusalOf(await owner.post('/guichet/v1/invitations/invt_none/revoke'))).toEqual([404, 'resource_missing', 'id']);
  });

  it('is not replaced by who could not have withdrawn it', async () => {
    const admin = await joined('Alix', 'admin');
    const made = rowOf(await invite('second@example.com', 'owner'));
    expect(refusalOf(await admin.post(`/guichet/v1/invitations/${made.id}/revoke`))[1]).toBe('forbidden');
    expect(refusalOf(await invite('second@example.com', 'cashier', admin))[1]).toBe('forbidden');
    expect((await rows(owner, 'invitations')).find(({ id }) => id === made.id)).toMatchObject({ role: 'owner', status: 'open' });
    rowOf(await owner.post(`/guichet/v1/invitations/${made.id}/revoke`));
  });

  it('takes somebody back who has an account already, once they are signed in', async () => {
    const ben = await joined('Ben', 'cashier');
    rowOf(await owner.send('DELETE', `/guichet/v1/members/${ben.id}`));
    expect((await ben.get('/guichet/v1/session')).status).toBe(401);
    const token = tokenIn(rowOf(await invite('ben@example.com', 'analyst')));
    expect((await new Browser(place.base).post('/guichet/v1/invitations/look', { token })).body.has_account).toBe(true);
    const join = (browser: Browser) => browser.post('/guichet/v1/invitations/join', { token });
    expect((await join(new Browser(place.base))).body.error?.code).toBe('forbidden');
    expect((await join(owner)).body.error?.code).toBe('forbidden');
    expect((await accept(token, 'Ben')).body.error?.code).toBe('member_exists');
    const back = new Browser(place.base);
    expect((await back.signIn('ben@example.com', PASSWORD)).status).toBe(200);
    rowOf(await join(back));
    expect((await back.learnAccount()).body).toMatchObject({ role: 'analyst' });
  });
});

describe('a role of the place’s own', () => {
  const make = (more: object = {}, by = owner) =>
    by.post('/guichet/v1/roles', { name: 'Fair', permissions: ['payments.write', 'payments.read'], ...more });

  it('is given, changed for those who have it at once, and deleted when nobody has it', async () => {
    const role = rowOf(await make({ ceilings: { charge: 20_000 }, own_payments: true }));
    expect(role).toMatchObject({
      ...{ name: 'Fair', permissions: ['payments.read', 'payments.write'], own_payments: true, hides_contacts: false },
      ...{ ceilings: { charge: 20_000, refund: null, day: null }, members: 0, may_give: true },
    });
    const flo = await joined('Flo', role.id);
    const session = async () => (await flo.get('/guichet/v1/session')).body;
    expect(await session()).toMatchObject({ role: 'own', role_name: 'Fair', permissions: ['payments.read', 'payments.write'] });
    rowOf(
      await owner.post(`/guichet/v1/roles/${role.id}`, {
        name: 'Market',
        ceilings: { charge: null, day: 0 },
        permissions: ['payments.read'],
      }),
    );
    expect(await session()).toMatchObject({ role_name: 'Market', permissions: ['payments.read'], ceilings: { charge: null, day: 0 } });
    expect(refusalOf(await owner.send('DELETE', `/guichet/v1/roles/${role.id}`))).toEqual([400, 'role_in_use', undefined]);
    rowOf(await owner.post(`/guichet/v1/members/${flo.id}`, { role: 'cashier' }));
    expect(await session()).toMatchObject({ role: 'cashier', role_name: null });
    expect((await owner.send('DELETE', `/guichet/v1/roles/${role.id}`)).body).toEqual({
      id: role.id,
      object: 'guichet.role',
      deleted: true,
    });
    expect(refusalOf(await invite('y@example.com', role.id))).toEqual([400, 'parameter_invalid', 'role']);
    expect(refusalOf(await owner.post(`/guichet/v1/roles/${role.id}`, { name: 'X' }))).toEqual([404, 'resource_missing', 'id']);
  });

  it('has a name of its own, and sees parts only of what can be shown in part', async () => {
    rowOf(await make({ name: 'Unique' }));
    expect(refusalOf(await make({ name: 'uNIQUE' }))).toEqual([400, 'role_name_taken', 'name']);
    expect(refusalOf(await make({ name: '  ' }))).toEqual([400, 'parameter_invalid_empty', 'name']);
    expect(refusalOf(await make({ name: 'Odd', hides_contacts: true, permissions: ['events.read'] }))).toEqual([
      400,
      'parameter_invalid',
      'permissions',
    ]);
    expect(refusalOf(await make({ name: 'Odd', permissions: ['everything'] }))[1]).toBe('parameter_invalid');
  });

  it('gives nobody more than its maker has', async () => {
    const role = rowOf(
      await make({ name: 'Head', permissions: ['team.write', 'payments.read', 'refunds.write'], ceilings: { refund: 5000 } }),
    );
    const hal = await joined('Hal', role.id);
    const bounded = { name: 'Hand', permissions: ['payments.read', 'refunds.write'] };
    expect(refusalOf(await make(bounded, hal))[1]).toBe('forbidden');
    expect(refusalOf(await make({ ...bounded, ceilings: { refund: 5001 } }, hal))[1]).toBe('forbidden');
    expect(refusalOf(await make({ ...bounded, permissions: ['payouts.write'], ceilings: { refund: 1 } }, hal))[1]).toBe('forbidden');
    const hand = rowOf(await make({ ...bounded, ceilings: { refund: 5000 } }, hal));
    expect(refusalOf(await hal.post(`/guichet/v1/roles/${role.id}`, { ceilings: { refund: null } }))[1]).toBe('forbidden');
    expect(refusalOf(await hal.post(`/guichet/v1/roles/${hand.id}`, { ceilings: { refund: null } }))[1]).toBe('forbidden');
    for (const given of ['owner', 'admin', 'cashier', 'manager']) {
      expect(refusalOf(await invite('z@example.com', given, hal))[1], given).toBe('forbidden');
    }
    rowOf(await invite('z@example.com', hand.id, hal));
    const theOwner = (await rows(hal, 'members')).find(({ email }) => email === OWNER.email);
    expect(theOwner).toMatchObject({ may_change: false, may_remove: false });
    expect(refusalOf(await hal.post(`/guichet/v1/members/${theOwner?.id}`, { role: hand.id }))[1]).toBe('forbidden');
    expect(refusalOf(await hal.send('DELETE', `/guichet/v1/members/${theOwner?.id}`))[1]).toBe('forbidden');
  });
});

describe('the sign-in of colleagues', () => {
  it('is looked after by an own role within what it may do itself, and by administrators for all', async () => {
    const helper = rowOf(await owner.post('/guichet/v1/roles', { name: 'Helper', permissions: ['sign_in.manage'] }));
    const bare = rowOf(await owner.post('/guichet/v1/roles', { name: 'Bare', permissions: ['sign_in.manage'] }));
    const [hugo, bo, adele] = [await joined('Hugo', helper.id), await joined('Bo', bare.id), await joined('Adele', 'admin')];
    const first = (await rows(owner, 'members')).find(({ email }) => email === OWNER.email);
    for (const what of ['end_sessions', 'reset_second_factors']) {
      for (const id of [first?.id, adele.id])
        expect(refusalOf(await hugo.post(`/guichet/v1/members/${id}/${what}`))[1], what).toBe('forbidden');
      expect(refusalOf(await hugo.post(`/guichet/v1/members/u_nobody/${what}`))[1]).toBe('resource_missing');
      rowOf(await hugo.post(`/guichet/v1/members/${bo.id}/${what}`));
      rowOf(await adele.post(`/guichet/v1/members/${first?.id}/${what}`));
    }
    owner = await ownersBrowser(place);
  });
});

describe('members', () => {
  it('are changed and removed by others, and the last owner by nobody', async () => {
    const first = (await rows(owner, 'members')).find(({ email }) => email === OWNER.email);
    const admin = await joined('Ada', 'admin');
    expect(refusalOf(await owner.post(`/guichet/v1/members/${first?.id}`, { role: 'admin' }))[1]).toBe('forbidden');
    expect(refusalOf(await owner.send('DELETE', `/guichet/v1/members/${first?.id}`))[1]).toBe('last_owner');
    expect(refusalOf(await admin.post(`/guichet/v1/members/${admin.id}`, { role: 'owner' }))[1]).toBe('forbidden');
    expect(refusalOf(await admin.post(`/guichet/v1/members/${first?.id}`, { role: 'cashier' }))[1]).toBe('forbidden');
    expect(refusalOf(await invite('n@example.com', 'owner', admin))[1]).toBe('forbidden');
    rowOf(await owner.post(`/guichet/v1/members/${admin.id}`, { role: 'owner' }));
    rowOf(await admin.post(`/guichet/v1/members/${first?.id}`, { role: 'admin' }));
    expect(refusalOf(await owner.send('DELETE', `/guichet/v1/members/${admin.id}`))[1]).toBe('forbidden');
    rowOf(await admin.post(`/guichet/v1/members/${first?.id}`, { role: 'owner' }));
    rowOf(await admin.send('DELETE', `/guichet/v1/members/${admin.id}`));
    expect((await admin.get('/guichet/v1/members')).status).toBe(401);
    expect(refusalOf(await owner.post('/guichet/v1/members/nobody', { role: 'cashier' }))).toEqual([404, 'resource_missing', 'id']);
  });

  it('are not for who has no right to it, nor for keys', async () => {
    const cashier = await joined('Cas', 'cashier');
    for (const what of ['members', 'roles', 'invitations']) expect((await cashier.get(`/guichet/v1/${what}`)).status, what).toBe(403);
    const { secret } = (await owner.post('/guichet/v1/api_keys', { name: 'k' })).body as unknown as { secret: string };
    const asKey = await owner.send('GET', '/guichet/v1/members', undefined, { authorization: `Bearer ${secret}` });
    expect(asKey.status).toBe(403);
  });

  it('stand in the activity log with what changed', async () => {
    const sam = await joined('Sam', 'cashier');
    rowOf(await owner.post(`/guichet/v1/members/${sam.id}`, { role: 'manager' }));
    const lines = (await owner.get('/guichet/v1/activity?limit=4')).body.data as unknown as {
      action: string;
      details: object;
      actor: { name: string };
    }[];
    expect(lines.map(({ action }) => action)).toEqual(['member.update', 'sign_in', 'member.create', 'invitation.create']);
    expect(lines[0]?.details).toMatchObject({ before: { role: 'cashier' }, after: { role: 'manager' } });
    expect(lines[2]?.actor.name).toBe('Sam');
  });
});

it('a copy of the database opens no door', async () => {
  const made = rowOf(await invite('dump@example.com', 'cashier'));
  const [, , mac = 'x'] = tokenIn(made).split('.');
  const dump = await place.db.query('', 'SELECT i::text AS row FROM invitations i UNION ALL SELECT a::text FROM activity_lines a');
  expect(JSON.stringify(dump)).not.toContain(mac);
});
