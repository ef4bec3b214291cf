import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { launchChromium } from './chromium.ts';
import { Visit } from './visit.ts';

/** Whoever sits at the counter in these tests. */
export const STAFF = { name: 'Odile Martin', email: 'owner@example.com', password: 'correct horse 42 battery' };
export const BUSINESS = 'Atelier Lumière';

export const DESK = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;
export const PHONE = { viewport: { width: 360, height: 740 } } satisfies BrowserContextOptions;

const USUAL: BrowserContextOptions = {
  ...DESK,
  locale: 'en-GB',
  timezoneId: 'Europe/Paris',
  reducedMotion: 'reduce',
  colorScheme: 'light',
  // Files come from the server each time: only the tests of the kept pages let the browser keep them.
  serviceWorkers: 'block',
};

/** One server and one browser for a whole file of tests. */
export interface Place {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** A page in a browser profile of its own, not signed in. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** A page that is signed in and shows `path`, started afresh: always the same tab, unless there are options for another profile. */
  visitSignedIn(path?: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export async function openPlace(env: NodeJS.ProcessEnv = {}, blinkSettings?: string): Promise<Place> {
  const [server, browser] = await Promise.all([
    startServerProcess({ GUICHET_BUSINESS_NAME: BUSINESS, GUICHET_OWNER_NAME: STAFF.name, ...env }),
    launchChromium(blinkSettings),
  ]);
  const profile = (options: BrowserContextOptions = {}): Promise<BrowserContext> =>
    browser.newContext({ ...USUAL, baseURL: server.base, ...options });
  const signIn = async (): Promise<Visit> => {
    const context = await profile();
    const answer = await context.request.post('/guichet/auth/sign-in/email', {
      data: { email: STAFF.email, password: STAFF.password },
      headers: { origin: server.base },
    });
    if (!answer.ok()) throw new Error(`The staff could not sign in: ${answer.status()} ${await answer.text()}`);
    return Visit.begin(context);
  };
  let shared: Promise<Visit> | undefined;
  return {
    server,
    browser,
    visit: async (options) => Visit.begin(await profile(options)),
    visitSignedIn: async (path = '/', options) => {
      shared ??= signIn();
      const usual = await shared;
      if (options !== undefined) {
        const other = await Visit.begin(await profile({ ...options, storageState: await usual.context.storageState() }));
        await other.page.goto(path);
        return other;
      }
      await usual.page.setViewportSize(DESK.viewport);
      await usual.page.emulateMedia({ colorScheme: 'light' });
      // Reading alone is no activity: many pages in a row would outlast the session.
      await usual.context.request.get('/guichet/v1/session?activity=1');
      await usual.startAfresh(path);
      return usual;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
