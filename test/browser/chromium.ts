import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** The machine's own Chromium, without anything that speaks to others. */
export const CHROMIUM = {
  executablePath: process.env.GUICHET_TEST_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    // Root has no sandbox to give: the pages are our own.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--lang=en-GB',
  ],
} satisfies LaunchOptions;

/** Chromium with a profile of its own that goes with it. `settings` are Blink's, such as `defaultFontSize=32`. */
export const launchChromium = (settings?: string): Promise<Browser> =>
  chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, ...(settings === undefined ? [] : [`--blink-settings=${settings}`])] });
