import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type ServerProcess, startServerProcess } from '../../server/test/harness/serverProcess.ts';
import { launchChromium } from './chromium.ts';
import { Visit } from './visit.ts';

/** Whoever sits at the counter in these tests. */
export const STAFF = { name: 'Odile Martin', email: 'owner@example.com', password: 'correct horse 42 battery' };

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' };
export const PHONE = { viewport: { width: 360, height: 740 } } satisfies BrowserContextOptions;

/** One server and one browser for a whole file of tests. */
export interface Place {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** A page in a browser profile of its own, not signed in. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** A page that is signed in and shows `path`; one session serves all of them. */
  visitSignedIn(path?: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export async function openPlace(env: NodeJS.ProcessEnv = {}): Promise<Place> {
  const [server, browser] = await Promise.all([
    startServerProcess({ GUICHET_BUSINESS_NAME: 'Atelier Lumière', GUICHET_OWNER_NAME: STAFF.name, ...env }),
    launchChromium(),
  ]);
  let session: BrowserContextOptions['storageState'];
  const visit: Place['visit'] = async (options = {}) => {
    const context = await browser.newContext({ ...DESK, baseURL: server.base, ...options });
    return Visit.begin(context);
  };
  const signIn = async (): Promise<NonNullable<typeof session>> => {
    const context = await browser.newContext({ baseURL: server.base });
    const answer = await context.request.post('/guichet/auth/sign-in/email', { data: { email: STAFF.email, password: STAFF.password } });
    if (!answer.ok()) throw new Error(`The staff could not sign in: ${answer.status()} ${await answer.text()}`);
    const state = await context.storageState();
    await context.close();
    return state;
  };
  return {
    server,
    browser,
    visit,
    visitSignedIn: async (path = '/', options = {}) => {
      session ??= await signIn();
      const visitor = await visit({ storageState: session, ...options });
      await visitor.page.goto(path);
      await visitor.page.getByRole('heading', { level: 1 }).waitFor();
      return visitor;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
