import { join } from 'node:path';
import { backupTasks, type Silence } from '../backups/index.ts';
import type { Config } from '../config.ts';
import { purgeEvents } from '../events/index.ts';
import type { RecurringTask } from '../jobs/index.ts';
import { takeCheckpoints } from '../ledger/index.ts';
import { expireApprovals, tellApprovers } from '../modules/approvals/index.ts';
import { tellAvailable } from '../modules/balance/index.ts';
import { destroyUnneededCards } from '../modules/card_retention/index.ts';
import { eraseUnusedEvidence } from '../modules/disputes/index.ts';
import { rateKeeper } from '../modules/exchange/index.ts';
import { purgeCardTokens } from '../modules/payment_methods/index.ts';
import { recordTasks } from '../modules/payment_records/index.ts';
import { type PayoutParts, rewrapAccounts, runSchedules, sendDuePayouts } from '../modules/payouts/index.ts';
import { rewrapSecrets } from '../modules/provider_accounts/index.ts';
import { letterbox } from '../modules/receipts/index.ts';
import { foldAll } from '../modules/reports/index.ts';
import { type Dispatcher, webhookTasks } from '../modules/webhooks/index.ts';
import { purgeKeys } from '../platform/idempotency.store.ts';
import type { Logger } from '../platform/log.ts';
import { listTenants } from '../platform/tenants.store.ts';
import { type Database, withTransaction } from '../platform/transaction.ts';
import { purgeExpiredCodes, rewrapCards, type VaultAccess } from '../vault/index.ts';
import type { Engine } from './assembleEngine.ts';
import type { Listening } from './listenToProviders.ts';

async function takeAllCheckpoints(database: Database): Promise<void> {
  for (const { tenantId } of await listTenants(database)) await withTransaction(database, (tx) => takeCheckpoints(tx, tenantId));
}

/** Moves cards to the vault's newest key, after one was added; nothing to do at all other times. */
async function moveCards(vault: VaultAccess, log: Logger): Promise<void> {
  const { moved, unreadable } = await rewrapCards(vault);
  if (moved > 0) log.info({ moved }, 'cards moved to the newest key of the vault');
  if (unreadable.length > 0) log.error({ cards: unreadable }, 'cards that the vault cannot open');
}

/** Does a bounded piece of work again until there is none left. */
const untilNone =
  (piece: () => Promise<number>) =>
  async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await piece()) > 0);
  };

/** The program that makes a backup; it is run beside the server. */
const BACKUP_PROGRAM = join(import.meta.dirname, '../commands/backup.ts');

type Deliveries = Parameters<typeof webhookTasks>[1];

export interface TaskParts {
  readonly config: Config;
  readonly database: Database;
  readonly log: Logger;
  readonly silence: Silence;
  readonly engine: Engine;
  readonly listening: Listening;
  readonly payouts: PayoutParts;
  readonly own: readonly RecurringTask[];
  readonly dispatcher: Dispatcher;
  readonly deliveries: Deliveries;
  /** Starts what sends once the place is not silent any more. */
  readonly sending: RecurringTask;
}

/**
 * What is done again and again. `own` tasks go no further than this place's log and its people: they go on while the place is silent, as do
 * backups.
 */
export function recurringTasks(all: TaskParts): RecurringTask[] {
  const { config, database, log, silence, engine, listening, payouts, own, dispatcher, deliveries, sending } = all;
  const { clock, makeId, vault, recordActivity, attempts, receipts, parts } = engine;
  const { notices, accountNotices, authentications } = listening;
  const backups =
    config.backups === undefined
      ? []
      : backupTasks({ database, clock, log, at: config.backups.at, timeZone: config.business.timeZone, program: BACKUP_PROGRAM });
  const folding: RecurringTask = { name: 'fold sums of reports', everyMs: 60_000, run: (signal) => foldAll(database, signal) };
  const approvers = { database, letters: letterbox(receipts), baseUrl: parts.baseUrl };
  // Where no mail goes out nobody is told, and the outbox is not filled with what nobody would read there.
  const telling: RecurringTask[] = receipts.sends
    ? [{ name: 'tell approvers', everyMs: 5_000, run: untilNone(() => tellApprovers(approvers, clock.now())) }]
    : [];
  const local = [sending, ...own, folding, ...backups];
  const heeding: RecurringTask[] = [
    { name: 'resolve open attempts', everyMs: 1_000, run: untilNone(() => attempts.resolveDue()) },
    { name: 'take over notices', everyMs: 500, run: () => notices.run() },
    { name: 'take over notices of provider accounts', everyMs: 2_000, run: () => accountNotices.run() },
    { name: 'tell available money', everyMs: 1_000, run: untilNone(() => tellAvailable(database, { clock, makeId })) },
    { name: 'send payouts', everyMs: 500, run: untilNone(() => sendDuePayouts(payouts)) },
    { name: 'follow payout schedules', everyMs: 30_000, run: () => runSchedules(payouts) },
    { name: 'fetch exchange rates', everyMs: 60_000, run: rateKeeper({ database, clock, log, url: config.ecbRatesUrl }) },
    { name: 'go on for payers who were at their issuer', everyMs: 500, run: async () => void (await authentications.resumeAnswered()) },
    ...recordTasks(database, log),
    ...webhookTasks(dispatcher, deliveries),
    { name: 'take ledger checkpoints', everyMs: 3600_000, run: () => takeAllCheckpoints(database) },
    { name: 'move cards to the newest key', everyMs: 60_000, run: async () => void (await moveCards(vault, log)) },
    { name: 'move bank accounts to the newest key', everyMs: 60_000, run: untilNone(() => rewrapAccounts(database, vault)) },
    { name: 'move secrets of providers to the newest key', everyMs: 60_000, run: untilNone(() => rewrapSecrets(database, vault)) },
    { name: 'purge security codes', everyMs: 60_000, run: async () => void (await purgeExpiredCodes(database, clock.now())) },
    {
      name: 'destroy cards that nobody needs',
      everyMs: 60_000,
      run: untilNone(() => destroyUnneededCards({ database, recordActivity, log }, clock.now())),
    },
    {
      name: 'purge idempotency keys, then events',
      everyMs: 600_000,
      run: async (signal: AbortSignal) => {
        await untilNone(() => purgeKeys(database, clock.now()))(signal);
        await purgeEvents(database, clock.now(), signal);
      },
    },
    { name: 'expire approvals', everyMs: 60_000, run: untilNone(() => expireApprovals({ database, recordActivity }, clock.now())) },
    {
      name: 'erase evidence that no dispute encloses',
      everyMs: 3600_000,
      run: untilNone(() => eraseUnusedEvidence({ database, recordActivity, log }, clock.now())),
    },
    ...telling,
    { name: 'purge card tokens', everyMs: 600_000, run: untilNone(() => purgeCardTokens(database, clock.now())) },
  ];
  return [...local, ...heeding.map((task) => silence.heeding(task))];
}
