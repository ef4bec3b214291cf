import type { NoticesRequest, Provider, ProviderNotice } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { type Database, withTransaction } from '../../platform/transaction.ts';
import { insertNotices, knownEvents, lockPosition, movePosition, readPosition } from './notices.store.ts';

/** An account at a provider that tells each account of its own operations alone. */
export interface NoticeSource {
  readonly tenantId: number;
  /** By what name attempts and charges keep the account. */
  readonly name: string;
  /** When it was made: what happened before is no concern of ours. */
  readonly since: Date;
  readonly provider: () => Promise<Provider>;
}

export interface AccountNoticeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly sources: () => Promise<readonly NoticeSource[]>;
  /** Which of these references are operations of a place that went through the account: others, or another account, are none of its business. */
  readonly ours: (source: Pick<NoticeSource, 'tenantId' | 'name'>, references: readonly string[]) => Promise<ReadonlySet<string>>;
}

const TAKEN_AT_ONCE = 100;
/** What an account may take of one round; it goes on in the next. One that always says that there is more keeps no other from its turn. */
const MOST_PAGES = 10;
const LONGEST_TURN_MS = 5_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
/** The account may have been made by a clock that is ahead of the provider's. */
const SKEW_S = 600;

/**
 * Stores what providers tell of single accounts, each event once; `Notices` applies it. All accounts are read at the same time, so that one
 * that does not answer keeps no other waiting.
 */
export class AccountNotices {
  readonly #parts: AccountNoticeParts;
  /** After an account that did not answer we wait a little longer each time. */
  readonly #silence = new Map<string, { readonly until: number; readonly waitMs: number }>();

  constructor(parts: AccountNoticeParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    await Promise.all((await this.#parts.sources()).map((source) => this.#takeOver(source)));
  }

  async #takeOver(source: NoticeSource): Promise<void> {
    const { name } = source;
    const now = this.#parts.clock.now().getTime();
    const silence = this.#silence.get(name);
    if (silence !== undefined && silence.until > now) return;
    try {
      const provider = await source.provider();
      await this.#takePages(source, provider, now);
      this.#silence.delete(name);
    } catch (error) {
      const waitMs = Math.min((silence?.waitMs ?? FIRST_WAIT_MS) * 2, LONGEST_WAIT_MS);
      this.#silence.set(name, { until: now + waitMs, waitMs });
      this.#parts.log.warn(
        { account: name, reason: error instanceof Error ? error.message : String(error) },
        'an account tells no notices',
      );
    }
  }

  async #takePages(source: NoticeSource, provider: Provider, startedMs: number): Promise<void> {
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      if (this.#parts.clock.now().getTime() - startedMs > LONGEST_TURN_MS) return;
      if (!(await this.#takePage(source, provider, startedMs))) return;
    }
  }

  /** Answers whether there is more. */
  async #takePage(source: NoticeSource, provider: Provider, nowMs: number): Promise<boolean> {
    const { database } = this.#parts;
    const { sequence: after, position } = await readPosition(database, source.name);
    const [since, now] = [Math.floor(source.since.getTime() / 1000) - SKEW_S, Math.floor(nowMs / 1000)];
    const page = await provider.notices({ after, position, since, now, limit: TAKEN_AT_ONCE } satisfies NoticesRequest);
    if (page.answer === 'unknown') throw new Error(page.reason);
    const moved = page.position ?? position;
    if (page.notices.length > 0 || moved !== position) await this.#keep(source, { before: position, moved, notices: page.notices });
    return page.hasMore;
  }

  async #keep(
    { tenantId, name }: NoticeSource,
    {
      before,
      moved,
      notices,
    }: { readonly before: string | null; readonly moved: string | null; readonly notices: readonly ProviderNotice[] },
  ): Promise<void> {
    const { database, clock, ours } = this.#parts;
    const known = await ours(
      { tenantId, name },
      notices.map(({ reference }) => reference),
    );
    const about = notices.filter(({ reference }) => known.has(reference));
    await withTransaction(database, async (tx) => {
      const cursor = await lockPosition(tx, name);
      // Another server was quicker, and has stored the same.
      if (cursor.position !== before) return;
      const ids = about.flatMap(({ id }) => id ?? []);
      const stored = await knownEvents(tx, tenantId, name, ids);
      const fresh = about
        .filter(({ id }) => id !== undefined && !stored.has(id))
        .map((notice, at) => ({ tenantId, provider: name, notice: { ...notice, sequence: cursor.sequence + at + 1 } }));
      await insertNotices(tx, fresh, clock.now());
      await movePosition(tx, name, { sequence: cursor.sequence + fresh.length, position: moved });
    });
  }
}
