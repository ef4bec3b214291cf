import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupsView } from '@guichet/contract/backupViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { backupTasks, isFailing, readArchive, Silence } from './backups/index.ts';
import type { Config } from './config.ts';
import { type Connector, openAccount, openProvider, type ProviderAccount } from './connectors/index.ts';
import { CONNECTORS } from './connectors/registry.ts';
import { SANDBOX_TERMS } from './connectors/sandbox/sandboxTerms.ts';
import { registerDocs } from './docs/registerDocs.ts';
import { purgeEvents } from './events/index.ts';
import { expansion } from './expansion.ts';
import { createFiscal } from './fiscal/index.ts';
import { Admission } from './http/admission.ts';
import { boundsUpTo } from './http/capacity.rules.ts';
import { CARD_FIELDS_PAGE, registerPages } from './http/pages.ts';
import type { AnyRoute } from './http/route.ts';
import { registerRoutes } from './http/routes.ts';
import { createHttpServer } from './http/server.ts';
import { watchLoad } from './http/watchLoad.ts';
import { createJobs, installQueueSchema, type RecurringTask, startRecurring } from './jobs/index.ts';
import { takeCheckpoints } from './ledger/index.ts';
import { activityRoutes, createActivity } from './modules/activity/index.ts';
import { Attempts, knownAttempts, type Moment } from './modules/attempts/index.ts';
import { Authentications, authenticationRoutes } from './modules/authentications/index.ts';
import { backupRoutes } from './modules/backups/index.ts';
import { balanceRoutes, tellAvailable } from './modules/balance/index.ts';
import { cardFieldsRoutes } from './modules/card_fields/index.ts';
import { destroyUnneededCards } from './modules/card_retention/index.ts';
import { CardTesting, noteSlowDown } from './modules/card_testing/index.ts';
import { confirmationTokenRoutes } from './modules/confirmation_tokens/index.ts';
import { customerRoutes } from './modules/customers/index.ts';
import {
  acceptanceHandler,
  debitReturnedHandler,
  disputeClosedHandler,
  disputeEscalatedHandler,
  disputeOpenedHandler,
  disputeRoutes,
  disputeSubmittedHandler,
  evidenceHandler,
} from './modules/disputes/index.ts';
import { eventRoutes } from './modules/events/index.ts';
import { addShippedRates, exchangeRoutes, rateKeeper, readSettlementTerms } from './modules/exchange/index.ts';
import { fileRoutes } from './modules/files/index.ts';
import { fraudWarningHandler, fraudWarningRoutes } from './modules/fraud_warnings/index.ts';
import { mandateRoutes } from './modules/mandates/index.ts';
import { AccountNotices, Notices } from './modules/notices/index.ts';
import {
  cardRoutes,
  detachCards,
  paymentMethodRoutes,
  purgeCardTokens,
  requireOnFile,
  tokenRoutes,
} from './modules/payment_methods/index.ts';
import { paymentRecordRoutes, recordTasks, recordViewRoutes, tillRoutes } from './modules/payment_records/index.ts';
import { paymentViewRoutes, receiptFacts } from './modules/payment_views/index.ts';
import {
  authorisationHandler,
  captureHandler,
  chargeRoutes,
  debitFailedHandler,
  debitHandler,
  debitReturnedMandateHandler,
  debitSettledHandler,
  expiryHandler,
  incrementHandler,
  type PaymentParts,
  paymentIntentRoutes,
  paymentSubject,
  voidHandler,
} from './modules/payments/index.ts';
import {
  bankAccountRoutes,
  openTestAccounts,
  PAYOUT_NOTICES,
  type PayoutParts,
  payoutNoticeHandler,
  payoutRoutes,
  rewrapAccounts,
  runSchedules,
  sendDuePayouts,
} from './modules/payouts/index.ts';
import { createPeople, peopleRoutes } from './modules/people/index.ts';
import {
  fieldsOrigins,
  openSandboxAccount,
  type Probe,
  Providers,
  providerAccountRoutes,
  rewrapSecrets,
} from './modules/provider_accounts/index.ts';
import { createSmtpMailer, deliverMessages, receiptRoutes, tellPayer } from './modules/receipts/index.ts';
import type { ReconciliationParts } from './modules/reconciliation/index.ts';
import { cancelRefundHandler, refundFailedHandler, refundHandler, refundRoutes, refundSucceededHandler } from './modules/refunds/index.ts';
import { setupIntentRoutes, setupSubject, verificationHandler } from './modules/setup_intents/index.ts';
import { Dispatcher, releaseDeliveries, webhookDeliveryRoutes, webhookEndpointRoutes, webhookTasks } from './modules/webhooks/index.ts';
import type { RecordActivity } from './platform/activity.ts';
import { runningBank, startBank } from './platform/bankProcess.ts';
import { steadyMs, systemClock } from './platform/clock.ts';
import { type HttpClient, openHttpClient } from './platform/httpClient.ts';
import { purgeKeys } from './platform/idempotency.store.ts';
import { idMaker } from './platform/ids.ts';
import { readOrMakeKey } from './platform/keyFile.ts';
import { createLogger, type Logger } from './platform/log.ts';
import { openDatabase } from './platform/openDatabase.ts';
import { openOutwardClient } from './platform/outwardClient.ts';
import { openProviderHttp } from './platform/providerHttp.ts';
import { systemRandom } from './platform/random.ts';
import { StartError } from './platform/startError.ts';
import { listTenants } from './platform/tenants.store.ts';
import { type Database, type Transaction, withTransaction } from './platform/transaction.ts';
import { assertKeysFit, openCardKey, openKeyFile, purgeExpiredCodes, rewrapCards, type VaultAccess } from './vault/index.ts';

