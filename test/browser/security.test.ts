import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneTimeCode } from '../../server/test/harness/oneTimeCode.ts';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place, STAFF } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let staff: StaffRequests;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn();
  staff = await StaffRequests.of(place, visit);
});
afterAll(() => place.close());

describe('the activity log, with the keyboard alone', { timeout: 90_000 }, () => {
  it('tells who did what, before and after, and is narrowed and verified', async () => {
    const { id } = await staff.postForm('/v1/customers', { name: 'Zoé Lambert', email: 'zoe@example.com' });
    await staff.postForm(`/v1/customers/${id}`, { name: 'Zoé Durand' });
    await visit.startAfresh('/activity');
    await visit.page.getByRole('table', { name: 'Activity' }).waitFor();
    await visit.fill('Search', 'zoe');
    await visit.page.getByRole('row').nth(3).waitFor({ state: 'detached' });
    await visit.choose(visit.button('Customer changed'));
    const dialog = visit.page.getByRole('dialog', { name: 'Customer changed' });
    await dialog.getByRole('row', { name: /name Zoé Lambert Zoé Durand/ }).waitFor();
    expect(await dialog.innerText()).toContain(STAFF.name);
    expect(await dialog.innerText()).toContain('127.0.0.1');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(dialog.getByRole('button', { name: 'Everything that was done to it' }));
    await visit.see(id);
    await expect.poll(() => visit.page.getByRole('table', { name: 'Activity' }).getByRole('row').count()).toBe(3);
    await visit.choose(visit.button('Verify the log'));
    await visit.see(/sealed lines are as they were written/);
    const saved = visit.page.waitForEvent('download');
    await visit.tabTo(visit.button('Export as CSV'), 'Shift+Tab');
    await visit.press('Enter');
    expect((await saved).suggestedFilename()).toMatch(/^activity-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(visit.complaints()).toEqual([]);
  });
});

const heading = (at: Visit, name: string) => at.page.getByRole('heading', { level: 1, name }).waitFor();

async function typeSignIn(at: Visit): Promise<void> {
  await at.untilFocused(at.page.locator('input[name="email"]'));
  await at.type(STAFF.email);
  await at.press('Tab');
  await at.type(STAFF.password);
  await at.press('Enter');
}

/** A device that keeps passkeys and asks for a finger, as Chromium plays it. */
async function addAuthenticator(at: Visit): Promise<void> {
  const session = await at.context.newCDPSession(at.page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

/** As if everybody had signed in ten minutes ago. */
async function forgetProofs(): Promise<void> {
  const client = new pg.Client(place.server.ownerPool());
  await client.connect();
  await client.query(`UPDATE auth."session" SET "provedAt" = "provedAt" - interval '10 minutes'`);
  await client.end();
}

describe('second factors, with the keyboard alone', { timeout: 120_000 }, () => {
  let uri = '';
  let recovery: string[] = [];

  it('a passkey is made once the page is sure who sits there, and signs in without a password', async () => {
    const own = await place.visit();
    await own.page.goto('/');
    await typeSignIn(own);
    await own.page.locator('#main').waitFor();
    await addAuthenticator(own);
    await forgetProofs();
    await own.page.goto('/account');
    await own.choose(own.button('Add a passkey'));
    await own.page.getByRole('dialog').waitFor();
    await own.untilFocused(own.page.locator('input[name="passkey-name"]'));
    await own.type('Virtual key');
    await own.press('Enter');
    const proof = own.page.getByRole('dialog', { name: 'Is it you?' });
    await proof.waitFor();
    expect(await faultsOf(own.page)).toEqual([]);
    await own.untilFocused(own.field('Your password'));
    await own.type(STAFF.password);
    await own.press('Enter');
    await own.page.getByText('Virtual key').first().waitFor();
    await own.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await faultsOf(own.page)).toEqual([]);
    // Elsewhere only the password was shown.
    expect((await visit.context.request.get('/guichet/v1/session')).status()).toBe(401);

    await own.tabTo(own.button(STAFF.name), 'Shift+Tab');
    await own.press('Enter');
    await own.choose(own.page.locator('#person-panel').getByRole('button', { name: 'Sign out' }));
    await heading(own, 'Sign in');
    await own.choose(own.button('Sign in with a passkey'));
    await own.page.locator('#main').waitFor();

    const other = await place.visit();
    await other.page.goto('/');
    await typeSignIn(other);
    await other.see('Sign in with your passkey: your password alone is not enough for this account.');
    await other.context.close();

    await own.page.goto('/account');
    await own.choose(own.button('Remove Virtual key'));
    await own.page.getByText('Virtual key').waitFor({ state: 'detached' });
    expect(own.complaints('403 /guichet/v1/passkeys/options', '401 /guichet/v1/session', '401 /guichet/v1/approvals_to_decide')).toEqual(
      [],
    );
    await own.context.close();
  });

  it('a role that needs one is led to set it up at its next sign-in, and to nothing else', async () => {
    await visit.page.goto('/account');
    await typeSignIn(visit);
    await visit.page.getByRole('checkbox', { name: 'Owner' }).waitFor();
    await forgetProofs();
    await visit.tabTo(visit.page.getByRole('checkbox', { name: 'Owner' }));
    await visit.press('Space');
    await visit.page.getByRole('dialog', { name: 'Is it you?' }).waitFor();
    await visit.untilFocused(visit.field('Your password'));
    await visit.type(STAFF.password);
    await visit.press('Enter');
    await expect.poll(() => visit.page.getByRole('checkbox', { name: 'Owner' }).isChecked()).toBe(true);

    const own = await place.visit();
    await own.page.goto('/payments');
    await typeSignIn(own);
    await heading(own, 'Set up a second factor');
    expect(await faultsOf(own.page)).toEqual([]);
    await own.choose(own.button('Codes from an app'));
    await own.fill('Your password', STAFF.password);
    const answer = own.page.waitForResponse('**/guichet/v1/second_factors/code');
    await own.press('Enter');
    ({ uri, recovery_codes: recovery } = (await (await answer).json()) as { uri: string; recovery_codes: string[] });
    await own.page.getByRole('img', { name: 'QR code for your app' }).waitFor();
    expect(await faultsOf(own.page)).toEqual([]);
    await own.untilFocused(own.field('Code from your app'));
    await own.type('000000');
    await own.press('Enter');
    await own.see('The code is wrong, or was used already. Wait for the next one.');
    await own.type(oneTimeCode(uri));
    await own.press('Enter');
    await own.see(recovery[0] ?? '');
    await own.choose(own.button('I have kept them'));
    await own.page.getByRole('heading', { level: 1, name: 'Payments' }).waitFor();
    await own.context.close();
  });

  it('sign-in asks for the code after the password, and takes a recovery code', async () => {
    const own = await place.visit();
    await own.page.goto('/');
    await typeSignIn(own);
    await own.untilFocused(own.field('Code from your app'));
    expect(await faultsOf(own.page)).toEqual([]);
    await own.type('123456');
    await own.press('Enter');
    await own.see('The code is wrong, or was used already. Wait for the next one.');
    await own.untilFocused(own.field('Code from your app'));
    await own.type(recovery[0] ?? '');
    await own.press('Enter');
    await own.page.locator('#main').waitFor();

    await own.page.goto('/account');
    await own.page.getByText('This device').waitFor();
    await own.choose(own.button('Sign out everywhere else'));
    await expect.poll(() => own.button('Sign out everywhere else').count()).toBe(0);
    await own.context.close();
  });
});
