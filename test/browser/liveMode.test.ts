import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneTimeCode } from '../../server/test/harness/oneTimeCode.ts';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place, STAFF } from './place.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

const heading = (visit: Visit, name: string) => visit.page.getByRole('heading', { level: 1, name }).waitFor();
const strip = (visit: Visit) => visit.page.getByText('No real money moves.');

describe('live mode', { timeout: 120_000 }, () => {
  let place: Place;
  let visit: Visit;
  let customer: string;

  beforeAll(async () => {
    place = await openPlace();
    visit = await place.visitSignedIn('/customers/new');
    const staff = await StaffRequests.of(place, visit);
    customer = (await staff.postForm('/v1/customers', { name: 'Practice Person' })).id;
    await visit.fill('Name', 'Half typed in practice');
  });
  afterAll(() => place.close());

  it('is opened by the owner, who sets up a second factor before anything else', async () => {
    await visit.page.getByRole('link', { name: 'Take real payments' }).click();
    await heading(visit, 'Live mode');
    await visit.choose(visit.button('Open live mode'));
    await heading(visit, 'Set up a second factor');
    await visit.choose(visit.button('Codes from an app'));
    await visit.fill('Your password', STAFF.password);
    const answer = visit.page.waitForResponse('**/guichet/v1/second_factors/code');
    await visit.press('Enter');
    const { uri } = (await (await answer).json()) as { uri: string };
    await visit.untilFocused(visit.field('Code from your app'));
    await visit.type(oneTimeCode(uri));
    await visit.press('Enter');
    await visit.choose(visit.button('I have kept them'));
    await heading(visit, 'Providers');
    await visit.see('No account at a provider yet');
    expect(await strip(visit).count()).toBe(0);
  });

  it('is empty, says at the counter what is missing, and pays nothing out', async () => {
    await visit.page.goto('/customers');
    await visit.see('No customers yet');
    await visit.page.goto('/customers/new');
    expect(await visit.field('Name').inputValue()).toBe('');
    await visit.page.goto('/balance');
    await visit.see('In live mode your providers pay out to your bank');
    expect(await visit.button('New payout').count()).toBe(0);
    await visit.page.goto('/');
    await visit.page.getByRole('radio', { name: 'Cash', exact: true }).waitFor();
    expect(await visit.page.getByRole('radio', { name: 'Card', exact: true }).count()).toBe(0);
    expect(await faultsOf(visit.page)).toEqual([]);
  });

  it('leads to practice and back in this tab, where what was typed still stands', async () => {
    await visit.choose(visit.button(/Odile Martin/));
    await visit.choose(visit.button('Test mode'));
    await strip(visit).waitFor();
    await visit.page.goto('/customers');
    await visit.see('Practice Person');
    await visit.page.goto('/customers/new');
    expect(await visit.field('Name').inputValue()).toBe('Half typed in practice');
    const other = await visit.context.newPage();
    await other.goto('/customers');
    await other.getByText('No customers yet').waitFor();
    await other.close();
    await visit.choose(visit.button('Back to live mode'));
    await visit.field('Amount').waitFor();
    expect(await strip(visit).count()).toBe(0);
    expect(visit.complaints()).toEqual([]);
  });

  it('is left for practice by a mail that speaks of it, until somebody goes elsewhere', async () => {
    await visit.page.goto('/approvals?mode=test');
    await strip(visit).waitFor();
    expect(visit.page.url()).toMatch(/\/approvals$/);
    await visit.page.goto('/approvals?mode=live');
    await heading(visit, 'Approvals');
    expect(await strip(visit).count()).toBe(0);
    await visit.page.goto('/approvals?mode=test');
    await strip(visit).waitFor();
    await visit.choose(visit.button('Back to live mode'));
    await visit.field('Amount').waitFor();
    await visit.page.reload();
    await visit.field('Amount').waitFor();
    expect(await strip(visit).count()).toBe(0);
  });

  it('leads on from a link to something that was only practised', async () => {
    await visit.page.goto(`/customers/${customer}`);
    await visit.see('This does not exist, or no longer.');
    await visit.choose(visit.button('Look in test mode'));
    await visit.page.getByRole('heading', { level: 1, name: 'Practice Person' }).waitFor();
    await strip(visit).waitFor();
    await visit.choose(visit.button(/Odile Martin/));
    await visit.choose(visit.button('Sign out'));
    await visit.untilFocused(visit.page.locator('input[name="email"]'));
    // Whoever signs in next begins in earnest.
    expect(await visit.page.evaluate("sessionStorage.getItem('guichet.mode')")).toBeNull();
  });
});