export interface StartOptions {
  readonly config: Config;
  readonly serverPool: pg.PoolConfig;
  readonly ownerPool: pg.PoolConfig;
  readonly bank: { readonly url: string; readonly token: string };
  readonly log: Logger;
}

type EngineOptions = Pick<StartOptions, 'config' | 'bank' | 'log'> & {
  readonly database: Database;
  readonly baseUrl: () => string;
  /** What stands between the engine and the clients that it asks providers with. */
  readonly guard: (client: HttpClient) => HttpClient;
};

export interface RunningServer {
  readonly address: string;
  readonly signInHint: string;
  /** What it serves; the documentation of the API is held against it. */
  readonly routes: readonly AnyRoute[];
  close(): Promise<void>;
}

const PAGES = join(import.meta.dirname, '../../terminal/dist');
/** How long a webhook's receiver may take to answer, and how much of its answer is kept. */
const WEBHOOK_LIMITS = { deadlineMs: 10_000, maxAnswerBytes: 2_048 };

function sandboxConnector(): Connector {
  const connector = CONNECTORS.sandbox;
  if (connector === undefined) throw new Error('The registry has no sandbox connector.');
  return connector;
}

function sandboxAccount({ url, token }: StartOptions['bank']): ProviderAccount {
  return { connector: sandboxConnector(), baseUrl: url, headers: { authorization: `Bearer ${token}` }, ...SANDBOX_TERMS };
}

/**
 * Ends the process at a named moment when a test asks for it: what a crash at that moment leaves behind must be repaired by the next start.
 * With `after_transaction_1:3` the first two that come there wait for the third, and the crash meets them all.
 */
function crashAt(crashPoint: string | undefined): (moment: Moment | 'before_delivery') => Promise<void> {
  const [place, count = '1'] = crashPoint?.split(':') ?? [];
  let here = 0;
  return async (moment) => {
    if (moment !== place) return;
    here += 1;
    if (here === Number(count)) process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  };
}

async function bankAnswers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Why nothing can be written at this moment; null when it can. A primary that was demoted still answers, with what it knew. */
async function whyNoWrites(database: Database): Promise<string | null> {
  const asked = database.query<{ is_read_only: boolean }>(
    'ready',
    "SELECT current_setting('transaction_read_only') = 'on' AS is_read_only",
  );
  const found = await asked.catch(() => null);
  if (found === null) return 'The database does not answer.';
  return found[0]?.is_read_only === true ? 'The database can only be read.' : null;
}

/**
 * Whether a payment can be taken: the database takes writes, and in test mode the bank does. How the providers of accounts answered last is told, but
 * one that is down is passed over for the next, and no reason to take the server for dead.
 */
const readiness = (database: Database, bankUrl: string, providers: Providers, silence: Silence, admission: Admission) => async () => {
  const [noWrites, reached, standings, archive, restoredTo] = await Promise.all([
    whyNoWrites(database),
    bankAnswers(bankUrl),
    providers.standings().catch(() => []),
    readArchive(database).catch(() => null),
    silence.restoredTo().catch(() => null),
  ]);
  const reasons = [
    ...(noWrites === null ? [] : [noWrites]),
    ...(reached ? [] : ['The sandbox bank does not answer.']),
    ...(restoredTo === null ? [] : ['This place was restored and has not been reconciled.']),
  ];
  const told = standings.map(({ account, answers, at }) => ({ account, answers, at: at && Math.floor(at.getTime() / 1000) }));
  // What cannot be put aside waits on the disk: a reason to look, and none to turn payments away.
  const backups = archive?.archives ? { backups: isFailing(archive) ? ('failing' as const) : ('archiving' as const) } : {};
  return { ready: reasons.length === 0, reasons, ...backups, providers: told, load: admission.counts };
};

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

