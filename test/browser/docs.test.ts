import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings, overhangPx } from './inspect.ts';
import { openPlace, type Place } from './place.ts';

const SMALLEST = { width: 320, height: 640 };

describe('the documentation of the API', { timeout: 120_000 }, () => {
  let place: Place;

  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place.close());

  // It is long, and its calls are alike: some of them, seen in two ways, show every colour and every arrangement.
  it('is accessible, wide in the light and narrow in the dark', async () => {
    const visit = await place.visit();
    await visit.page.goto('/docs');
    await visit.page.evaluate("[...document.querySelectorAll('.call, .object')].slice(12).forEach((each) => each.remove())");
    expect(await findings(visit.page, 'desk', 'light')).toEqual([]);
    expect(await findings(visit.page, 'phone', 'dark')).toEqual([]);
    expect(visit.complaints()).toEqual([]);
  });

  it('fits the smallest screen, and leads from its contents to a call', async () => {
    const { page } = await place.visit({ viewport: SMALLEST });
    await page.goto('/docs');
    expect(await overhangPx(page)).toBe(0);
    await page.getByText('Contents', { exact: true }).click();
    await page.locator('.narrow').getByText('Refunds', { exact: true }).click();
    await page.locator('.narrow').getByRole('link', { name: 'What there is to know' }).click();
    expect(new URL(page.url()).hash).toBe('#refunds');
    expect(await page.locator('#refunds').isVisible()).toBe(true);
  });

  it('is reached from the page of the developers', async () => {
    const { page } = await place.visitSignedIn('/developers');
    await page.getByRole('link', { name: 'Read the documentation of the API' }).click();
    await page.getByRole('heading', { name: 'A first payment in five lines' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/docs');
  });
});
