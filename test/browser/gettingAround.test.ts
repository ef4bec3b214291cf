import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, PHONE, type Place, STAFF } from './place.ts';
import { makeSomeHistory, type SomeHistory } from './someHistory.ts';
import { StaffRequests } from './staffRequests.ts';
import type { Visit } from './visit.ts';

let place: Place;
let visit: Visit;
let history: SomeHistory;

beforeAll(async () => {
  place = await openPlace();
  history = await makeSomeHistory(await StaffRequests.of(place, await place.visitSignedIn()));
});
afterAll(() => place.close());
beforeEach(async () => {
  visit = await place.visitSignedIn('/payments');
  await visit.page.getByRole('table', { name: 'Payments' }).waitFor();
});

const rail = () => visit.page.getByRole('navigation', { name: 'Places' });
const offered = () => visit.page.getByRole('dialog', { name: 'Go to…' }).getByRole('option').allInnerTexts();
const heading = (name: string) => visit.page.getByRole('heading', { level: 1, name });

/** Opens the dialog by its keys and types. */
async function jump(text: string): Promise<void> {
  await visit.press('Control+k');
  await visit.untilFocused(visit.page.getByRole('combobox', { name: 'Page, customer or payment' }));
  await visit.type(text);
}

describe('the places beside the page', { timeout: 60_000 }, () => {
  it('stand under headings that fold by keys, and stay as the person left them', async () => {
    const technical = visit.button('Technical');
    expect(await technical.getAttribute('aria-expanded')).toBe('false');
    expect(await rail().getByRole('link', { name: 'Developers' }).count()).toBe(0);
    await visit.choose(technical);
    await rail().getByRole('link', { name: 'Developers' }).waitFor();
    await visit.choose(visit.button('Money'));
    expect(await rail().getByRole('link', { name: 'Balance' }).count()).toBe(0);
    await visit.page.reload();
    await rail().getByRole('link', { name: 'Developers' }).waitFor();
    expect(await visit.button('Money').getAttribute('aria-expanded')).toBe('false');
    await visit.choose(visit.button('Technical'));
    await visit.choose(visit.button('Money'));
  });

  it('show where one is, also below a folded heading', async () => {
    expect(await visit.button('Business and team').getAttribute('aria-expanded')).toBe('false');
    await visit.page.goto('/activity');
    const here = rail().getByRole('link', { name: 'Activity' });
    await here.waitFor();
    expect(await here.getAttribute('aria-current')).toBe('page');
    expect(await visit.button('Business and team').getAttribute('aria-expanded')).toBe('true');
  });

  it('stay in sight while a page scrolls, and reach into a low window', async () => {
    await visit.page.setViewportSize({ width: 1280, height: 420 });
    await visit.page.evaluate('scrollTo(0, 400)');
    const home = rail().getByRole('link', { name: 'Home' });
    expect((await home.boundingBox())?.y).toBeGreaterThan(0);
    const help = rail().getByRole('link', { name: 'Help' });
    await visit.tabTo(help);
    const box = await help.boundingBox();
    expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThanOrEqual(420);
  });

  it('stand under the same headings behind "More" on a phone', async () => {
    await visit.page.setViewportSize(PHONE.viewport);
    await visit.choose(visit.button('More'));
    const sheet = visit.page.getByRole('dialog', { name: 'More' });
    expect(await sheet.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Daily work',
      'Customers and sales',
      'Money',
      'Business and team',
      'Technical',
    ]);
    await visit.choose(sheet.getByRole('link', { name: 'Team' }));
    await heading('Team').waitFor();
  });
});

describe('going somewhere by typing', { timeout: 60_000 }, () => {
  it('finds a page by a few letters, and hands the focus to it', async () => {
    await jump('dev');
    await visit.page.getByRole('option', { name: 'Developers', selected: true }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(heading('Developers'));
  });

  it('finds a customer and a payment', async () => {
    await jump('camille');
    await visit.page.getByRole('option', { name: /Camille Durand camille/, selected: true }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(heading('Camille Durand'));
    expect(new URL(visit.page.url()).pathname).toBe(`/customers/${history.regular}`);

    await jump('2041');
    // Camille comes first: she is whom the invoice is for.
    await visit.page.getByRole('option', { name: /Camille Durand camille/, selected: true }).waitFor();
    const payment = visit.page.getByRole('option', { name: /€249\.00 Partly refunded Camille Durand · Invoice 2041/ });
    await payment.waitFor();
    await visit.press('ArrowDown');
    expect(await payment.getAttribute('aria-selected')).toBe('true');
    await visit.press('Enter');
    await visit.page.getByRole('heading', { name: 'In the books' }).waitFor();
    expect(new URL(visit.page.url()).pathname).toBe(`/payments/${history.refunded}`);
  });

  it('goes there as soon as it is found, for whoever presses Enter before', async () => {
    await visit.page.route('**/guichet/v1/payments?*camille*', async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
    await jump('camille');
    await visit.press('Enter');
    await visit.untilFocused(heading('Camille Durand'));
    expect(new URL(visit.page.url()).pathname).toBe(`/customers/${history.regular}`);
  });

  it('says when there is nothing, and Escape leads back to where one was', async () => {
    const filter = visit.page.getByRole('searchbox').or(visit.page.getByRole('textbox')).first();
    await filter.focus();
    await jump('zzzz');
    await visit.see('Nothing found');
    await visit.press('Enter', 'Escape');
    await visit.untilFocused(filter);
    expect(new URL(visit.page.url()).pathname).toBe('/payments');
  });

  it('offers nobody what they may not see', async () => {
    await jump('');
    expect(await offered()).toEqual(expect.arrayContaining(['Home', 'Backups', 'My account']));
    await visit.press('Escape');
    await visit.page.route('**/guichet/v1/session*', async (route) => {
      const answer = await route.fetch();
      const session = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...session, permissions: ['payments.read', 'payments.write'] } });
    });
    await visit.page.reload();
    await visit.page.getByRole('table', { name: 'Payments' }).waitFor();
    await jump('');
    expect(await offered()).toEqual(['Counter', 'Payments', 'Cash and cheques', 'Sales', 'Disputes', 'Help', 'Approvals', 'My account']);
    expect(await visit.page.getByRole('button', { name: 'Money' }).count()).toBe(0);
  });
});

describe('two tabs of one person', { timeout: 60_000 }, () => {
  it('speak one language', async () => {
    const other = await visit.context.newPage();
    await other.goto('/account');
    await other.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
    await other.getByRole('button', { name: STAFF.name }).click();
    await other.getByRole('group', { name: 'Language' }).getByRole('button', { name: 'Italiano' }).click();
    await heading('Pagamenti').waitFor();
    expect(await visit.page.locator('html').getAttribute('lang')).toBe('it');
    await other.getByRole('button', { name: 'English' }).click();
    await heading('Payments').waitFor();
    await other.close();
  });
});
