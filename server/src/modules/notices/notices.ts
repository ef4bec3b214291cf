import type { Provider, ProviderNotice } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { listTenants } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import type { Notice } from './notice.ts';
import { NoticeRefused } from './noticeRefused.ts';
import {
  claimNotice,
  closeNotice,
  dueNotices,
  insertNotices,
  lockCursor,
  moveCursor,
  postponeNotice,
  readCursor,
  refuseNotice,
} from './notices.store.ts';

/**
 * Applies a notice within the transaction that closes it, so that its effect and its being done stand or fall together. `later` when what
 * it is about is not there yet: the notice of a charge may be quicker than the transaction that stores the charge. Throws `NoticeRefused` when
 * it can never be applied.
 */
export type NoticeHandler = (tx: Transaction, notice: Notice, now: Date) => Promise<'applied' | 'later'>;

export interface NoticeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** The providers whose notices are asked for, each with the mode that its accounts are in. */
  readonly providers: () => readonly { readonly provider: Provider; readonly livemode: boolean }[];
}

const TAKEN_AT_ONCE = 100;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/**
 * Takes over what providers tell of themselves and applies it. First a notice becomes a row, once, however often it is read; then it is
 * applied, in order for each operation, until that has succeeded. A notice that cannot be applied keeps no other waiting.
 */
export class Notices {
  readonly #parts: NoticeParts;
  readonly #handlers = new Map<string, NoticeHandler[]>();
  /** After a provider that did not answer we wait a little longer each time. */
  readonly #silence = new Map<string, { until: number; waitMs: number }>();

  #last: Promise<void> = Promise.resolve();

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  /** Several may handle one kind; each must bear to be asked again, for as long as one of them says `later`. */
  handle(kind: string, handler: NoticeHandler): void {
    this.#handlers.set(kind, [...(this.#handlers.get(kind) ?? []), handler]);
  }

  /** One round for all providers and all notices that are due. Several servers may run it at once; here one round follows the other. */
  run(): Promise<void> {
    return this.#inTurn(0);
  }

  /** A round that also looks again at what had to wait a moment: for a caller who wants to see what is true by now. */
  runAhead(): Promise<void> {
    return this.#inTurn(LONGEST_WAIT_MS);
  }

  #inTurn(aheadMs: number): Promise<void> {
    const round = this.#last.then(() => this.#round(aheadMs));
    this.#last = round.catch(() => {});
    return round;
  }

  async #round(aheadMs: number): Promise<void> {
    for (const { provider, livemode } of this.#parts.providers()) await this.#takeOver(provider, livemode);
    await this.#applyDue(aheadMs);
  }

  async #takeOver(provider: Provider, livemode: boolean): Promise<void> {
    const name = provider.account.connector.name;
    const now = this.#parts.clock.now().getTime();
    const silence = this.#silence.get(name);
    if (!provider.tellsNotices || (silence !== undefined && silence.until > now)) return;
    for (;;) {
      const after = await readCursor(this.#parts.database, name);
      const page = await provider.notices({ after, limit: TAKEN_AT_ONCE, position: null, since: 0, now: Math.floor(now / 1000) });
      if (page.answer === 'unknown') {
        const waitMs = Math.min((silence?.waitMs ?? FIRST_WAIT_MS) * 2, LONGEST_WAIT_MS);
        this.#silence.set(name, { until: now + waitMs, waitMs });
        return;
      }
      this.#silence.delete(name);
      if (page.notices.length > 0) await this.#keep(name, livemode, after, page.notices);
      if (!page.hasMore) return;
    }
  }

  /** Stores what was read behind `after`, unless another server has done so meanwhile. */
  async #keep(provider: string, livemode: boolean, after: number, notices: readonly ProviderNotice[]): Promise<void> {
    const { database, clock, log } = this.#parts;
    const tenants = new Map((await listTenants(database)).filter((one) => one.livemode === livemode).map((one) => [one.account, one]));
    const received = notices.flatMap((notice) => {
      const tenant = tenants.get(notice.account as `acct_${string}`);
      const { sequence } = notice;
      if (tenant !== undefined && sequence !== null) return [{ tenantId: tenant.tenantId, provider, notice: { ...notice, sequence } }];
      log.error({ provider, notice: notice.sequence, account: notice.account }, 'a notice names an account that is not here');
      return [];
    });
    await withTransaction(database, async (tx) => {
      if ((await lockCursor(tx, provider)) !== after) return;
      await insertNotices(tx, received, clock.now());
      await moveCursor(tx, provider, notices.at(-1)?.sequence ?? after);
    });
  }

  async #applyDue(aheadMs: number): Promise<void> {
    const { database, clock } = this.#parts;
    for (;;) {
      const due = await dueNotices(database, new Date(clock.now().getTime() + aheadMs), TAKEN_AT_ONCE);
      let applied = 0;
      for (const notice of due) if (await this.#apply(notice)) applied += 1;
      // What was applied may have been in the way of the next one about the same operation.
      if (applied === 0) return;
    }
  }

  /** The reason stays with the notice and stands in the log; what the handler had begun was rolled back. */
  async #putAside(notice: Notice, reason: string): Promise<'applied' | 'not ours'> {
    const { database, clock, log } = this.#parts;
    const { kind, sequence, provider, reference } = notice;
    const isOurs = await withTransaction(database, async (tx) => {
      if (!(await claimNotice(tx, notice))) return false;
      await refuseNotice(tx, notice, { reason, now: clock.now() });
      return true;
    });
    if (!isOurs) return 'not ours';
    log.error({ notice: String(sequence), kind, provider, reference, reason }, 'a notice was refused');
    return 'applied';
  }

  /** Answers whether it was applied now, or put aside: either way the next one about the same has its turn. */
  async #apply(notice: Notice): Promise<boolean> {
    const { database, clock, log } = this.#parts;
    const { kind, sequence } = notice;
    const outcome = await withTransaction(database, async (tx) => {
      if (!(await claimNotice(tx, notice))) return 'not ours';
      const handlers = this.#handlers.get(kind);
      if (handlers === undefined) throw new Error(`Nobody handles notices of ${kind}.`);
      const now = clock.now();
      for (const handler of handlers) if ((await handler(tx, notice, now)) === 'later') return 'later';
      await closeNotice(tx, notice, now);
      return 'applied';
    }).catch((error: unknown) => {
      if (error instanceof NoticeRefused) return this.#putAside(notice, error.message);
      log.error({ notice: String(sequence), kind, err: error }, 'a notice could not be applied');
      return 'later';
    });
    if (outcome !== 'later') return outcome === 'applied';
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** notice.tries, LONGEST_WAIT_MS);
    await postponeNotice(database, notice, new Date(clock.now().getTime() + waitMs));
    return false;
  }
}
