import { createSecretKey, hkdfSync } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Caller } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import { readOrMakeKey } from '../../platform/keyFile.ts';
import type { Letterbox } from '../../platform/letterbox.ts';
import type { Random } from '../../platform/random.ts';
import type { Database } from '../../platform/transaction.ts';
import type { RecordActivity } from '../activity/index.ts';
import { addPublishableKeys } from './addPublishableKeys.ts';
import { ApiKeyLookup } from './apiKeyLookup.ts';
import { hashSecret, isPublishableKey } from './apiKeySecret.ts';
import { findPublishableKey } from './apiKeys.store.ts';
import { createAuth } from './auth.ts';
import { authenticator, type Credentials } from './authenticate.ts';
import type { SetUpDeps } from './completeSetUp.ts';
import { invitationLinks } from './invitationLinks.ts';
import type { KeyMaking } from './makeApiKey.ts';
import type { LiveModeDeps } from './openLiveMode.ts';
import { readSetUp } from './people.store.ts';
import { createSessions } from './sessions.ts';
import { SetUpCode } from './setUpCode.ts';
import { SignInLine } from './signInLine.ts';
import { forgetOldTries } from './signInTries.store.ts';
import { addTestKey, setUpUnattended, type UnattendedSettings } from './unattendedSetUp.ts';

export interface PeopleSettings extends UnattendedSettings {
  /** Where browsers reach us; undefined: whatever address they use. */
  readonly publicUrl: string | undefined;
  /** Whether browsers reach us over HTTPS only: by our own TLS, or a proxy's. */
  readonly secureCookies: boolean;
  readonly isMailConfigured: boolean;
}

export interface PeopleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly settings: PeopleSettings;
  readonly log: { error(details: object, message: string): void };
  readonly record: RecordActivity;
  /** Gives a new place what it has from its first day, in the transaction that makes it. */
  readonly furnish?: SetUpDeps['furnish'];
  /** Takes over into live mode what payers see of the business, likewise. */
  readonly copy?: LiveModeDeps['copy'];
  /** Where invitations are posted; without it none is. */
  readonly letters?: Letterbox;
  /** Where browsers reach us, for the links in them. */
  readonly baseUrl?: () => string;
  /** Holds `auth.secret` (sessions, tries) and `api-keys.key`; all servers of a place need the same. */
  readonly keysDir: string;
}

const SWEEP_EVERY_MS = 60_000;

const NO_LETTERS: Letterbox = { post: async () => {}, wake: () => {} };

/** A key for one purpose, out of the one that lies in the folder. */
export const derivedKey = (keysDir: string, random: Random, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', readOrMakeKey(keysDir, 'auth.secret', random), '', purpose, 32));

/** The links of invitations; also for whoever sends the mails that carry them. */
export const linksOfInvitations = (keysDir: string, random: Random) => invitationLinks(derivedKey(keysDir, random, 'invitations'));

/** Persons, sessions and keys, put together; `peopleRoutes` makes the routes of it. */
export function createPeople(deps: PeopleDeps) {
  const { db, clock, random, makeId, settings, log, record, furnish = async () => {}, copy = async () => {}, keysDir } = deps;
  const { letters = NO_LETTERS, baseUrl = () => settings.publicUrl ?? 'http://localhost' } = deps;
  const derived = (purpose: string): Buffer => derivedKey(keysDir, random, purpose);
  const hashKey = createSecretKey(readOrMakeKey(keysDir, 'api-keys.key', random));
  const { publicUrl, secureCookies } = settings;
  // Until a public address is set any name will do here: better-auth only signs cookies, which have no domain, and mails no links.
  const origin = new URL(publicUrl ?? 'http://localhost').origin;
  const auth = createAuth({ db, secret: derived('better-auth').toString('base64url'), origin, secureCookies, clock });
  const sessions = createSessions(db, auth, record);
  const lookup = new ApiKeyLookup(db, clock, (error) =>
    log.error({ err: error }, 'An API key could not be renewed or noted in the background.'),
  );
  const making: KeyMaking = { makeId, hashKey, record };
  const setUp: SetUpDeps = { db, makeId, random, record, furnish };
  const code = new SetUpCode(random);

  // Once set up, always set up: then nobody asks the database any more.
  let knownSetUp = false;
  const isSetUp = async (): Promise<boolean> => {
    knownSetUp ||= (await readSetUp(db)) !== null;
    return knownSetUp;
  };

  return {
    authenticate: authenticator({ sessions, lookup, hashKey, publicUrl, isSetUp }) as (asked: Credentials) => Promise<Caller>,
    isSetUp,
    /** The place that a publishable key in force belongs to; null for any other text. */
    placeOfPublishableKey: async (text: string): Promise<{ readonly tenantId: number; readonly livemode: boolean } | null> => {
      const key = isPublishableKey(text) ? await lookup.find(hashSecret(hashKey, text)) : undefined;
      return key?.type === 'publishable' && key.revokedAt === null ? { tenantId: key.tenantId, livemode: key.livemode } : null;
    },
    publishableKeyOf: async (tenantId: number): Promise<string | null> => (await findPublishableKey(db, tenantId)) ?? null,
    /** The one-time code as it is to be printed; null when nobody needs it. */
    setUpCode: async (): Promise<string | null> => ((await isSetUp()) ? null : code.text),
    /** Does what the environment asks for; to be called at every start. Throws StartError when it asks for what can't be. */
    unattendedSetUp: async (): Promise<void> => {
      await setUpUnattended(setUp, settings, clock.now());
      await addTestKey(setUp, making, settings.testKey, clock.now());
      await addPublishableKeys(db, making, random, clock.now());
    },
    /** For the runner of recurring tasks. */
    tasks: [
      { name: 'end idle sessions', everyMs: SWEEP_EVERY_MS, run: () => sessions.endOver(clock.now()) },
      { name: 'forget old sign-in tries', everyMs: 60 * SWEEP_EVERY_MS, run: () => forgetOldTries(db, clock.now()) },
    ],
    /** Waits for what runs beside requests; call it before the database is closed. */
    close: (): Promise<void> => lookup.settled(),
    /** What the routes are made of. */
    parts: {
      ...{
        db,
        random,
        makeId,
        record,
        furnish,
        copy,
        auth,
        origin,
        triesKey: derived('sign-in tries'),
        line: new SignInLine(),
        sessions,
        lookup,
        making,
        code,
        isSetUp,
        publicUrl,
        letters,
        baseUrl,
        links: linksOfInvitations(keysDir, random),
      },
      isMailConfigured: settings.isMailConfigured,
      afterSetUp: async (now: Date): Promise<void> => {
        await addTestKey(setUp, making, settings.testKey, now);
        await addPublishableKeys(db, making, random, now);
      },
      afterOpening: (now: Date): Promise<void> => addPublishableKeys(db, making, random, now),
    },
  };
}

export type People = ReturnType<typeof createPeople>;
