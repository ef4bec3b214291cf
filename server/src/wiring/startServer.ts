import { Silence } from '../backups/index.ts';
import type { Config } from '../config.ts';
import { createFiscal } from '../fiscal/index.ts';
import type { AnyRoute } from '../http/route.ts';
import { watchLoad } from '../http/watchLoad.ts';
import { installQueueSchema, startRecurring } from '../jobs/index.ts';
import { addShippedRates } from '../modules/exchange/index.ts';
import type { PayoutParts } from '../modules/payouts/index.ts';
import { createPeople } from '../modules/people/index.ts';
import { deliverMessages, letterbox } from '../modules/receipts/index.ts';
import { Dispatcher, releaseDeliveries } from '../modules/webhooks/index.ts';
import { steadyMs } from '../platform/clock.ts';
import type { HttpClient } from '../platform/httpClient.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { openOutwardClient } from '../platform/outwardClient.ts';
import { listTenants } from '../platform/tenants.store.ts';
import { withTransaction } from '../platform/transaction.ts';
import { assembleEngine } from './assembleEngine.ts';
import { buildDoors, listen } from './buildDoors.ts';
import { copyPlace } from './copyPlace.ts';
import { crashAt } from './crashAt.ts';
import { furnishPlace } from './furnishPlace.ts';
import { listenToProviders } from './listenToProviders.ts';
import { recurringTasks } from './recurringTasks.ts';
import { startWhenHeard } from './silenced.ts';
import type { StartOptions } from './startOptions.ts';

export interface RunningServer {
  readonly address: string;
  readonly signInHint: string;
  /** What it serves; the documentation of the API is held against it. */
  readonly routes: readonly AnyRoute[];
  close(): Promise<void>;
}

/** How long a webhook's receiver may take to answer, and how much of its answer is kept. */
const WEBHOOK_LIMITS = { deadlineMs: 10_000, maxAnswerBytes: 2_048 };

/** Who may sign in, with which keys, and what a new place is called. */
const peopleSettings = ({ owner, testKey, business, publicUrl, tls, trustProxy, mail }: Config) => ({
  owner,
  testKey,
  business,
  publicUrl,
  secureCookies: tls !== undefined || trustProxy !== false || (publicUrl?.startsWith('https:') ?? false),
  isMailConfigured: mail.smtpUrl !== undefined,
});

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
  const { provider, providers, attempts, parts } = engine;
  const people = createPeople({
    ...{ db: database, clock, random, makeId, settings: peopleSettings(config), log, record: activity.record, keysDir },
    furnish: (tx, tenantId, now) => furnishPlace(tx, { makeId, vault }, tenantId, now),
    copy: copyPlace,
    letters: letterbox(receipts),
    baseUrl: () => reached,
  });
  deliverMessages(receipts);
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

  const listening = listenToProviders({ database, clock, log, provider, providers, parts });
  const outward = openOutwardClient({ privateHosts: config.webhookPrivateHosts, ...WEBHOOK_LIMITS });
  const webhooks = { database, clock, random, makeId, recordActivity, log, keys: vault.keys, client: outward };
  const reach = crashAt(config.crashPoint);
  const deliveries = { ...webhooks, beforeDelivery: () => reach('before_delivery') };
  const dispatcher = new Dispatcher(deliveries);
  const fiscal = createFiscal({ database, clock, makeId, keysDir, log });
  const records = { database, makeId, recordActivity, fiscal, admit: engine.admit };

  const { app, routes, admission } = await buildDoors({
    ...{ config, bank, database, log, silence, engine, listening, people, payouts, records, webhooks },
  });

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
  const own = [...activity.tasks, ...fiscal.tasks, ...people.tasks];
  const recurring = startRecurring(
    recurringTasks({ config, database, log, silence, engine, listening, payouts, own, dispatcher, deliveries, sending }),
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
