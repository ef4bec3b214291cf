import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Line, openLine } from './line.ts';
import { openPlace, type Place, STAFF } from './place.ts';
import { answered, CARDS, keyIn, take } from './sale.ts';
import type { Visit } from './visit.ts';

const NO_CONNECTION = 'No connection. Payments can be taken again as soon as it is back.';
const NEWER = 'A newer version of Guichet is ready.';

let place: Place;
let line: Line;
let visit: Visit;

/** The worker takes the page over when it has all of them. */
const UNTIL_KEPT = `new Promise((resolve) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller !== null) resolve(true);
  else serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
})`;

/** One profile for the whole file, once it has kept the pages. */
beforeAll(async () => {
  place = await openPlace();
  line = await openLine(place.server);
  visit = await place.visitSignedIn('/', { serviceWorkers: 'allow', baseURL: line.base });
  await visit.untilFocused(visit.field('Amount'));
  await visit.page.evaluate(UNTIL_KEPT);
}, 120_000);
afterAll(async () => {
  await place.close();
  await line.close();
});
beforeEach(async () => {
  line.mend();
  await visit.context.setOffline(false);
  await visit.startAfresh('/');
  await visit.untilFocused(visit.field('Amount'));
});

/** The addresses in all caches of the browser. */
const keptPaths = () =>
  visit.page.evaluate(`(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return caught.flat().map(({ url }) => new URL(url).pathname);
  })()`) as Promise<string[]>;

/** What belongs to the pages: the one page, its files, and nothing that tells of anybody. */
const OF_PAGES = /^\/(?:$|assets\/[^/]+\.(?:js|css|woff2|svg|png)$|[a-z0-9-]+\.(?:svg|png|webmanifest)$)/;
const VERSION = `document.querySelector('meta[name="guichet-pages"]').content`;
const version = () => visit.page.evaluate(VERSION) as Promise<string>;

it.each(['en', 'fr', 'it'])('can be installed, in %s', async (language) => {
  const answer = await visit.context.request.get(`/manifest-${language}.webmanifest`);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as { lang: string; start_url: string; display: string; icons: { src: string; sizes: string }[] };
  expect(manifest).toMatchObject({ lang: language, start_url: '/', display: 'standalone' });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(['any', '192x192', '512x512', '512x512']);
  for (const { src } of manifest.icons) expect((await visit.context.request.get(src)).ok(), src).toBe(true);
});

const PAGES = [
  ...['/home', '/', '/payments', '/records', '/customers', '/sales', '/items', '/counter-settings', '/work', '/disputes', '/reports'],
  ...['/balance', '/providers', '/business', '/team', '/outbox', '/backups', '/activity', '/account', '/developers', '/help'],
];

describe('without a network', { timeout: 90_000 }, () => {
  it('the counter opens with what was typed, less the card, and goes on by itself when it is back', async () => {
    await keyIn(visit, { amount: '49,90', reference: 'Kept', number: CARDS.approved });
    await visit.context.setOffline(true);
    await visit.see(NO_CONNECTION);
    await visit.page.reload();
    await visit.see(NO_CONNECTION);
    await visit.untilFocused(visit.field('Amount'));
    expect(await visit.field('Amount').inputValue()).toBe('49,90');
    expect(await visit.page.getByText('Reading what the business asks for').count()).toBe(0);
    await visit.press('Enter');
    expect(visit.posts('/guichet/v1/card_tokens') + visit.posts('/v1/payment_intents')).toBe(0);
    expect(await visit.stored()).not.toMatch(/4242 ?4242/);

    await visit.context.setOffline(false);
    await expect.poll(() => visit.page.getByText('No connection.').count()).toBe(0);
    expect(await visit.field('Amount').inputValue()).toBe('49,90');
    expect(await visit.field('Card number').inputValue()).toBe('');
    await visit.fill('Card number', CARDS.approved);
    await visit.type('1234');
    await visit.untilFocused(visit.field('Security code'));
    await visit.press('1', '2', '3', 'Enter');
    await answered(visit, 'Approved');
  });

  it('every page opens, though nothing new is on it', async () => {
    await visit.context.setOffline(true);
    for (const path of PAGES) {
      await visit.page.goto(path);
      await visit.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await visit.page.getByText('The page could not be shown.').count(), path).toBe(0);
    }
  });
});

it('a server that does not answer is told of like a missing network, until it does', { timeout: 90_000 }, async () => {
  line.cut();
  await visit.page.getByRole('link', { name: 'Customers', exact: true }).first().click();
  await visit.see(NO_CONNECTION);
  line.mend();
  await expect.poll(() => visit.page.getByText(NO_CONNECTION).count()).toBe(0);
  await visit.see('No customers yet');
});

