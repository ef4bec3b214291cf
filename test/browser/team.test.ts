import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneTimeCode } from '../../server/test/harness/oneTimeCode.ts';
import { faultsOf, overhangPx } from './inspect.ts';
import { openPlace, PHONE, type Place } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const PASSWORD = 'tangerine 47 lamp';

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace();
  visit = await place.visitSignedIn('/team');
});
afterAll(() => place.close());

const dialog = () => visit.page.getByRole('dialog');
const rows = async (name: string): Promise<string[]> => {
  const table = visit.page.getByRole('table', { name });
  await table.waitFor();
  return (await table.locator('tbody tr').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
};

describe('the team, with the keyboard alone', { timeout: 120_000 }, () => {
  let link = '';
  let recovery: string[] = [];

  it('begins with the owner and the six roles', async () => {
    expect(await rows('People')).toEqual([expect.stringMatching(/^Odile Martin \(you\) ?owner@example\.com Owner/)]);
    expect(await rows('Roles')).toHaveLength(6);
    expect(await faultsOf(visit.page)).toEqual([]);
  });

  it('gets a role of its own, once what was typed will do', async () => {
    await visit.choose(visit.button('New role'));
    await dialog().waitFor();
    await visit.press('Enter');
    await visit.see('Enter a name.');
    await visit.fill('Name', 'Summer help');
    await visit.tabTo(visit.page.getByLabel('Only payments that they took themselves'));
    await visit.press('Space');
    expect(await dialog().getByLabel('See the balance').count()).toBe(0);
    await visit.fill('Most for one payment', 'much');
    await visit.press('Enter');
    await visit.see('This is not an amount.');
    await visit.fill('Most for one payment', '200');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.button('Make the role'));
    await dialog().waitFor({ state: 'hidden' });
    await visit.see('Takes up to €200.00 at a time.');
    expect((await rows('Roles')).at(-1)).toMatch(
      /^Summer help 0 people .*Sees only their own payments\. ?Takes up to €200\.00 at a time\./,
    );
  });

  it('invites somebody, who comes in by the link and sees what the role sees', async () => {
    await visit.choose(visit.button('Invite somebody'));
    await dialog().waitFor();
    await visit.press('Enter');
    await visit.see('This is not an e-mail address.');
    await visit.fill('E-mail address', 'Ines@example.com');
    await dialog().getByLabel('Role').selectOption({ label: 'Summer help' });
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.button('Send the invitation'));
    await visit.see('No mail server is set up');
    link = (await dialog().locator('code').innerText()).trim();
    await visit.choose(visit.button('Done'));
    expect(await rows('Invitations')).toEqual([expect.stringMatching(/^ines@example\.com Invited Summer help/)]);
    expect(await visit.page.content()).not.toContain('/join#');

    const ines = await place.visit(PHONE);
    await ines.page.goto(link);
    await ines.see('Join Atelier Lumière');
    await ines.fill('Your name', 'Inès');
    await ines.fill('Password', 'short');
    await ines.press('Enter');
    await ines.see("The password doesn't meet the rules yet.");
    expect(await faultsOf(ines.page)).toEqual([]);
    expect(await overhangPx(ines.page)).toBe(0);
    await ines.fill('Password', PASSWORD);
    await ines.press('Enter');
    await ines.page.getByLabel('Amount').waitFor();
    expect(ines.sent().some((request) => request.split('\n', 1)[0]?.includes('#'))).toBe(false);
    expect(await ines.page.getByRole('link', { name: 'Team' }).count()).toBe(0);
    const hers = await StaffRequests.of(place, ines);
    const begun = await hers.postJson<{ uri: string; recovery_codes: string[] }>('/guichet/v1/second_factors/code', { password: PASSWORD });
    await hers.postJson('/guichet/v1/second_factors/code/confirm', { code: oneTimeCode(begun.uri) });
    recovery = begun.recovery_codes;
    await ines.page.goto(link);
    await ines.see('This invitation was used');
    await ines.context.close();
  });

  it('changes roles and lets people go', async () => {
    await visit.startAfresh('/team');
    expect(await rows('People')).toHaveLength(2);
    await visit.choose(visit.button('Change the role of Inès'));
    await dialog().getByLabel('Role').selectOption({ label: 'Manager' });
    await visit.choose(visit.button('Change role'));
    await dialog().waitFor({ state: 'hidden' });
    await visit.page.getByRole('cell', { name: 'Manager', exact: true }).first().waitFor();
    await visit.choose(visit.button('Delete Summer help'));
    await visit.choose(visit.button('Delete the role'));
    await dialog().waitFor({ state: 'hidden' });
    await visit.choose(visit.button('Remove Inès'));
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.choose(visit.button('Remove'));
    await dialog().waitFor({ state: 'hidden' });
    await visit.button('Remove Inès').waitFor({ state: 'detached' });
    expect(await rows('Roles')).toHaveLength(6);
    expect(visit.complaints()).toEqual([]);
  });

  it('takes somebody back who has a second factor, in the language of their invitation', async () => {
    const staff = await StaffRequests.of(place, visit);
    const { id: role } = await staff.postJson('/guichet/v1/roles', { name: 'Aide', permissions: ['payments.read', 'team.write'] });
    const { url } = await staff.postJson<{ url: string }>('/guichet/v1/invitations', { email: 'ines@example.com', role, language: 'it' });
    const ines = await place.visit(PHONE);
    const [email, password, code] = ['email', 'password', 'code'].map((name) => ines.page.locator(`input[name="${name}"]`));
    const signIn = async () => {
      await email?.fill('ines@example.com');
      await password?.fill(PASSWORD);
      await password?.press('Enter');
      await code?.fill(recovery.pop() ?? '');
      await code?.press('Enter');
      await ines.see('L’accesso riguarda un’altra attività.');
    };
    await ines.page.goto(url);
    await ines.see('Entra in Atelier Lumière');
    await ines.untilFocused(ines.page.locator('input[name="password"]'));
    await ines.type(PASSWORD);
    await ines.press('Enter');
    await ines.see('la password allora non serve');
    // Other tabs of this machine may be somebody else's.
    expect(await ines.page.evaluate("localStorage.getItem('guichet.language')")).toBe(null);
    expect(await faultsOf(ines.page)).toEqual([]);
    await ines.choose(ines.page.getByRole('link', { name: 'Accedi' }));
    await signIn();
    expect(await faultsOf(ines.page)).toEqual([]);
    expect(await overhangPx(ines.page)).toBe(0);
    await ines.choose(ines.button('Esci'));
    await email?.waitFor();
    await signIn();
    await ines.page.goto(url);
    await ines.choose(ines.button('Entra'));
    await ines.page.locator('#main').waitFor();
    // Nobody changes a role that they have themselves.
    await ines.page.goto('/team');
    const roles = ines.page.getByRole('table', { name: 'Roles' });
    await roles.getByText('Aide').waitFor();
    expect(await roles.getByRole('button').count()).toBe(0);
    await ines.context.close();
  });
});
