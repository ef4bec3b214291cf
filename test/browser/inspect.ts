import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { LANGUAGES, type Language } from '@guichet/contract/terminal.ts';
import type { Page } from 'playwright-core';
import { DESK, PHONE } from './place.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const PICTURES = join(import.meta.dirname, '..', '..', 'docs', 'guides', 'pictures');
export const TAKES_PICTURES = process.env.GUICHET_PICTURES === '1';
const WIDTHS = { desk: DESK.viewport, phone: PHONE.viewport };

/** Shows a page at a width and in a theme: the terminal hears of the theme as of an event, and takes it on a moment after. */
async function show(page: Page, where: keyof typeof WIDTHS, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(WIDTHS[where]);
  await page.emulateMedia({ colorScheme });
  const root = ['not([data-appearance])', `is([data-appearance="${colorScheme}"])`].map((is) => `:root:${is}`);
  await page.locator(root.join(', ')).waitFor({ state: 'attached' });
}

/** What axe finds, each with the place where. */
export async function findings(page: Page, where: keyof typeof WIDTHS, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await show(page, where, colorScheme);
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

/** Until nothing is being loaded and nothing moves any more, except what turns for as long as one waits. */
async function settled(page: Page): Promise<void> {
  // The first of those that are left: hidden as soon as none is.
  await page.locator('[class*="_skeleton_"]').first().waitFor({ state: 'hidden' });
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity).map(({ finished }) => finished))',
  );
}

/** Pictures for the guides, wide and narrow, light and dark. They are taken only when they are asked for: no two runs give the same bytes. */
export async function photograph(page: Page, name: string): Promise<void> {
  if (!TAKES_PICTURES) return;
  for (const where of ['desk', 'phone'] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await show(page, where, colorScheme);
      // What one looks at has the focus, and a narrower page may have pushed it out of the window.
      for (const focused of await page.locator(':focus').all()) await focused.scrollIntoViewIfNeeded();
      await settled(page);
      const file = [name, ...(where === 'phone' ? ['360'] : []), ...(colorScheme === 'dark' ? ['dark'] : [])].join('-');
      await page.screenshot({ path: join(PICTURES, `${file}.png`), animations: 'disabled' });
    }
}

/** Shows a page as it stands in another language: what a tab does when another tab of the same person chooses one. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(`dispatchEvent(new StorageEvent('storage', { key: 'guichet.language', newValue: '${language}' }))`);
  await page.locator(`html[lang="${language}"]`).waitFor();
}

interface Look {
  readonly language: Language;
  readonly where: keyof typeof WIDTHS;
  readonly colorScheme: 'light' | 'dark';
}

/**
 * Each language once, both themes and both widths. What axe judges by (names, roles, colours) hangs on the theme and the width; a language
 * changes the names alone, so that one run in each finds what is missing there.
 */
const LOOKS: readonly Look[] = [
  { language: 'en', where: 'desk', colorScheme: 'light' },
  { language: 'fr', where: 'phone', colorScheme: 'dark' },
  { language: 'it', where: 'desk', colorScheme: 'dark' },
];

/** The run that takes the pictures looks at the rest as well: what is sound apart is seldom not so together. */
const OTHER_LOOKS: readonly Look[] = (['en', 'fr', 'it'] as const).flatMap((language) =>
  (['desk', 'phone'] as const).flatMap((where) =>
    (['light', 'dark'] as const)
      .map((colorScheme) => ({ language, where, colorScheme }))
      .filter((look) => !LOOKS.some((each) => each.language === language && each.where === where && each.colorScheme === look.colorScheme)),
  ),
);

/** Whether a page scrolls sideways at 320 px. */
async function overhang(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 });
  const outPx = await overhangPx(page);
  return outPx > 0 ? [`320 px: ${outPx} px stick out`] : [];
}

/** Everything wrong with a page as it stands now, in the language that it has: wide in light, narrow in dark, and at 320 px. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = [...(await findings(page, 'desk', 'light')), ...(await findings(page, 'phone', 'dark'))];
  if (TAKES_PICTURES) faults.push(...(await findings(page, 'desk', 'dark')), ...(await findings(page, 'phone', 'light')));
  return [...faults, ...(await overhang(page))];
}

/** The same in three languages, for a page of the terminal, which is left in the last of them. */
export async function faultsInEachLanguage(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { language, where, colorScheme } of TAKES_PICTURES ? [...LOOKS, ...OTHER_LOOKS] : LOOKS) {
    await speak(page, language);
    faults.push(...(await findings(page, where, colorScheme)).map((fault) => `${language}, ${fault}`));
  }
  for (const language of LANGUAGES) {
    await speak(page, language);
    faults.push(...(await overhang(page)).map((fault) => `${language}, ${fault}`));
  }
  return faults;
}
