import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESK, PHONE } from './place.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');
const WIDTHS = { desk: DESK.viewport, phone: PHONE.viewport };

/** Where a picture for the docs is wanted of. */
export type PictureOf = readonly (keyof typeof WIDTHS)[];

/** What axe finds, each with the place where. Colours are all that differs between the schemes. */
async function findings(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme });
  // Legacy mode stays in this tab. The one frame that we show runs no scripts in either mode: `receipts` looks at what is in it.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (scheme === 'light' ? axe.withTags(WCAG) : axe.withRules(['color-contrast'])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${scheme}: ${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

/** How many pixels of the page stick out to the right of the window. */
export const overhangPx = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

/** Pictures are taken only when they are asked for: no two runs give the same bytes. */
export async function photograph(page: Page, name: string, pictures: PictureOf): Promise<void> {
  if (process.env.GUICHET_PICTURES !== '1') return;
  for (const where of pictures) {
    await page.setViewportSize(WIDTHS[where]);
    // What one looks at has the focus, and a narrower page may have pushed it out of the window.
    await page.locator(':focus').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(IMAGES, where === 'phone' ? `${name}-360.png` : `${name}.png`), animations: 'disabled' });
  }
}

/** Everything wrong with a page as it stands now: in light and dark, wide and narrow, and whether it scrolls sideways at 320 px. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [where, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    for (const scheme of ['light', 'dark'] as const) faults.push(...(await findings(page, scheme)).map((each) => `${where}, ${each}`));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const outPx = await overhangPx(page);
  return outPx > 0 ? [...faults, `320 px: ${outPx} px stick out`] : faults;
}