/** Nothing is changed in a place that does not know yet what happened since the moment that it was restored to. */
const refuseWhile = (silence: Silence) => async (): Promise<void> => {
  if ((await silence.restoredTo()) !== null) throw new ApiError('place_restored');
};

/** Starts something as soon as the place is not silent: at the first run, as a rule. */
function startWhenHeard(silence: Silence, start: () => Promise<void>): RecurringTask & { run(): Promise<void>; isStarted(): boolean } {
  let started = false;
  return {
    name: 'start what sends',
    everyMs: 1_000,
    isStarted: () => started,
    run: async () => {
      if (started || (await silence.restoredTo()) !== null) return;
      started = true;
      await start();
    },
  };
}

/** The program that makes a backup; it is run beside the server. */
const BACKUP_PROGRAM = join(import.meta.dirname, 'commands', 'backup.ts');

function backupSchedule({ database, backups }: Config): BackupsView['schedule'] {
  if (database !== undefined) return 'external';
  return backups === undefined ? 'none' : { at: backups.at, keep_days: backups.keepDays };
}

function openMailer({ smtpUrl, from }: Config['mail']) {
  if (smtpUrl === undefined) return null;
  if (from === undefined)
    throw new StartError('SMTP_URL is set but MAIL_FROM is not: set MAIL_FROM to the address that receipts come from.');
  return createSmtpMailer({ url: smtpUrl, from });
}

