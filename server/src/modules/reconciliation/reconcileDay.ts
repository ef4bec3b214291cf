import type { Provider, ProviderRecord } from '../../connectors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { dayBounds } from '../../platform/placeDay.ts';
import { listTenants, type Tenant } from '../../platform/tenants.store.ts';
import type { Database } from '../../platform/transaction.ts';
import type { Attempts } from '../attempts/index.ts';
import { differenceOf, stillInDoubt, unknownHere, unknownThere } from './compare.rules.ts';
import { type OfProvider, type OpenAttempt, openAttempts, ownRecords, ownRecordsOf, statusesOf } from './ownRecords.store.ts';
import type { Difference, OwnRecord, ReconciliationReport, Resolved, SourceReport } from './reconciliation.ts';
import { recordReconciliation } from './reconciliations.store.ts';

/** An account at a provider, as it can be read. */
export interface ReconciledProvider {
  readonly tenantId: number;
  /** By what name attempts keep it. */
  readonly name: string;
  readonly provider: () => Promise<Provider>;
}

export interface ReconciliationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly attempts: Pick<Attempts, 'resolveThese'>;
  readonly sources: () => Promise<readonly ReconciledProvider[]>;
  /** What was begun so recently may be under way, and is compared another time; nothing where no server is at work. */
  readonly underWayMs: number;
}

const READ_AT_ONCE = 100;
const RESOLVED_AT_ONCE = 20;
/** The provider's clock and ours may lie so far apart, and so long a request may have been on its way. */
const MARGIN_S = 600;
/** How long we wait for what a provider is just telling. */
const NOTICE_MS = 3_000;

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const placeName = ({ account, livemode }: Tenant): string => `${account} (${livemode ? 'live' : 'test'})`;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Compares what providers have in their own books of a day with ours, and finds out what became of what is in doubt. Nothing else is changed: what
 * the provider has and nobody here knows is told, and left as it is.
 */
export async function reconcileDay(
  parts: ReconciliationParts,
  dayOf: (tenant: Tenant) => string,
  told: (report: SourceReport) => void = () => {},
): Promise<ReconciliationReport> {
  const reports: SourceReport[] = [];
  const sources = await parts.sources();
  for (const tenant of await listTenants(parts.database)) {
    for (const source of sources.filter(({ tenantId }) => tenantId === tenant.tenantId)) {
      const report = await new Comparison(parts, tenant, source, dayOf(tenant)).run();
      told(report);
      reports.push(report);
    }
  }
  const unresolved = reports.reduce((sum, { differences, unread }) => sum + differences.length + (unread === null ? 0 : 1), 0);
  return { at: parts.clock.now().toISOString(), sources: reports, unresolved };
}

/** One day at one provider. */
class Comparison {
  readonly #parts: ReconciliationParts;
  readonly #tenant: Tenant;
  readonly #source: ReconciledProvider;
  readonly #day: string;
  readonly #of: OfProvider;
  readonly #resolved: Resolved[] = [];
  /** What was found there, by our reference: that it is there is all that is kept of it. */
  readonly #seen = new Set<string>();
  /** What did not agree when it was read; looked at again at the end. */
  readonly #suspects = new Map<string, ProviderRecord>();
  #there = 0;
  #here = 0;
  #others = 0;

