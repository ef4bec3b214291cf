import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import type { Visit } from './visit.ts';

/** A small phone, held in a hand. */
const HANDHELD = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true };
const LEAST_TARGET_PX = 44;

let place: Place;
let visit: Visit;

beforeAll(async () => {
  place = await openPlace();
}, 120_000);
afterAll(() => place.close());
afterEach(() => visit.context.close());

const amount = () => visit.field('Amount').inputValue();
const keypad = () => visit.page.getByRole('group', { name: 'Keypad' });
const tap = async (...keys: string[]) => {
  for (const key of keys) await keypad().getByRole('button', { name: key, exact: true }).tap();
};
const isWide = () => visit.page.evaluate('document.documentElement.scrollWidth > innerWidth');

describe('large keys for the amount', { timeout: 60_000 }, () => {
  it('are there on a phone: an amount is tapped, mended, and taken in cash', async () => {
    visit = await place.visitSignedIn('/', HANDHELD);
    await keypad().waitFor();
    expect(await isWide()).toBe(false);
    expect(await visit.field('Amount').getAttribute('inputmode')).toBe('none');
    const keys = await keypad().getByRole('button').all();
    expect(keys).toHaveLength(12);
    for (const key of keys) {
      const { width = 0, height = 0 } = (await key.boundingBox()) ?? {};
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
    }
    await tap('1', '2', '5');
    await expect.poll(amount).toBe('1.25');
    await tap('00');
    await expect.poll(amount).toBe('125.00');
    await tap('Take the last digit away', 'Take the last digit away', '3', '0');
    await expect.poll(amount).toBe('125.30');
    await visit.page.getByRole('status').filter({ hasText: '€125.30' }).first().waitFor({ state: 'attached' });
    await visit.button('Clear the amount').tap();
    await expect.poll(amount).toBe('');

    await visit.field('Amount').fill('7');
    await tap('5');
    await expect.poll(amount).toBe('70.05');
    await visit.page.getByRole('radio', { name: 'Cash' }).check({ force: true });
    await visit.button('Record €70.05').tap();
    await visit.see('€70.05 recorded.');
    expect(visit.complaints()).toEqual([]);
  });

  it('know currencies without decimals, and keep the button below the thumb', async () => {
    visit = await place.visitSignedIn('/', HANDHELD);
    // A finger brings the focus along, and the focus the whole list.
    await visit.field('Currency').tap();
    await visit.field('Currency').selectOption('jpy');
    await tap('5', '00');
    await expect.poll(amount).toBe('500');
    await visit.field('Currency').selectOption('eur');
    await visit.button('Clear the amount').tap();
    await tap('9', '00');
    const bottomOf = async (name: string) => {
      const { y = Number.POSITIVE_INFINITY, height = 0 } = (await visit.button(name).boundingBox()) ?? {};
      return y + height;
    };
    await expect.poll(() => bottomOf('Take €9.00')).toBeLessThan(HANDHELD.viewport.height);
    for (const [method, button] of [
      ['Cash', 'Record €9.00'],
      ['SEPA direct debit', 'Debit €9.00'],
    ] as const) {
      await visit.page.getByRole('radio', { name: method }).check({ force: true });
      await expect.poll(() => bottomOf(button)).toBeLessThan(HANDHELD.viewport.height);
    }
  });

  it('are switched on for a tablet, by keyboard too, and stay so on this device', async () => {
    visit = await place.visitSignedIn('/', TABLET);
    await visit.untilFocused(visit.field('Amount'));
    expect(await keypad().count()).toBe(0);
    await visit.tabTo(visit.field('Large keys'));
    await visit.press('Space');
    await keypad().waitFor();
    await visit.page.reload();
    await keypad().waitFor();
    await visit.tabTo(keypad().getByRole('button', { name: '4', exact: true }));
    await visit.press('Enter', 'Space');
    await expect.poll(amount).toBe('0.44');
    await visit.tabTo(visit.field('Large keys'));
    await visit.press('Space');
    await expect.poll(() => keypad().count()).toBe(0);
  });
});
