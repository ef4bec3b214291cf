import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupsView } from '@guichet/contract/backupViews.ts';
import type { FastifyInstance } from 'fastify';
import type { Silence } from '../backups/index.ts';
import type { Config } from '../config.ts';
import { openProvider } from '../connectors/index.ts';
import { CONNECTORS } from '../connectors/registry.ts';
import { registerDocs } from '../docs/registerDocs.ts';
import { expansion } from '../expansion.ts';
import { Admission } from '../http/admission.ts';
import { boundsUpTo } from '../http/capacity.rules.ts';
import { CARD_FIELDS_PAGE, registerPages } from '../http/pages.ts';
import type { AnyRoute } from '../http/route.ts';
import { registerRoutes } from '../http/routes.ts';
import { createHttpServer } from '../http/server.ts';
import { activityRoutes } from '../modules/activity/index.ts';
import { approvalRoutes } from '../modules/approvals/index.ts';
import { authenticationRoutes } from '../modules/authentications/index.ts';
import { backupRoutes } from '../modules/backups/index.ts';
import { balanceRoutes } from '../modules/balance/index.ts';
import { businessRoutes } from '../modules/businesses/index.ts';
import { cardFieldsRoutes } from '../modules/card_fields/index.ts';
import { catalogueRoutes } from '../modules/catalogue/index.ts';
import { confirmationTokenRoutes } from '../modules/confirmation_tokens/index.ts';
import { counterRoutes, recordingHosts } from '../modules/counter/index.ts';
import { customerNoteRoutes, customerRoutes, deleteCustomer, searchCustomers } from '../modules/customers/index.ts';
import { disputeEvidenceRoutes } from '../modules/dispute_evidence/index.ts';
import { disputeRoutes } from '../modules/disputes/index.ts';
import { eventRoutes } from '../modules/events/index.ts';
import { exchangeRoutes } from '../modules/exchange/index.ts';
import { fileRoutes } from '../modules/files/index.ts';
import { fraudWarningRoutes } from '../modules/fraud_warnings/index.ts';
import { mandateRequestRoutes } from '../modules/mandate_requests/index.ts';
import { mandateRoutes } from '../modules/mandates/index.ts';
import { ownFieldRoutes } from '../modules/own_fields/index.ts';
import { cardRoutes, detachCards, paymentMethodRoutes, requireOnFile, tokenRoutes } from '../modules/payment_methods/index.ts';
import { paymentRecordRoutes, recordOperations, recordViewRoutes, tillRoutes } from '../modules/payment_records/index.ts';
import { paymentViewRoutes } from '../modules/payment_views/index.ts';
import { chargeRoutes, paymentIntentRoutes } from '../modules/payments/index.ts';
import { bankAccountRoutes, openTestAccounts, type PayoutParts, payoutOperation, payoutRoutes } from '../modules/payouts/index.ts';
import { type createPeople, findActors, peopleRoutes } from '../modules/people/index.ts';
import { presetRoutes } from '../modules/presets/index.ts';
import { privacyRoutes } from '../modules/privacy/index.ts';
import { fieldsOrigins, type Probe, providerAccountRoutes } from '../modules/provider_accounts/index.ts';
import { letterbox, receiptRoutes } from '../modules/receipts/index.ts';
import { refundOperation, refundRoutes } from '../modules/refunds/index.ts';
import { drawerRoutes, exportRoutes, reportRoutes } from '../modules/reports/index.ts';
import { saleRoutes } from '../modules/sales/index.ts';
import { setupIntentRoutes } from '../modules/setup_intents/index.ts';
import { sightGuard } from '../modules/sight/index.ts';
import { webhookDeliveryRoutes, webhookEndpointRoutes } from '../modules/webhooks/index.ts';
import { workItemRoutes } from '../modules/work_items/index.ts';
import { steadyMs } from '../platform/clock.ts';
import type { RequestContext } from '../platform/context.ts';
import { readOrMakeKey } from '../platform/keyFile.ts';
import type { Logger } from '../platform/log.ts';
import type { Database, Transaction } from '../platform/transaction.ts';
import { openCardKey } from '../vault/index.ts';
import type { Engine } from './assembleEngine.ts';
import type { Listening } from './listenToProviders.ts';
import { readiness } from './readiness.ts';
import { refuseWhile } from './silenced.ts';
import type { StartOptions } from './startOptions.ts';

const PAGES = join(import.meta.dirname, '../../../terminal/dist');

function backupSchedule({ database, backups }: Config): BackupsView['schedule'] {
  if (database !== undefined) return 'external';
  return backups === undefined ? 'none' : { at: backups.at, keep_days: backups.keepDays };
}

export interface DoorParts {
  readonly config: Config;
  readonly bank: StartOptions['bank'];
  readonly database: Database;
  readonly log: Logger;
  readonly silence: Silence;
  readonly engine: Engine;
  readonly listening: Listening;
  readonly people: ReturnType<typeof createPeople>;
  readonly payouts: PayoutParts;
  readonly records: Parameters<typeof paymentRecordRoutes>[0];
  readonly webhooks: Parameters<typeof webhookEndpointRoutes>[0];
}

