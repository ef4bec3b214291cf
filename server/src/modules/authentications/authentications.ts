import type { Provider } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { listTenants } from '../../platform/tenants.store.ts';
import type { Database, Sql } from '../../platform/transaction.ts';
import { readAttempt } from '../attempts/index.ts';
import type { NoticeHandler } from '../notices/index.ts';
import type { Authentication, PayerOutcome, Proven } from './authentication.ts';
import { findByToken, noteAnswered, takeAnswered } from './authentications.store.ts';

/** What the module of an intent does once its payer has been at the issuer. */
export interface AuthenticationSubject {
  /** Goes on with the intent, unless somebody else has or it has moved on; several may try at once. */
  resume(authentication: Authentication, proven: Proven): Promise<void>;
  outcome(sql: Sql, authentication: Authentication): Promise<PayerOutcome>;
}

export interface AuthenticationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly provider: (connector: string) => Provider;
}

export type SubjectKind = 'payment_intent' | 'setup_intent';

const TAKEN_FOR_MS = 10_000;
const TAKEN_AT_ONCE = 20;

export const subjectOf = ({ paymentIntentId }: Authentication): SubjectKind =>
  paymentIntentId === null ? 'setup_intent' : 'payment_intent';

/**
 * Brings payers back from their issuers. The payer's own return and the provider's notice lead to the same step, which asks the provider
 * what came of it and lets the intent's module go on; that happens once, whoever is first.
 */
export class Authentications {
  readonly #parts: AuthenticationParts;
  readonly #subjects = new Map<SubjectKind, AuthenticationSubject>();

  constructor(parts: AuthenticationParts) {
    this.#parts = parts;
  }

  handle(kind: SubjectKind, subject: AuthenticationSubject): void {
    this.#subjects.set(kind, subject);
  }

  /** Only notes that there is a result: what follows asks a provider, and no transaction may wait for that. */
  readonly noticed: NoticeHandler = async (tx, { tenantId, reference }, now) => {
    if ((await noteAnswered(tx, tenantId, reference, now)) !== null) return 'applied';
    // The answer that sent the payer away may not have been applied yet; if it never will be, there is nothing to go on with.
    return (await readAttempt(tx, tenantId, reference))?.isOpen === true ? 'later' : 'applied';
  };

  /** Goes on with intents whose payers never came back. Answers how many it looked at. */
  async resumeAnswered(): Promise<number> {
    const { database, clock, log } = this.#parts;
    const now = clock.now();
    const taken = await takeAnswered(database, now, new Date(now.getTime() + TAKEN_FOR_MS), TAKEN_AT_ONCE);
    for (const authentication of taken) {
      await this.#resume(authentication).catch((error: unknown) =>
        log.error({ authentication: authentication.id, err: error }, 'an answered authentication could not be applied'),
      );
    }
    return taken.length;
  }

  /** Where the payer proves themselves, or null when there is no such address. */
  async challengeUrl(account: string, token: string): Promise<string | null> {
    const found = await this.#find(account, token);
    return found === undefined ? null : new URL(found.challengePath, this.#provider(found).account.baseUrl).href;
  }

  /** The payer comes back: goes on with the intent if it waits for them, and says how it stands. */
  async comeBack(account: string, token: string): Promise<{ authentication: Authentication; outcome: PayerOutcome } | null> {
    const authentication = await this.#find(account, token);
    if (authentication === undefined) return null;
    if (authentication.status === 'open' || authentication.status === 'answered') await this.#resume(authentication);
    return { authentication, outcome: await this.#subject(authentication).outcome(this.#parts.database, authentication) };
  }

  async #resume(authentication: Authentication): Promise<void> {
    const known = await this.#provider(authentication).authentication(authentication.reference);
    if (known.answer === 'authenticated')
      return this.#subject(authentication).resume(authentication, { result: 'authenticated', proof: known.proof });
    if (known.answer === 'failed') return this.#subject(authentication).resume(authentication, { result: 'failed' });
  }

  async #find(account: string, token: string): Promise<Authentication | undefined> {
    const { database } = this.#parts;
    const tenants = (await listTenants(database)).filter((tenant) => tenant.account === account);
    return findByToken(
      database,
      tenants.map(({ tenantId }) => tenantId),
      token,
    );
  }

  #provider({ connector }: Authentication): Provider {
    return this.#parts.provider(connector);
  }

  #subject(authentication: Authentication): AuthenticationSubject {
    const kind = subjectOf(authentication);
    const subject = this.#subjects.get(kind);
    if (subject === undefined) throw new Error(`Nobody handles authentications of a ${kind}.`);
    return subject;
  }
}
