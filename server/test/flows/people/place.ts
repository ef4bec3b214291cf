import { createSecretKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerRoutes } from '../../../src/http/routes.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { type Activity, activityRoutes, createActivity } from '../../../src/modules/activity/index.ts';
import { createPeople, findActors, type People, type PeopleSettings, peopleRoutes } from '../../../src/modules/people/index.ts';
import { manualClock } from '../../../src/platform/clock.ts';
import { idMaker } from '../../../src/platform/ids.ts';
import { createLogger } from '../../../src/platform/log.ts';
import { openDatabase } from '../../../src/platform/openDatabase.ts';
import { systemRandom } from '../../../src/platform/random.ts';
import type { Database } from '../../../src/platform/sql.ts';
import type { TestDatabase } from '../../harness/testDatabase.ts';

export const OWNER = { email: 'owner@example.com', password: 'correct horse 42', name: 'Odile Owner' };
export const BUSINESS = { name: 'Chez Odile', country: 'FR', currency: 'eur', timeZone: 'Europe/Paris' };

/** One server with people and their activity behind HTTP, on a database that may have others. */
export interface Place {
  readonly base: string;
  readonly clock: ReturnType<typeof manualClock>;
  readonly db: Database;
  readonly people: People;
  readonly activity: Activity;
  close(): Promise<void>;
}

export const newKeysDir = (): string => mkdtempSync(join(tmpdir(), 'guichet-keys-'));
export const dropKeysDir = (keysDir: string): void => rmSync(keysDir, { recursive: true });

export async function openPlace(database: TestDatabase, keysDir: string, settings: Partial<PeopleSettings> = {}): Promise<Place> {
  const clock = manualClock(new Date('2026-03-02T09:00:00Z'));
  const random = systemRandom;
  const makeId = idMaker(clock, random);
  const log = createLogger('silent', { write: () => {} });
  const db = openDatabase(database.serverPool);
  const activity = createActivity({ db, clock, random, makeId, keysDir });
  const people = createPeople({
    ...{ db, clock, random, makeId, log, keysDir, record: activity.record },
    settings: {
      publicUrl: undefined,
      secureCookies: false,
      isMailConfigured: false,
      owner: undefined,
      testKey: undefined,
      business: BUSINESS,
      ...settings,
    },
  });
  const app = createHttpServer({ log, makeId, trustProxy: false, ready: async () => ({ ready: true, reasons: [] }) });
  registerRoutes(app, { authenticate: people.authenticate, clock, requestHashKey: createSecretKey(Buffer.alloc(32)) }, [
    ...peopleRoutes(people),
    ...activityRoutes({
      ...{ database: db, activity },
      recordActivity: (tx, { tenantId, now, actor, ip }, { action, target, details, personal }) =>
        activity.record(tx, { tenantId, at: now, actor, ip, action, target, ...(details && { details }), ...(personal && { personal }) }),
      findSubjects: (tenantId, account, text) => findActors(db, tenantId, account, text),
    }),
  ]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...{ clock, db, people, activity },
    base: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    close: async () => {
      await app.close();
      await people.close();
      await db.close();
    },
  };
}

export interface Answer {
  readonly status: number;
  // Tests look into bodies of all shapes; what isn't there makes them fail.
  readonly body: Record<string, never> & { error?: { code?: string; message?: string; param?: string } };
  readonly headers: Headers;
}

/** A browser with its cookies, that sends what our pages send. */
export class Browser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();
  #account: Record<string, string> = {};

  constructor(base: string) {
    this.#base = base;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get headers(): Record<string, string> {
    return { origin: this.#base, ...(this.#cookies.size === 0 ? {} : { cookie: this.cookie }), ...this.#account };
  }

  async send(method: string, path: string, body?: object, headers: Record<string, string> = this.headers): Promise<Answer> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(this.#base + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...json,
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (cookie.includes('Max-Age=0')) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers };
  }

  get(path: string): Promise<Answer> {
    const { origin: _, ...headers } = this.headers;
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: object): Promise<Answer> {
    return this.send('POST', path, body);
  }

  signIn(email: string, password: string): Promise<Answer> {
    return this.post('/guichet/auth/sign-in/email', { email, password });
  }

  /** Learns the account from the session, as the terminal does when it loads. */
  async learnAccount(): Promise<Answer> {
    const answer = await this.get('/guichet/v1/session');
    const { id } = answer.body.account as unknown as { id: string };
    this.#account = { 'guichet-account': id, 'guichet-mode': 'test' };
    return answer;
  }
}

/** A browser in which the owner of a place is signed in. */
export async function ownersBrowser(place: Place): Promise<Browser> {
  const browser = new Browser(place.base);
  const answer = await browser.signIn(OWNER.email, OWNER.password);
  if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  await browser.learnAccount();
  return browser;
}
