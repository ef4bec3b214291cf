import type { Fiscal } from '../../fiscal/index.ts';
import { verifyLedger } from '../../ledger/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { listTenants, type Tenant } from '../../platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from '../../platform/transaction.ts';
import { checkCard, checkText, type KeyRing, type SealFault } from '../../vault/index.ts';
import type { Activity } from '../activity/index.ts';
import { secretOpens } from '../webhooks/index.ts';
import { UNSEALED_LINES } from './activityRules.store.ts';
import { DELIVERY_RULES, EVENT_RULES } from './eventRules.store.ts';
import { LEDGER_RULES } from './ledgerRules.store.ts';
import { ATTEMPT_RULES, OPEN_ATTEMPTS, PAYMENT_RULES } from './paymentRules.store.ts';
import { REPORT_RULES } from './reportRules.store.ts';
import { countLooked, findings, freezeView, type RuleSet } from './rules.store.ts';
import { type SealedRow, sealedRows } from './sealed.store.ts';
import { type CheckReport, type Finding, MOST_FINDINGS, type VerificationReport } from './verification.ts';
import { COMPARED, differences, VERSION_RULES } from './versions.store.ts';

export interface VerificationParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Null where the file of keys is missing. They are never made here: a new key opens nothing. */
  readonly keys: KeyRing | null;
  readonly activity: Pick<Activity, 'verify'> | null;
  readonly fiscal: Pick<Fiscal, 'verify'> | null;
  /** Whether servers are at work on the place: only then is an attempt in doubt resolved within a minute. */
  readonly served: boolean;
}

/** What a check has found in one place. */
interface Found {
  readonly looked: number;
  readonly findings: readonly Finding[];
}

interface Check {
  readonly name: string;
  readonly about: string;
  run(tenantId: number): Promise<Found>;
}

/** Gathers what is found, as much of it as is told, and counts what was looked at. */
class Gatherer {
  looked = 0;
  readonly findings: Finding[] = [];

  add(found: readonly Finding[], looked = 0): void {
    this.looked += looked;
    this.findings.push(...found.slice(0, Math.max(0, MOST_FINDINGS + 1 - this.findings.length)));
  }
}

/** One moment for all that a check reads: what is committed meanwhile is not seen, and nothing is waited for or kept waiting. */
const atOneMoment = (database: Database, body: (tx: Transaction, gathered: Gatherer) => Promise<void>): Promise<Found> =>
  withTransaction(database, async (tx) => {
    const gathered = new Gatherer();
    await freezeView(tx);
    await body(tx, gathered);
    return gathered;
  });

const missingKey = (file: string): Found => ({
  looked: 0,
  findings: [{ subject: `keys/${file}`, says: 'the key is not there: put it back from its backup' }],
});

const FAULTS: Readonly<Record<SealFault, string>> = {
  unreadable: 'does not open with the keys that are there',
  fingerprint: 'is not the number that its fingerprint says',
};

async function faultOf(keys: KeyRing, { what, place, sealed, known }: SealedRow): Promise<SealFault | null> {
  if (what === 'card') return checkCard({ keys }, place, sealed, known?.fingerprint ?? '');
  if (what === 'secret of a webhook') return (await secretOpens(keys, place, sealed.key)) ? null : 'unreadable';
  return checkText({ keys }, place, sealed, known);
}

