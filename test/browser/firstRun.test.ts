import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, photograph } from './inspect.ts';
import { BUSINESS, DESK, openPlace, type Place, STAFF } from './place.ts';
import { answered, CARDS, take } from './sale.ts';
import type { Visit } from './visit.ts';

const NOBODY = {
  GUICHET_OWNER_EMAIL: '',
  GUICHET_OWNER_PASSWORD: '',
  GUICHET_OWNER_NAME: '',
  GUICHET_BUSINESS_NAME: '',
  GUICHET_TEST_KEY: '',
};
const WRONG_CODE = 'The one-time code is wrong. It was printed where the server was started.';

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace(NOBODY);
  visit = await place.visit();
  await visit.page.goto('/');
});
afterAll(async () => {
  await place.close();
});

/** As somebody types it over from the terminal in which the server was started. */
const printedCode = (): string => /one-time code (\S+)/.exec(place.server.output())?.[1] ?? '';

describe('the first run of a place without an owner', { timeout: 60_000 }, () => {
  it('asks for the code, and shows each missing answer by its field', async () => {
    await visit.page.getByRole('heading', { name: 'Open your counter' }).waitFor();
    await visit.untilFocused(visit.field('One-time code'));
    await visit.press('Enter');
    await visit.untilFocused(visit.field('One-time code'));
    expect(await visit.descriptionOf(visit.field('One-time code'))).toContain('Enter the code that was printed');
    expect(await visit.descriptionOf(visit.field('Business name'))).toContain('Enter the name that customers know.');
    expect(await visit.descriptionOf(visit.field('Password'))).toContain("The password doesn't meet the rules yet.");
    expect(visit.posts('/guichet/v1/setup')).toBe(0);
  });

  it('takes the answers by keyboard; the currency follows the country', async () => {
    await visit.fill('Business name', BUSINESS);
    await visit.pick('Country', 'United K');
    expect(await visit.field('Settlement currency').inputValue()).toBe('gbp');
    await visit.tabTo(visit.field('Settlement currency'));
    await visit.tabTo(visit.field('Country'), 'Shift+Tab');
    await visit.pick('Country', 'Fran');
    expect(await visit.field('Settlement currency').inputValue()).toBe('eur');
    expect(await visit.field('Time zone').inputValue()).toBe('Europe/Paris');
    await visit.fill('Your name', STAFF.name);
    await visit.fill('E-mail address', STAFF.email);
    await visit.fill('Password', STAFF.password);
    expect(await visit.page.getByText('(met)').count()).toBe(3);
  });

  it('refuses a wrong code, and says so by its field', async () => {
    await visit.tabTo(visit.field('One-time code'), 'Shift+Tab');
    await visit.type('ABCD-2345');
    await visit.press('Enter');
    await visit.see(WRONG_CODE);
    await visit.untilFocused(visit.field('One-time code'));
    expect(await visit.descriptionOf(visit.field('One-time code'))).toContain(WRONG_CODE);
  });

  it('is accessible', async () => {
    await photograph(visit.page, 'set-up');
    expect(await faultsOf(visit.page)).toEqual([]);
    await visit.page.setViewportSize(DESK.viewport);
  });

  it('opens the counter with the code that was printed, signed in and plainly in test mode', async () => {
    await visit.press('ControlOrMeta+a');
    await visit.type(printedCode());
    await visit.press('Enter');
    await visit.page.getByRole('heading', { name: 'Take a payment' }).waitFor();
    await visit.see('Test mode');
    await visit.see('No real money moves.');
    await visit.see(BUSINESS);
    await visit.button(STAFF.name).waitFor();
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Currency').inputValue()).toBe('eur');
  });

  it('takes a first payment at once', async () => {
    await take(visit, { amount: '12', number: CARDS.approved });
    await answered(visit, 'Approved');
  });

  it('asks nobody else: the next visitor is shown the sign-in', async () => {
    const other = await place.visit();
    await other.page.goto('/');
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.context.close();
  });

  it('leaves no complaint in the console', () => {
    // Before there is an owner nobody can be signed in, and a wrong code is a refusal.
    expect(visit.complaints('403 /guichet/v1/session', '403 /guichet/v1/setup')).toEqual([]);
  });
});