  constructor(parts: ReconciliationParts, tenant: Tenant, source: ReconciledProvider, day: string) {
    [this.#parts, this.#tenant, this.#source, this.#day] = [parts, tenant, source, day];
    this.#of = { tenantId: tenant.tenantId, provider: source.name };
  }

  async run(): Promise<SourceReport> {
    const { database, clock } = this.#parts;
    const { from, until: end } = dayBounds(this.#day, this.#tenant.timeZone);
    const ran = clock.now();
    // Providers tell whole seconds: one that has not ended is read another time.
    const settled = new Date(seconds(new Date(ran.getTime() - this.#parts.underWayMs)) * 1000);
    const until = end < settled ? end : settled;
    const doubts = await this.#resolveDoubts(until);
    const unread = await this.#readThere(from, until).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    const missing = await this.#readHere(from, until);
    const differences = [...doubts, ...(await this.#lookAgain()), ...(unread === null ? await this.#stillMissing(missing) : [])];
    if (unread === null) {
      const counts = { looked: this.#there, resolved: this.#resolved.length, unresolved: differences.length };
      await recordReconciliation(database, { ...this.#of, day: this.#day, readFrom: from, readUntil: until, ran, ...counts });
    }
    return {
      ...{
        place: placeName(this.#tenant),
        provider: this.#source.name,
        day: this.#day,
        from: from.toISOString(),
        until: until.toISOString(),
      },
      ...{ there: this.#there, here: this.#here, others: this.#others, resolved: this.#resolved, differences, unread },
    };
  }

  /** Reads the provider's records page by page. Answers why it could not, or null. */
  async #readThere(from: Date, until: Date): Promise<string | null> {
    const provider = await this.#source.provider();
    if (!provider.showsRecords) return 'The connector cannot read the records of this provider.';
    const span = { fromS: seconds(from) - MARGIN_S, untilS: seconds(until) + MARGIN_S };
    let position: string | null = null;
    do {
      const page = await provider.records({ ...span, account: this.#tenant.account, position, limit: READ_AT_ONCE });
      if (page.answer === 'unknown') return page.reason;
      await this.#take(page.records, { from, until });
      position = page.position;
    } while (position !== null);
    return null;
  }

  /** Records of beside the day only say that what we have is there as well. */
  async #take(records: readonly ProviderRecord[], { from, until }: { readonly from: Date; readonly until: Date }): Promise<void> {
    const ofUs = records.flatMap((record) => (record.reference === null ? [] : [{ ...record, reference: record.reference }]));
    const own = await ownRecords(
      this.#parts.database,
      this.#of,
      ofUs.map(({ reference }) => reference),
    );
    for (const record of ofUs) this.#seen.add(record.reference);
    const isOfDay = ({ at }: ProviderRecord): boolean => at >= seconds(from) && at < seconds(until);
    this.#others += records.filter((record) => record.reference === null && isOfDay(record)).length;
    for (const record of ofUs.filter(isOfDay)) {
      this.#there += 1;
      const here = own.get(record.reference);
      if (here === undefined || differenceOf(record, here) !== null) this.#suspects.set(record.reference, record);
    }
  }

  /** Ours of the day that the provider did not show although they stand here. */
  async #readHere(from: Date, until: Date): Promise<string[]> {
    const missing: string[] = [];
    const expected: ReadonlySet<OwnRecord['state']> = new Set(['approved', 'pending']);
    for await (const page of ownRecordsOf(this.#parts.database, this.#of, from, until)) {
      this.#here += page.length;
      missing.push(
        ...page.filter(({ reference, state }) => expected.has(state) && !this.#seen.has(reference)).map(({ reference }) => reference),
      );
    }
    return missing;
  }

  async #ask(references: readonly string[]): Promise<void> {
    for (let at = 0; at < references.length; at += RESOLVED_AT_ONCE) {
      await this.#parts.attempts.resolveThese(this.#of.tenantId, references.slice(at, at + RESOLVED_AT_ONCE));
    }
  }

  /** Asks what became of all that is in doubt, whatever it was. Answers what stays so. */
  async #resolveDoubts(until: Date): Promise<Difference[]> {
    const { database } = this.#parts;
    const open = await openAttempts(database, this.#of, until);
    const references = open.map(({ reference }) => reference);
    await this.#ask(references);
    const statuses = await statusesOf(database, this.#of.tenantId, references);
    return open.flatMap((attempt) => {
      const status = statuses.get(attempt.reference) ?? '';
      if (status === 'sent' || status === 'unknown') return stillInDoubt(attempt);
      this.#noteResolved(attempt, 'in doubt', status);
      return [];
    });
  }

  #noteResolved({ reference, subject, kind, amount, currency }: OpenAttempt, was: string, is: string): void {
    this.#resolved.push({ reference, subject, says: `the ${kind} of ${amount} ${currency} was ${was} and is ${is}` });
  }

  /** Asks for what is pending here and may have ended there. */
  async #resolvePending(references: readonly string[]): Promise<void> {
    const { database } = this.#parts;
    const before = await ownRecords(database, this.#of, references);
    const pending = [...before.values()].filter(({ state, kind }) => state === 'pending' && kind === 'debit');
    await this.#ask(pending.map(({ reference }) => reference));
    const after = await ownRecords(database, this.#of, references);
    for (const own of pending) {
      const state = after.get(own.reference)?.state ?? own.state;
      if (state !== own.state) this.#noteResolved(own, own.state, state);
    }
  }

  /** What did not agree, after what can be found out was. */
  async #lookAgain(): Promise<Difference[]> {
    if (this.#suspects.size === 0) return [];
    const references = [...this.#suspects.keys()];
    await this.#resolvePending(references);
    if (this.#remaining(await ownRecords(this.#parts.database, this.#of, references)).length > 0 && this.#parts.underWayMs > 0)
      await pause(NOTICE_MS);
    return this.#remaining(await ownRecords(this.#parts.database, this.#of, references));
  }

  #remaining(own: ReadonlyMap<string, OwnRecord>): Difference[] {
    return [...this.#suspects].flatMap(([reference, record]) => {
      const here = own.get(reference);
      return here === undefined ? unknownHere(record) : (differenceOf(record, here) ?? []);
    });
  }

  /** What stands here and is not there, if it still does; what is in doubt has been told. */
  async #stillMissing(references: readonly string[]): Promise<Difference[]> {
    const own = await ownRecords(this.#parts.database, this.#of, references);
    return [...own.values()].flatMap((here) => (here.state === 'approved' || here.state === 'pending' ? unknownThere(here) : []));
  }
}