it('a proxy that says that the server is not there is told of in the same way, and not what the server says itself', {
  timeout: 90_000,
}, async () => {
  const open = (page: string) => visit.page.getByRole('link', { name: page, exact: true }).first().click();
  const error = { type: 'api_error', code: 'unavailable', message: 'In a moment.' };
  line.standIn(503, 'application/json', JSON.stringify({ error }));
  await open('Payments');
  await visit.see('The server or its database cannot answer just now. Try again in a moment.');
  expect(await visit.page.getByText(NO_CONNECTION).count()).toBe(0);
  line.standIn(502, 'text/html', '<h1>Bad Gateway</h1>');
  await open('Customers');
  await visit.see(NO_CONNECTION);
  line.mend();
  await expect.poll(() => visit.page.getByText(NO_CONNECTION).count()).toBe(0);
  await visit.see('No customers yet');
});

it('payers keep nothing of the pages, which are for staff', { timeout: 60_000 }, async () => {
  const payer = await place.visit({ serviceWorkers: 'allow' });
  await payer.page.addInitScript(`navigator.serviceWorker.register = () => {
    document.documentElement.dataset.kept = 'true';
    return Promise.reject();
  }`);
  const kept = () => payer.page.locator('html[data-kept]').count();
  await payer.page.goto('/');
  await expect.poll(kept).toBe(1);
  await payer.page.goto('/agree#none');
  await payer.see('This link was used');
  await payer.page.waitForLoadState('load');
  expect([await kept(), await payer.page.locator('link[rel="manifest"]').count()]).toEqual([0, 0]);
  await payer.context.close();
});

it('an answer that was lost with the line is found after a reload, and no card is kept meanwhile', { timeout: 90_000 }, async () => {
  line.cutAfter('/v1/payment_intents');
  await take(visit, { amount: '31', reference: 'Line cut', number: CARDS.approved });
  await visit.see(/^Checking whether the payment arrived…/);
  await visit.page.reload();
  await visit.see(/^Checking whether the payment arrived…/);
  expect(await visit.stored()).not.toMatch(/4242 ?4242/);
  line.mend();
  await answered(visit, 'Approved');
  expect((await keptPaths()).filter((path) => !OF_PAGES.test(path))).toEqual([]);
});

it('newer pages come to whoever opens one, and are offered where one is open, not in the middle of a sale', {
  timeout: 90_000,
}, async () => {
  const before = await version();
  expect(before).toMatch(/^[0-9a-f]{16}$/);
  const next = 'f'.repeat(16);
  await visit.fill('Amount', '12');
  // The server has been updated: another version, and what belonged to the old one is gone.
  line.serve((path, text) => (/\/CustomersScreen-[^/]+\.js$/.test(path) ? null : text.replaceAll(before, next)));
  const other = await visit.context.newPage();
  // A server that takes more than a few seconds is given up for what is kept.
  await expect
    .poll(async () => {
      await other.goto('/');
      return other.evaluate(VERSION);
    })
    .toBe(next);
  await other.close();

  await visit.page.evaluate('navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)');
  await visit.page.getByText(NEWER).waitFor({ timeout: 45_000 });
  await visit.see('It can be shown after this sale.');
  expect(await version()).toBe(before);
  await visit.page.getByRole('link', { name: 'Customers' }).first().click();
  await visit.page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  await visit.page.goBack();
  expect(await visit.field('Amount').inputValue()).toBe('12');
  await visit.tabTo(visit.field('Amount'));
  await visit.press('ControlOrMeta+a', 'Delete');
  await visit.tabTo(visit.button('Reload'), 'Shift+Tab');
  await visit.press('Enter');
  await expect.poll(version).toBe(next);
  await visit.untilFocused(visit.field('Amount'));
  expect(await visit.page.getByText(NEWER).count()).toBe(0);
});

it('a sign-out leaves nothing of the person behind', { timeout: 60_000 }, async () => {
  await visit.fill('Reference', 'Of Madame Lenoir');
  await visit.page.getByRole('link', { name: 'Customers' }).first().click();
  await visit.page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
  expect(await visit.stored()).toContain(STAFF.email);
  await visit.tabTo(visit.button(STAFF.name), 'Shift+Tab');
  await visit.press('Enter');
  await visit.choose(visit.button('Sign out'));
  await visit.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  const stored = await visit.stored();
  for (const word of [STAFF.email, STAFF.name, 'Lenoir']) expect(stored).not.toContain(word);
  const kept = await keptPaths();
  expect(kept).toContain('/');
  expect(kept.filter((path) => !OF_PAGES.test(path) || path.includes('card-fields'))).toEqual([]);
  line.cut();
  await visit.page.reload();
  await visit.see('The server could not be reached. Check the connection and try again.');
  expect(await visit.page.getByText(STAFF.name).count()).toBe(0);
});
