import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/transaction.ts';
import type { KnownKey } from './apiKey.ts';
import { findApiKey, noteApiKeyUse } from './apiKeys.store.ts';

/** How long an answer of the database is good for; so a key that was revoked on another server stops within this time. */
const KEEP_MS = 10_000;
/** From this age on it is asked for anew while the old answer still serves, so that a key in steady use never waits. */
const RENEW_MS = 5000;
const NOTE_USE_EVERY_MS = 60_000;
/** Only keys that exist are kept, so this bounds memory, not attackers. */
const MOST_KEPT = 10_000;

interface Kept {
  readonly key: KnownKey;
  /** When the question was put, not when it was answered: a revocation in between must not be outlived. */
  readonly askedAtMs: number;
}

/** Finds keys by the hash of their secret, nearly always without asking the database, and notes now and then that they are used. */
export class ApiKeyLookup {
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Promise<KnownKey | undefined>>();
  readonly #notedAtMs = new Map<string, number>();
  readonly #background = new Set<Promise<unknown>>();
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;

  constructor(db: Database, clock: Clock, onError: (error: unknown) => void) {
    this.#db = db;
    this.#clock = clock;
    this.#onError = onError;
  }

  async find(hash: Buffer): Promise<KnownKey | undefined> {
    const name = hash.toString('base64');
    const kept = this.#kept.get(name);
    const ageMs = kept === undefined ? KEEP_MS : this.#clock.now().getTime() - kept.askedAtMs;
    // A clock that was set back makes an age negative: then nothing is known about it.
    const isGood = kept !== undefined && ageMs >= 0 && ageMs < KEEP_MS;
    if (isGood && ageMs >= RENEW_MS) this.#inBackground(this.#ask(name, hash));
    const key = isGood ? kept.key : await this.#ask(name, hash);
    if (key !== undefined && key.revokedAt === null) this.#noteUse(key);
    return key;
  }

  /** Forgets what is kept, after a key was revoked on this server. */
  forget(): void {
    this.#kept.clear();
    this.#asking.clear();
  }

  /** Waits for what runs beside requests. */
  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background);
  }

  /** Requests that want the same key at once share one question. */
  #ask(name: string, hash: Buffer): Promise<KnownKey | undefined> {
    const running = this.#asking.get(name);
    if (running !== undefined) return running;
    const asking = this.#load(name, hash).finally(() => {
      if (this.#asking.get(name) === asking) this.#asking.delete(name);
    });
    this.#asking.set(name, asking);
    return asking;
  }

  async #load(name: string, hash: Buffer): Promise<KnownKey | undefined> {
    const askedAtMs = this.#clock.now().getTime();
    const key = await findApiKey(this.#db, hash);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    if (key === undefined) this.#kept.delete(name);
    else this.#kept.set(name, { key, askedAtMs });
    return key;
  }

  #noteUse({ tenantId, id, lastUsedAt }: KnownKey): void {
    const now = this.#clock.now();
    const notedAtMs = this.#notedAtMs.get(id) ?? lastUsedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
    if (now.getTime() - notedAtMs < NOTE_USE_EVERY_MS) return;
    this.#notedAtMs.set(id, now.getTime());
    this.#inBackground(noteApiKeyUse(this.#db, tenantId, id, now));
  }

  #inBackground(work: Promise<unknown>): void {
    const running = work.catch(this.#onError).finally(() => this.#background.delete(running));
    this.#background.add(running);
  }
}