/** What is checked, in the order in which it is told. */
function checksOf({ database, clock, keys, activity, fiscal, served }: VerificationParts): Check[] {
  const now = clock.now();
  const keeping = async (tx: Transaction, gathered: Gatherer, { count, rules }: RuleSet, tenantId: number): Promise<void> => {
    gathered.add([], await countLooked(tx, rules[0]?.name ?? '', count, tenantId));
    for (const rule of rules) gathered.add(await findings(tx, rule, tenantId, now));
  };
  const ruled = (...sets: RuleSet[]) => ({
    run: (tenantId: number) =>
      atOneMoment(database, async (tx, gathered) => {
        for (const set of sets) await keeping(tx, gathered, set, tenantId);
      }),
  });

  const ledger = (tenantId: number): Promise<Found> =>
    atOneMoment(database, async (tx, gathered) => {
      await keeping(tx, gathered, LEDGER_RULES, tenantId);
      const faults = await verifyLedger(tx, tenantId);
      gathered.add(
        faults.map((fault) =>
          fault.kind === 'checkpoint_differs'
            ? {
                subject: `${fault.account} ${fault.currency}`,
                says: `its checkpoint of ${fault.cut.toISOString()} is ${fault.difference} more than the postings before it`,
              }
            : { subject: fault.transaction, says: `it leaves ${fault.difference} ${fault.currency} at the clearing account` },
        ),
      );
    });

  const versions = (tenantId: number): Promise<Found> =>
    atOneMoment(database, async (tx, gathered) => {
      await keeping(tx, gathered, VERSION_RULES, tenantId);
      for (const compared of COMPARED) for await (const found of differences(tx, tenantId, compared)) gathered.add(found);
    });

  const log = async (tenantId: number): Promise<Found> => {
    if (activity === null) return missingKey('activity.key');
    const { lines, findings: chain } = await activity.verify(tenantId);
    return atOneMoment(database, async (tx, gathered) => {
      gathered.add(
        chain.map(({ kind, at }) => ({ subject: at, says: kind.replaceAll('_', ' ') })),
        lines,
      );
      gathered.add(await findings(tx, UNSEALED_LINES, tenantId, now));
    });
  };

  const till = async (tenantId: number): Promise<Found> => {
    if (fiscal === null) return missingKey('fiscal.key');
    const { lines, findings: chain } = await fiscal.verify(tenantId);
    return { looked: lines, findings: chain.map(({ sequence, detail }) => ({ subject: `line ${sequence}`, says: detail })) };
  };

  const vault = async (tenantId: number): Promise<Found> => {
    if (keys === null) return missingKey('vault.key');
    return atOneMoment(database, async (tx, gathered) => {
      for await (const rows of sealedRows(tx, tenantId)) {
        const faults = await Promise.all(rows.map(async (row) => ({ row, fault: await faultOf(keys, row) })));
        const found = faults.flatMap(({ row, fault }) =>
          fault === null ? [] : [{ subject: row.place.id, says: `the ${row.what} ${FAULTS[fault]}` }],
        );
        gathered.add(found, rows.length);
      }
    });
  };

  return [
    { name: 'ledger', about: 'postings, checkpoints, and what they are posted for', run: ledger },
    { name: 'payments', about: 'payments against their charges, refunds and disputes', ...ruled(PAYMENT_RULES) },
    {
      name: 'attempts',
      about: 'what providers were asked, against what came of it',
      ...ruled(ATTEMPT_RULES, ...(served ? [OPEN_ATTEMPTS] : [])),
    },
    { name: 'versions', about: 'objects against what was last told of them', run: versions },
    { name: 'events', about: 'an event for every change of state', ...ruled(EVENT_RULES) },
    { name: 'deliveries', about: 'what webhooks are owed and were sent', ...ruled(DELIVERY_RULES) },
    { name: 'reports', about: 'the sums that reports are read from, against the rows', ...ruled(REPORT_RULES) },
    { name: 'activity', about: 'the chain of the activity log, and the people in it', run: log },
    { name: 'till', about: "the signed lines of the till's record", run: till },
    { name: 'vault', about: 'cards, accounts and secrets open with the keys that are there', run: vault },
  ];
}

const placeName = ({ account, livemode }: Tenant): string => `${account} (${livemode ? 'live' : 'test'})`;

/**
 * Reads all places of a database and tells what is not as it must be. It changes nothing and may run while payments go on: each check reads one
 * moment of one place. What it reads once is held in pages or by PostgreSQL, so that its memory does not grow with the place.
 */
export async function verifyPlaces(parts: VerificationParts, told: (report: CheckReport) => void = () => {}): Promise<VerificationReport> {
  const tenants = await listTenants(parts.database);
  const reports: CheckReport[] = [];
  for (const check of checksOf(parts)) {
    const report = await runCheck(check, tenants, parts.clock);
    told(report);
    reports.push(report);
  }
  const problems = reports.reduce((sum, report) => sum + report.problems.length, 0);
  return { at: parts.clock.now().toISOString(), checks: reports, problems };
}

async function runCheck(check: Check, tenants: readonly Tenant[], clock: Clock): Promise<CheckReport> {
  const startedMs = clock.now().getTime();
  const found = [];
  for (const tenant of tenants) found.push({ place: placeName(tenant), ...(await check.run(tenant.tenantId)) });
  return {
    ...{ check: check.name, about: check.about, looked: found.reduce((sum, { looked }) => sum + looked, 0) },
    tookMs: clock.now().getTime() - startedMs,
    problems: found.flatMap(({ place, findings: each }) => each.slice(0, MOST_FINDINGS).map((finding) => ({ place, ...finding }))),
    more: found.some(({ findings: each }) => each.length > MOST_FINDINGS),
  };
}
