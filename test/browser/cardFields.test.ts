import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseText } from '../../server/test/flows/cardSearch/databaseText.ts';
import { addProviderAccount, askAsOwner } from '../../server/test/harness/askAsOwner.ts';
import { CardSweep } from '../../server/test/harness/cardSweep.ts';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { faultsOf } from './inspect.ts';
import { openPlace, type Place } from './place.ts';
import { answered, CARDS } from './sale.ts';
import type { Visit } from './visit.ts';

// A cashier here types cards into the fields of another Guichet: two real servers, and the number reaches the other one alone.

let place: Place;
let provider: ServerProcess;
let visit: Visit;
let frame: FrameLocator;
let publishableKey: string;

async function ask<T>({ base, key }: ServerProcess, path: string, body?: object): Promise<T> {
  const response = await fetch(base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Whose pages may frame the provider's fields. */
const register = (origins: readonly string[]) => askAsOwner<{ publishable_key: string }>(provider, '/guichet/v1/card_fields', { origins });

beforeAll(async () => {
  [place, provider] = await Promise.all([openPlace(), startServerProcess({ GUICHET_BUSINESS_NAME: 'Provider' })]);
  publishableKey = (await register([place.server.base])).body.publishable_key;
  await addProviderAccount(place.server, {
    ...{ name: 'Other Guichet', base_url: provider.base, secret: provider.key },
    ...{ cards: 'fields', publishable_key: publishableKey },
  });
}, 120_000);
afterAll(async () => {
  await Promise.all([place.close(), provider.close()]);
});
beforeEach(async () => {
  visit = await place.visitSignedIn();
  frame = visit.page.frameLocator('iframe');
});

const field = (label: string) => frame.getByLabel(label, { exact: true });

/** Whether the keyboard is in this field of the frame. */
const isTyping = (label: string): Promise<boolean> =>
  field(label).evaluate((input) => input === input.ownerDocument.activeElement && input.ownerDocument.hasFocus());

/** Tab by Tab from the amount into the frame, and field by field there: number and date hand the focus on by themselves. */
async function keyIntoFrame(amount: string, number: string): Promise<void> {
  await visit.fill('Amount', amount);
  await field('Card number').waitFor();
  for (let stops = 0; stops < 40 && !(await isTyping('Card number')); stops += 1) await visit.press('Tab');
  expect(await isTyping('Card number')).toBe(true);
  await visit.type(number);
  await visit.type('1234');
  await visit.type('123');
}

const payments = async () => (await ask<{ data: { id: string }[] }>(place.server, '/guichet/v1/payments')).data.length;

describe('a cashier', { timeout: 90_000 }, () => {
  it('charges through the frame without a mouse, and no trace of the number is here', async () => {
    await keyIntoFrame('49.90', CARDS.approved);
    expect(await field('Security code').inputValue()).toBe('123');
    await visit.press('Enter');
    await answered(visit, 'Approved');
    const theirs = await ask<{ data: { amount: number; status: string }[] }>(provider, '/v1/payment_intents');
    expect(theirs.data).toMatchObject([{ amount: 4990, status: 'succeeded' }]);

    const toUs = visit.sent().filter((request) => request.split(' ')[1]?.startsWith(place.server.base));
    expect(toUs.length).toBeGreaterThan(5);
    const sweep = new CardSweep([CARDS.approved]);
    const sent = sweep.sweep('requests', Buffer.from(toUs.join('\n')));
    const rows = [...(await databaseText(place.server.dataDir))].flatMap(([table, text]) => sweep.sweep(table, Buffer.from(text)));
    const files = sweep.sweepFolder(place.server.dataDir);
    expect(files.files).toBeGreaterThan(100);
    expect([...sent, ...rows, ...files.found]).toEqual([]);
    // The search does find it where it went.
    expect(sweep.sweep('all requests', Buffer.from(visit.sent().join('\n')))).not.toEqual([]);
    const vault = (dataDir: string) => databaseText(dataDir).then((tables) => tables.get('public.vault_cards'));
    expect(await vault(place.server.dataDir)).toBe('');
    expect(await vault(provider.dataDir)).not.toBe('');
    expect(visit.complaints()).toEqual([]);
  });

  it('is told of a decline as of any other', async () => {
    await keyIntoFrame('12', CARDS.poor);
    await visit.press('Enter');
    await answered(visit, 'Declined');
    await visit.see('Not enough money');
    expect(visit.complaints('402 /v1/payment_intents')).toEqual([]);
  });

  it('is told of a mistake beside the field, in the frame, and nothing is asked of anybody', async () => {
    const before = await payments();
    await keyIntoFrame('5', CARDS.approved);
    await visit.press('Shift+Tab', 'Shift+Tab', 'ControlOrMeta+a');
    await visit.type('42424242');
    await visit.press('Enter');
    await frame.getByText('Digits are missing.').waitFor();
    await expect.poll(() => isTyping('Card number')).toBe(true);
    expect(await field('Card number').getAttribute('aria-invalid')).toBe('true');
    await visit.button('Take €5.00').waitFor();
    expect(await payments()).toBe(before);
    expect(visit.posts('/v1/payment_methods')).toBe(0);
    expect(visit.posts('/guichet/v1/card_tokens')).toBe(0);
  });

  it('presses the counter’s keys within the frame', async () => {
    await keyIntoFrame('7', CARDS.approved);
    await visit.press('Alt+m');
    await visit.untilFocused(visit.field('Amount'));
    await visit.press('Alt+n');
    await expect.poll(() => isTyping('Card number')).toBe(true);
    await visit.press('Escape');
    await expect.poll(() => field('Card number').inputValue()).toBe('');
  });

  it('keeps the card on file by consent, and charges it from there without the frame', async () => {
    await visit.fill('Customer', 'Noémie Blanc');
    await visit.page.getByRole('option', { name: 'New customer “Noémie Blanc”' }).waitFor();
    await visit.press('Enter');
    await visit.untilFocused(visit.field('Name'));
    await keyIntoFrame('20', CARDS.mastercard);
    await visit.press('Enter');
    await answered(visit, 'Approved');
    await visit.choose(visit.button('Save the card'));
    await visit.untilFocused(visit.button('They agree: save'));
    await visit.press('Enter');
    await visit.see('The card is saved for this customer.');
    await visit.press('F2');
    await visit.untilFocused(visit.field('Amount'));
    await visit.type('21');
    await visit.fill('Customer', '4444');
    await visit.page.getByRole('option', { name: /Mastercard •4444 12\/34/ }).waitFor();
    await visit.press('ArrowDown', 'Enter');
    await visit.untilFocused(visit.button('Take €21.00'));
    expect(await visit.page.locator('iframe').count()).toBe(0);
    await visit.press('Enter');
    await answered(visit, 'Approved');
  });

  it('sees the fields in their own language, sound in light and dark, wide and narrow', async () => {
    await field('Card number').waitFor();
    expect(await faultsOf(visit.page)).toEqual([]);
    const { page } = await place.visit();
    await page.goto(`${provider.base}/pay/fields?${new URLSearchParams({ key: publishableKey, origin: place.server.base, lang: 'fr' })}`);
    await page.getByLabel('Numéro de carte').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('reads why the fields do not open, and that nothing was charged', async () => {
    await register(['https://elsewhere.example']);
    await visit.page.reload();
    await frame.getByText('Not for this page').waitFor();
    await visit.see('The card fields of Other Guichet do not open. Nothing was charged.');
    await visit.button('Reload the page').waitFor();
    await register([place.server.base]);
    await visit.choose(visit.button('Reload the page'));
    await field('Card number').waitFor();
    expect(visit.complaints('403 /pay/fields')).toEqual([]);
  });
});

describe('a page of somebody else', { timeout: 60_000 }, () => {
  /** A page at another port of this machine that frames the fields, posts to them, and keeps what it hears. */
  async function strangerFraming(origin: string) {
    const { page } = await place.visit();
    const src = `${provider.base}/pay/fields?${new URLSearchParams({ key: publishableKey, origin, lang: 'en' })}`;
    // The bank's page stands in for a stranger's: another origin, of which nothing is registered.
    await page.route('http://127.0.0.1:9/*', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script>heard = []; addEventListener('message', ({ data }) => heard.push(data))</script><iframe src="${src}"></iframe>`,
      }),
    );
    await page.goto('http://127.0.0.1:9/');
    return page;
  }

  it('cannot frame them by naming a registered origin', async () => {
    const page = await strangerFraming(place.server.base);
    await expect.poll(() => page.frames().some((each) => each.url().startsWith('chrome-error:'))).toBe(true);
    expect(await page.evaluate('heard')).toEqual([]);
  });

  it('is neither answered nor obeyed by fields that are open', async () => {
    const { page } = await place.visit();
    await page.goto(`${provider.base}/pay/fields?${new URLSearchParams({ key: publishableKey, origin: place.server.base, lang: 'en' })}`);
    await page.getByLabel('Card number').fill(CARDS.approved);
    await page.evaluate(`heard = []; addEventListener('message', ({ data }) => heard.push(data)); postMessage({ type: 'clear' }, '*')`);
    await expect.poll(() => page.evaluate('heard')).toEqual([{ type: 'clear' }]);
    expect(await page.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242');
  });
});
