import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESK, PHONE } from './place.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');
const TAKES_PICTURES = process.env.GUICHET_PICTURES === '1';
const WIDTHS = { desk: DESK.viewport, phone: PHONE.viewport };

/** Where a picture for the docs is wanted of. */
export type PictureOf = readonly (keyof typeof WIDTHS)[];

/** What axe finds, each with the place where. */
export async function findings(page: Page, where: keyof typeof WIDTHS, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.setViewportSize(WIDTHS[where]);
  await page.emulateMedia({ colorScheme });
  // Legacy mode stays in this tab; the one frame that we show lets no script in, in either mode.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(WCAG);
  const { violations } = await axe.analyze();
  const place = `${where}, ${colorScheme}`;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${place}: ${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** How many pixels of the page stick out to the right of the window. */
export const overhangPx = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

/** Pictures are taken only when they are asked for: no two runs give the same bytes. */
export async function photograph(page: Page, name: string, pictures: PictureOf): Promise<void> {
  if (!TAKES_PICTURES) return;
  for (const where of pictures) {
    await page.setViewportSize(WIDTHS[where]);
    // What one looks at has the focus, and a narrower page may have pushed it out of the window.
    for (const focused of await page.locator(':focus').all()) await focused.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(IMAGES, where === 'phone' ? `${name}-360.png` : `${name}.png`), animations: 'disabled' });
  }
}

/**
 * Everything wrong with a page as it stands now: wide in light, narrow in dark, and whether it scrolls sideways at 320 px. The run that
 * takes the pictures looks at the other two combinations as well: a layout and a palette that are sound apart are seldom not so together.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = [...(await findings(page, 'desk', 'light')), ...(await findings(page, 'phone', 'dark'))];
  if (TAKES_PICTURES) faults.push(...(await findings(page, 'desk', 'dark')), ...(await findings(page, 'phone', 'light')));
  await page.setViewportSize({ width: 320, height: 640 });
  const outPx = await overhangPx(page);
  return outPx > 0 ? [...faults, `320 px: ${outPx} px stick out`] : faults;
}