const MOST_CUSTOMERS = 50;

/** Whom a text typed into the search of the activity log may mean: people and keys by name, customers by what the counter finds them by. */
const subjectsOf = (database: Database) => async (tenantId: number, account: string, text: string) => {
  const [actors, customers] = await Promise.all([
    findActors(database, tenantId, account, text),
    text.length < 2 ? [] : searchCustomers(database, tenantId, { query: text }, { take: MOST_CUSTOMERS }),
  ]);
  return [...actors, ...customers.map(({ id }) => id)];
};

/** Every route of every module. */
function assembleRoutes({
  config,
  database,
  silence,
  engine,
  listening,
  people,
  payouts,
  records,
  webhooks,
  cardKey,
}: DoorParts & { readonly cardKey: Awaited<ReturnType<typeof openCardKey>> }): AnyRoute[] {
  const { random, makeId, vault, activity, recordActivity, receipts, outside, shellOf, providers, parts } = engine;
  const { notices, authentications } = listening;
  // Of what it says about money nothing is believed.
  const probe: Probe = (connector, baseUrl, livemode, secret) => {
    const headers = (secret === undefined ? undefined : connector.credentials?.(secret).headers) ?? {};
    return openProvider({ connector, baseUrl, livemode, headers, settlementDelayMs: 0, fees: [] }, shellOf(livemode));
  };
  const takeOffFile = (tx: Transaction, context: RequestContext, customerId: string) => detachCards(tx, parts, context, customerId);
  return [
    ...peopleRoutes(people),
    ...customerRoutes(database, {
      requireOnFile,
      makeId,
      recordActivity,
      detachCards: takeOffFile,
    }),
    ...counterRoutes(database, { makeId, recordActivity, providers }),
    ...customerNoteRoutes(database, { makeId, recordActivity }),
    ...catalogueRoutes(database, parts),
    ...ownFieldRoutes(database, parts),
    ...presetRoutes(database, parts),
    ...saleRoutes(database, parts),
    ...paymentMethodRoutes(database, parts),
    ...cardRoutes(database, { ...parts, providers }, cardKey),
    ...mandateRoutes(database, parts),
    ...mandateRequestRoutes({ ...parts, links: engine.linksOfMandates, letters: letterbox(receipts), sends: receipts.sends }),
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
    ...reportRoutes(database),
    ...exportRoutes({ database, recordActivity }),
    ...drawerRoutes({ database, makeId, recordActivity }),
    ...receiptRoutes(receipts),
    ...privacyRoutes(database, {
      makeId,
      recordActivity,
      deleteCustomer: (tx, context, id) => deleteCustomer(tx, { makeId, recordActivity, detachCards: takeOffFile }, context, id),
    }),
    ...activityRoutes({ database, activity, recordActivity, findSubjects: subjectsOf(database) }),
    ...businessRoutes({ database, recordActivity }),
    ...disputeEvidenceRoutes({ database, makeId, recordActivity, receiptFacts: receipts.receiptFacts }),
    ...workItemRoutes({ database, recordActivity }),
    ...approvalRoutes({
      ...{ database, makeId, recordActivity },
      operations: { refund: refundOperation(parts), payout: payoutOperation(payouts), ...recordOperations(records) },
    }),
    ...webhookEndpointRoutes(webhooks),
    ...webhookDeliveryRoutes(webhooks),
    ...backupRoutes({ database, silence, schedule: backupSchedule(config) }),
  ];
}

/** The doors, with all that is behind them; they are opened by `listen`. */
export async function buildDoors(all: DoorParts) {
  const { config, bank, database, log, silence, engine, people } = all;
  const { clock, random, makeId, keysDir, providers } = engine;
  const https = config.tls && { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) };
  const trustProxy = Array.isArray(config.trustProxy) ? config.trustProxy.join(',') : config.trustProxy;
  const admission = new Admission({ nowMs: steadyMs, bounds: boundsUpTo(config.maxInFlight) });
  const ready = readiness(database, bank.url, providers, silence, admission);
  const app = createHttpServer({ log, makeId, ...(https && { https }), trustProxy, ready });
  const requestHashKey = createSecretKey(readOrMakeKey(keysDir, 'request-hash.key', random));
  const routes = assembleRoutes({ ...all, cardKey: await openCardKey(join(keysDir, 'card-page.key')) });
  const expandable = expansion(database);
  registerRoutes(
    app,
    {
      ...{ authenticate: people.authenticate, clock, requestHashKey, expansion: expandable, beforeChange: refuseWhile(silence), admission },
      guard: sightGuard(database),
    },
    routes,
  );
  registerDocs(app, { routes, expandable: expandable.fields });
  await registerPages(app, {
    folder: PAGES,
    random,
    frameOrigins: () => fieldsOrigins(database),
    hostOrigins: () => recordingHosts(database),
  });

  return { app, routes, admission };
}

/** Opens the doors. Answers where they are. */
export async function listen(app: FastifyInstance, { host, port, publicUrl, tls }: Config): Promise<string> {
  await app.listen({ host, port });
  const bound = app.server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return publicUrl ?? `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
}
