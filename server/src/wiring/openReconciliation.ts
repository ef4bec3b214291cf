import type pg from 'pg';
import type { Config } from '../config.ts';
import type { ReconciliationParts } from '../modules/reconciliation/index.ts';
import { runningBank, startBank } from '../platform/bankProcess.ts';
import { createLogger, type Logger } from '../platform/log.ts';
import { openDatabase } from '../platform/openDatabase.ts';
import { StartError } from '../platform/startError.ts';
import { listTenants } from '../platform/tenants.store.ts';
import { assembleEngine } from './assembleEngine.ts';

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
