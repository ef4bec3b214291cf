import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/transaction.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.rules.ts';
import { hashPassword, isPassword } from './passwordHash.ts';
import { ABSOLUTE_LIMIT_MS } from './session.rules.ts';
import { LOCK_MS, MOST_TRIES } from './signInTries.store.ts';

export const AUTH_PATH = '/guichet/auth';
/** The one header in which better-auth looks for the client's address. The server writes it, so that no client can choose it. */
export const CLIENT_ADDRESS_HEADER = 'x-guichet-client-address';

export interface AuthSettings {
  readonly db: Database;
  readonly secret: string;
  /** `https://pay.example.com`: no path behind it. */
  readonly origin: string;
  readonly secureCookies: boolean;
  readonly clock: Clock;
}

/**
 * better-auth, for sign-in with e-mail and password, one-time codes and passkeys. Sign-up is closed: set-up writes persons itself. Its own limits are off where ours
 * stand in for them: lock-out (`signIn.ts`), idle sign-out (`session.rules.ts`), the check of the origin (`sameOrigin.rules.ts`).
 */
export function createAuth({ db, secret, origin, secureCookies, clock }: AuthSettings) {
  const now = (): Date => clock.now();
  // The schema stands in each statement, so that its connections need no search path of their own and can be ours.
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pool }) }).withSchema('auth');
  return betterAuth({
    appName: 'Guichet',
    baseURL: origin,
    basePath: AUTH_PATH,
    secret,
    database: { db: kysely, type: 'postgres' },
    telemetry: { enabled: false },
    // Its warnings tell of each wrong password, which the activity log does better.
    logger: { level: 'error' },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    user: { additionalFields: { language: { type: 'string', required: true, input: false } } },
    session: {
      expiresIn: ABSOLUTE_LIMIT_MS / 1000,
      disableSessionRefresh: true,
      // Our clock's marks, beside better-auth's own: it reads the system's clock, which no test can move.
      additionalFields: {
        startedAt: { type: 'date', required: true, input: false, defaultValue: now },
        lastActiveAt: { type: 'date', required: true, input: false, defaultValue: now },
        provedAt: { type: 'date', required: true, input: false, defaultValue: now },
      },
    },
    plugins: [
      // Our own count of wrong codes comes first (`proof.ts`), and has a clock that tests can move; this one says the same.
      twoFactor({ issuer: 'Guichet', accountLockout: { maxFailedAttempts: MOST_TRIES, durationSeconds: LOCK_MS / 1000 } }),
      passkey({
        rpName: 'Guichet',
        rpID: new URL(origin).hostname,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: { afterVerification: ({ verification }) => requireVerifiedUser(verification.authenticationInfo.userVerified) },
      }),
    ],
    advanced: {
      cookiePrefix: 'guichet',
      useSecureCookies: secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      disableCSRFCheck: true,
    },
  });
}

/** A passkey stands for both factors only where its device asked for a finger, a face or a PIN (PCI DSS 8.4.2). */
async function requireVerifiedUser(isVerified: boolean): Promise<void> {
  if (!isVerified) throw new APIError('UNAUTHORIZED', { message: 'The passkey did not verify its user.' });
}

export type Auth = ReturnType<typeof createAuth>;