async function listen(app: FastifyInstance, { host, port, publicUrl, tls }: Config): Promise<string> {
  await app.listen({ host, port });
  const bound = app.server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return publicUrl ?? `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
}

/** What a place has from its first day: in test mode a bank account per currency that it settles in. */
async function furnishPlace(tx: Transaction, parts: Pick<PayoutParts, 'makeId' | 'vault'>, tenantId: number, now: Date): Promise<void> {
  const { currencies } = await readSettlementTerms(tx, tenantId);
  await openTestAccounts(tx, parts, tenantId, currencies, now);
  await openSandboxAccount(tx, parts.makeId, sandboxConnector(), tenantId, now);
}

/**
 * What asks providers and applies what they answer, with everything beneath it: of the server, and of commands that find out what became of an
 * attempt. `baseUrl` is where payers reach us, known once the doors are open.
 */
async function assembleEngine({ config, database, bank, log, baseUrl, guard }: EngineOptions) {
  const clock = systemClock;
  const random = systemRandom;
  const makeId = idMaker(clock, random);
  const keysDir = join(config.dataDir, 'keys');
  const http = guard(openHttpClient());
  const vault = { sql: database, keys: openKeyFile(join(keysDir, 'vault.key'), random), random, clock };
  await assertKeysFit(vault);

  const activity = createActivity({ db: database, clock, random, makeId, keysDir });
  const recordActivity: RecordActivity = (tx, { tenantId, now, actor, ip }, { action, target, details, personal }) =>
    activity.record(tx, { tenantId, at: now, actor, action, target, ip, ...(details && { details }), ...(personal && { personal }) });
  const jobs = createJobs({ database, log });
  const mailer = openMailer(config.mail);
  const receipts = { database, jobs, clock, makeId, mailer, log, receiptFacts, recordActivity: activity.record, sends: mailer !== null };

  const provider = openProvider(sandboxAccount(bank), { http, vault, log, deadlineMs: config.bank.deadlineMs });
  const outside = openProviderHttp(config.providerPrivateHosts);
  const shellOf = (livemode: boolean) => ({
    http: guard(outside.client(livemode)),
    vault,
    log,
    deadlineMs: config.bank.deadlineMs,
  });
  const providers: Providers = new Providers({
    ...{ database, connectors: CONNECTORS, sandbox: provider },
    open: (access) =>
      openAccount(access, { ...shellOf(access.livemode), heard: (answers) => providers.heard(access.place.id, answers, clock.now()) }),
  });
  const attempts = new Attempts({
    database,
    clock,
    log,
    provider: (route, sql) => providers.provider(route, sql),
    reach: crashAt(config.crashPoint),
  });
  const parts: PaymentParts = {
    database,
    makeId,
    random,
    vault,
    attempts,
    recordActivity,
    providerDeadlineMs: config.bank.deadlineMs,
    baseUrl,
    tellPayer: tellPayer(receipts),
    routing: providers,
    providers,
    cardTesting: new CardTesting({ clock, tell: noteSlowDown({ database, recordActivity, log }) }),
  };
  attempts.handle('authorise', authorisationHandler(parts));
  attempts.handle('debit', debitHandler(parts));
  attempts.handle('capture', captureHandler(parts));
  attempts.handle('increment', incrementHandler(parts));
  attempts.handle('void', voidHandler(parts));
  attempts.handle('refund', refundHandler(parts));
  attempts.handle('verify', verificationHandler(parts));
  attempts.handle('cancel_refund', cancelRefundHandler(parts));
  attempts.handle('submit_evidence', evidenceHandler(parts));
  attempts.handle('accept_dispute', acceptanceHandler(parts));
  const close = async (): Promise<void> => {
    await http.close();
    await outside.close();
  };
  const made = { clock, random, makeId, keysDir, vault, activity, recordActivity, jobs, mailer, receipts };
  return { ...made, provider, outside, shellOf, providers, attempts, parts, close };
}

/** Puts every part together and opens the doors. This is the only place that knows them all. */
export async function startServer({ config, serverPool, ownerPool, bank, log }: StartOptions): Promise<RunningServer> {
  const database = openDatabase(serverPool);
  // Known once the doors are open; before that nobody can ask for an address.
  let reached = config.publicUrl ?? '';
  await installQueueSchema(ownerPool);
  const silence = await Silence.of(database);
  const guard = (client: HttpClient): HttpClient => silence.guarding(client);
  const engine = await assembleEngine({ config, database, bank, log, baseUrl: () => reached, guard });
  const { clock, random, makeId, keysDir, vault, activity, recordActivity, jobs, receipts } = engine;
  const { provider, outside, shellOf, providers, attempts, parts } = engine;
  const cardKey = await openCardKey(join(keysDir, 'card-page.key'));
  const settings = {
    owner: config.owner,
    testKey: config.testKey,
    business: config.business,
    publicUrl: config.publicUrl,
    secureCookies: config.tls !== undefined || config.trustProxy !== false || (config.publicUrl?.startsWith('https:') ?? false),
    isMailConfigured: config.mail.smtpUrl !== undefined,
  };
  const people = createPeople({
    ...{ db: database, clock, random, makeId, settings, log, record: activity.record, keysDir },
    furnish: (tx, tenantId, now) => furnishPlace(tx, { makeId, vault }, tenantId, now),
  });
  deliverMessages(receipts);
  // Of what it says about money nothing is believed.
  const probe: Probe = (connector, baseUrl, livemode, secret) => {
    const headers = (secret === undefined ? undefined : connector.credentials?.(secret).headers) ?? {};
    return openProvider({ connector, baseUrl, livemode, headers, settlementDelayMs: 0, fees: [] }, shellOf(livemode));
  };
  const payouts: PayoutParts = {
    ...{
      database,
      clock,
      log,
      makeId,
      vault,
      recordActivity,
      provider: () => provider,
      connectorFor: () => provider.account.connector.name,
    },
    providerDeadlineMs: config.bank.deadlineMs,
  };

  const notices = new Notices({ database, clock, log, providers: () => [{ provider, livemode: false }] });
  const accountNotices = new AccountNotices({
    ...{ database, clock, log, sources: () => providers.noticeSources() },
    ours: ({ tenantId, name }, references) => knownAttempts(database, { tenantId, connector: name }, references),
  });
  notices.handle('authorisation.expired', expiryHandler(parts));
  const outward = openOutwardClient({ privateHosts: config.webhookPrivateHosts, ...WEBHOOK_LIMITS });
  const webhooks = { database, clock, random, makeId, recordActivity, log, keys: vault.keys, client: outward };
  const reach = crashAt(config.crashPoint);
  const deliveries = { ...webhooks, beforeDelivery: () => reach('before_delivery') };
  const dispatcher = new Dispatcher(deliveries);
  for (const kind of PAYOUT_NOTICES) notices.handle(kind, payoutNoticeHandler(parts, kind));
  notices.handle('debit.failed', debitFailedHandler(parts));
  notices.handle('debit.settled', debitSettledHandler(parts));
  notices.handle('debit.returned', debitReturnedMandateHandler(parts));
  const authentications = new Authentications({ database, clock, log, provider: () => provider });
  authentications.handle('payment_intent', paymentSubject(parts, clock));
  authentications.handle('setup_intent', setupSubject(parts, clock));
  notices.handle('authentication.completed', authentications.noticed);
  notices.handle('refund.succeeded', refundSucceededHandler(parts));
  notices.handle('refund.failed', refundFailedHandler(parts));

  notices.handle('dispute.opened', disputeOpenedHandler(parts));
  notices.handle('dispute.escalated', disputeEscalatedHandler(parts));
  notices.handle('dispute.submitted', disputeSubmittedHandler(parts));
  notices.handle('dispute.closed', disputeClosedHandler(parts));
  notices.handle('debit.returned', debitReturnedHandler(parts));
  notices.handle('fraud.warning', fraudWarningHandler(parts));

  const backups =
    config.backups === undefined
      ? []
      : backupTasks({ database, clock, log, at: config.backups.at, timeZone: config.business.timeZone, program: BACKUP_PROGRAM });
  const fiscal = createFiscal({ database, clock, makeId, keysDir, log });
  const records = { database, makeId, recordActivity, fiscal };

  const https = config.tls && { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) };
  const trustProxy = Array.isArray(config.trustProxy) ? config.trustProxy.join(',') : config.trustProxy;
  const admission = new Admission({ nowMs: steadyMs, bounds: boundsUpTo(config.maxInFlight) });
  const ready = readiness(database, bank.url, providers, silence, admission);
  const app = createHttpServer({ log, makeId, ...(https && { https }), trustProxy, ready });
  const requestHashKey = createSecretKey(readOrMakeKey(keysDir, 'request-hash.key', random));
  const routes: readonly AnyRoute[] = [
    ...peopleRoutes(people),
    ...customerRoutes(database, {
      requireOnFile,
      makeId,
      recordActivity,
      detachCards: (tx, context, customerId) => detachCards(tx, parts, context, customerId),
    }),
    ...paymentMethodRoutes(database, parts),
    ...cardRoutes(database, { ...parts, providers }, cardKey),
    ...mandateRoutes(database, parts),
    ...tokenRoutes(database, parts),
    ...confirmationTokenRoutes(database, parts),
    ...setupIntentRoutes(parts),
    ...authenticationRoutes(authentications),
    ...paymentIntentRoutes(parts),
    ...chargeRoutes(parts),
    ...refundRoutes(parts),
    ...paymentRecordRoutes(records),
    ...recordViewRoutes(records),
    ...tillRoutes(records),
    ...balanceRoutes(database),
    ...exchangeRoutes(database, {
      recordActivity,
      afterTerms: (tx, tenantId, currencies, now) => openTestAccounts(tx, payouts, tenantId, currencies, now),
    }),
    ...payoutRoutes(payouts),
    ...bankAccountRoutes(payouts),
    ...providerAccountRoutes(
      database,
      { makeId, recordActivity, vault, connectors: CONNECTORS, probe, mayReach: outside.mayReach },
      providers,
    ),
    ...cardFieldsRoutes({
      ...{ database, random, recordActivity, pageFile: join(PAGES, CARD_FIELDS_PAGE) },
      placeOf: people.placeOfPublishableKey,
      publishableKeyOf: people.publishableKeyOf,
    }),
    ...eventRoutes(database),
    ...disputeRoutes({ ...parts, takeOverNotices: () => notices.runAhead() }),
    ...fraudWarningRoutes(database),
    ...fileRoutes({ database, makeId, recordActivity, publicUrl: config.publicUrl ?? null }),
    ...paymentViewRoutes(database),
    ...receiptRoutes(receipts),
    ...activityRoutes(database),
    ...webhookEndpointRoutes(webhooks),
    ...webhookDeliveryRoutes(webhooks),
    ...backupRoutes({ database, silence, schedule: backupSchedule(config) }),
  ];
  const expandable = expansion(database);
  registerRoutes(
    app,
    { authenticate: people.authenticate, clock, requestHashKey, expansion: expandable, beforeChange: refuseWhile(silence), admission },
    routes,
  );
  registerDocs(app, { routes, expandable: expandable.fields });
  await registerPages(app, { folder: PAGES, random, frameOrigins: () => fieldsOrigins(database) });

  await addShippedRates(database);
  for (const { tenantId } of await listTenants(database))
    await withTransaction(database, (tx) => furnishPlace(tx, payouts, tenantId, clock.now()));
  await people.unattendedSetUp();
  // With a PostgreSQL of our own no other server can be at work, so whatever is open was left behind by a crash.
  if (config.database === undefined) {
    await attempts.releaseAll();
    await releaseDeliveries(database);
  }
  const sending = startWhenHeard(silence, () => jobs.start());
  await sending.run();
  // What goes no further than this place's own log and its people goes on in silence too.
  const local: ReadonlySet<RecurringTask> = new Set([sending, ...activity.tasks, ...fiscal.tasks, ...people.tasks, ...backups]);
  const recurring = startRecurring(
    [
      { name: 'resolve open attempts', everyMs: 1_000, run: untilNone(() => attempts.resolveDue()) },
      { name: 'take over notices', everyMs: 500, run: () => notices.run() },
      { name: 'take over notices of provider accounts', everyMs: 2_000, run: () => accountNotices.run() },
      { name: 'tell available money', everyMs: 1_000, run: untilNone(() => tellAvailable(database, { clock, makeId })) },
      { name: 'send payouts', everyMs: 500, run: untilNone(() => sendDuePayouts(payouts)) },
      { name: 'follow payout schedules', everyMs: 30_000, run: () => runSchedules(payouts) },
      { name: 'fetch exchange rates', everyMs: 60_000, run: rateKeeper({ database, clock, log, url: config.ecbRatesUrl }) },
      { name: 'go on for payers who were at their issuer', everyMs: 500, run: async () => void (await authentications.resumeAnswered()) },
      ...activity.tasks,
      ...fiscal.tasks,
      ...recordTasks(database, log),
      ...people.tasks,
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
      { name: 'purge card tokens', everyMs: 600_000, run: untilNone(() => purgeCardTokens(database, clock.now())) },
      sending,
      ...backups,
    ].map((task) => (local.has(task) ? task : silence.heeding(task))),
    log,
  );
  const address = await listen(app, config);
  const load = watchLoad({ admission, nowMs: steadyMs, log, probe: () => database.shared.empty() });
  reached = address;
  const code = await people.setUpCode();
  return {
    address,
    routes,
    signInHint: code === null ? 'sign in with your e-mail address and password.' : `set it up with the one-time code ${code}`,
    close: async () => {
      await app.close();
      await admission.empty();
      await load.stop();
      await recurring.stop();
      await dispatcher.stop();
      if (sending.isStarted()) await jobs.stop();
      await people.close();
      await engine.close();
      await outward.close();
      await database.close();
    },
  };
}

/** What was begun within this time may be under way in a place that is being served. */
const UNDER_WAY_MS = 60_000;

/** The bank of a place that is being served, or one that is started on the place's book for as long as this program needs it. */
async function bankOf({ bank, dataDir }: Config, served: boolean, log: Logger) {
  if (bank.running !== undefined) return { ...bank.running, stop: async () => {} };
  if (!served) return startBank({ dataDir, log });
  const running = runningBank(dataDir);
  if (running === undefined)
    throw new StartError('The sandbox bank of this place does not run: start the server, or set SANDBOX_BANK_URL.');
  return { ...running, stop: async () => {} };
}

/** What reconciliation works with, for a program that is no server. It works beside servers as well. */
export async function openReconciliation(
  config: Config,
  { serverPool, served }: { readonly serverPool: pg.PoolConfig; readonly served: boolean },
): Promise<{ parts: ReconciliationParts; close(): Promise<void> }> {
  const log = createLogger('silent', { write: () => {} });
  const database = openDatabase(serverPool);
  const bank = await bankOf(config, served, log);
  // A restored place is silent until this has asked.
  const engine = await assembleEngine({ config, database, bank, log, baseUrl: () => config.publicUrl ?? '', guard: (client) => client });
  const { clock, attempts, provider, providers } = engine;
  // Nobody else is at work, so whatever is open was left behind.
  if (!served) await attempts.releaseAll();
  const sources = async () => [
    ...(await listTenants(database))
      .filter(({ livemode }) => !livemode)
      .map(({ tenantId }) => ({ tenantId, name: provider.account.connector.name, provider: async () => provider })),
    ...(await providers.recordSources()),
  ];
  return {
    parts: { database, clock, attempts, sources, underWayMs: served ? UNDER_WAY_MS : 0 },
    close: async () => {
      await engine.close();
      await bank.stop();
      await database.close();
    },
  };
}
