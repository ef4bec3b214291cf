import { createHmac } from 'node:crypto';
import { ApiError, type ErrorCode } from '@guichet/contract/errors.ts';
import type { Actor } from '../../platform/context.ts';
import { withTransaction } from '../../platform/transaction.ts';
import { isPassword } from './passwordHash.ts';
import { readPasswordHash } from './secondFactors.store.ts';
import { askAuth, type Client, type SignInDeps } from './signIn.ts';
import { claimOnce, forgetTries, MOST_TRIES, reserveTry } from './signInTries.store.ts';

/** Who proves something, and the place in whose log it is noted. */
export interface Prover {
  readonly id: string;
  readonly name: string;
  readonly tenantId: number;
}

/** Six digits are a code of the person's app; anything else is meant for a recovery code. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(code);

/** What was typed, without the blanks that people put between digits. */
export const tidyCode = (code: string): string => code.replace(/\s/g, '');

const actorOf = ({ id, name }: Prover): Actor => ({ kind: 'person', id, name });

type Factor = 'password' | 'code';

/**
 * Lets somebody prove who they are, ten times in a row at most: then this way is locked for half an hour, also for what is right (PCI DSS 8.3.4).
 * Codes are counted per person wherever they are typed, so that nobody gets more tries by changing the page.
 */
export async function prove(
  { db, record, triesKey }: Pick<SignInDeps, 'db' | 'record' | 'triesKey'>,
  prover: Prover,
  factor: Factor,
  { ip, now }: Client,
  isRight: () => Promise<boolean>,
): Promise<void> {
  const hash = createHmac('sha256', triesKey).update(`${factor} of ${prover.id}`).digest();
  const line = { tenantId: prover.tenantId, at: now, actor: actorOf(prover), target: prover.id, ip } as const;
  const tries = await reserveTry(db, hash, now);
  if (tries === null) {
    await withTransaction(db, (tx) => record(tx, { ...line, action: 'proof.failed', details: { factor, reason: 'locked' } }));
    throw new ApiError('account_locked');
  }
  if (await isRight()) {
    await withTransaction(db, (tx) => forgetTries(tx, hash));
    return;
  }
  await withTransaction(db, (tx) =>
    record(tx, { ...line, action: 'proof.failed', details: { factor, reason: 'wrong', tries, locked: tries >= MOST_TRIES } }),
  );
  throw new ApiError(WRONG[factor]);
}

const WRONG: Readonly<Record<Factor, ErrorCode>> = { password: 'password_wrong', code: 'second_factor_wrong' };

/** A code of an app is good for 30 seconds, and for those before and after where a clock is off. */
const CODE_SPAN_MS = 120_000;

/** A code is good once (PCI DSS 8.5.1), whoever has looked over a shoulder. */
export async function isFirstUse(
  { db, triesKey }: Pick<SignInDeps, 'db' | 'triesKey'>,
  prover: Prover,
  code: string,
  now: Date,
): Promise<boolean> {
  const hash = createHmac('sha256', triesKey)
    .update(`code ${tidyCode(code)} of ${prover.id}`)
    .digest();
  return claimOnce(db, hash, now, CODE_SPAN_MS);
}

/** Throws password_wrong or account_locked. */
export const provePassword = (deps: SignInDeps, prover: Prover, password: string, client: Client): Promise<void> =>
  prove(deps, prover, 'password', client, () =>
    // One after another, as at sign-in: each takes a core for tens of milliseconds.
    deps.line.take(client.ip, async () => {
      const hash = await readPasswordHash(deps.db, prover.id);
      return hash !== null && (await isPassword(hash, password));
    }),
  );

/**
 * Looks at a code of a person who is signed in. A recovery code is used up by it. Throws second_factor_wrong or account_locked. Answers the
 * cookies that go with it.
 */
export async function proveCode(deps: SignInDeps, prover: Prover, code: string, client: Client, cookie: string): Promise<string[]> {
  let cookies: string[] = [];
  await prove(deps, prover, 'code', client, async () => {
    if (!(await isFirstUse(deps, prover, code, client.now))) return false;
    const response = await askAuth(deps, codePath(code), { code: tidyCode(code), disableSession: true }, client, cookie);
    if (response.status >= 500) throw new Error(`The code was answered ${response.status}.`);
    cookies = response.headers.getSetCookie();
    return response.ok;
  });
  return cookies;
}

export const codePath = (code: string): string =>
  isAppCode(tidyCode(code)) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
