import { createSecretKey, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PERMISSIONS } from '@guichet/contract/permissions.ts';
import { openProvider } from '../../src/connectors/index.ts';
import { CONNECTORS } from '../../src/connectors/registry.ts';
import { registerRoutes } from '../../src/http/routes.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createActivity } from '../../src/modules/activity/index.ts';
import { Attempts } from '../../src/modules/attempts/index.ts';
import { balanceRoutes } from '../../src/modules/balance/index.ts';
import { customerRoutes } from '../../src/modules/customers/index.ts';
import { detachCards, paymentMethodRoutes, requireOnFile } from '../../src/modules/payment_methods/index.ts';
import { paymentViewRoutes } from '../../src/modules/payment_views/index.ts';
import {
  authorisationHandler,
  captureHandler,
  chargeRoutes,
  incrementHandler,
  type PaymentParts,
  paymentIntentRoutes,
  voidHandler,
} from '../../src/modules/payments/index.ts';
import { refundHandler, refundRoutes } from '../../src/modules/refunds/index.ts';
import type { RecordActivity } from '../../src/platform/activity.ts';
import { startBank } from '../../src/platform/bankProcess.ts';
import { manualClock } from '../../src/platform/clock.ts';
import type { Caller } from '../../src/platform/context.ts';
import { type HttpClient, openHttpClient } from '../../src/platform/httpClient.ts';
import { idMaker } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/log.ts';
import { openDatabase } from '../../src/platform/openDatabase.ts';
import { systemRandom } from '../../src/platform/random.ts';
import type { Database } from '../../src/platform/sql.ts';
import { openKeyFile } from '../../src/vault/index.ts';
import { testDatabase } from '../harness/testDatabase.ts';
import { BankControl } from './bankControl.ts';

const FEES = [{ basisPoints: 140n, fixed: { eur: 25n, usd: 30n, gbp: 20n } }];
export const SETTLEMENT_DAYS = 2;
/** How long the simulated server waits for the bank; long enough that a busy machine never takes an answer for lost. */
const DEADLINE_MS = 700;

const DAY_MS = 24 * 3600_000;
const MOST_ROUNDS = 50;
const START = new Date('2026-03-02T09:00:00Z');

export interface Answer<T = unknown> {
  readonly status: number;
  /** The caller says what it expects there; what isn't makes the comparison fail. */
  readonly body: T;
  readonly replayed: boolean;
}

export type Form = Readonly<Record<string, string>>;

/**
 * The API with everything below it, down to a real PostgreSQL and a real bank; only the clock is moved by hand, and open attempts are
 * resolved when the simulation says so. Each run has a tenant of its own.
 */
export interface SimulatedPlace {
  readonly database: Database;
  readonly bank: BankControl;
  newTenant(): Promise<number>;
  post<T>(tenantId: number, path: string, form: Form, key?: string): Promise<Answer<T>>;
  /** Throws when the answer is not 200. */
  get<T>(tenantId: number, path: string): Promise<T>;
  now(): Date;
  passDays(days: number): void;
  /** Lets time pass until every open attempt is due, and resolves it, until none is open. */
  resolveAll(): Promise<void>;
  close(): Promise<void>;
}

const callerOf = (tenantId: number): Caller => ({
  tenantId,
  account: `acct_${tenantId}`,
  livemode: false,
  actor: { kind: 'key', id: 'key_simulation', name: 'Simulation' },
  permissions: new Set(PERMISSIONS),
});

/** A client that begins with new connections whenever the bank has answered twice on one. */
function renewable(): HttpClient & { renew(): Promise<void> } {
  let inner = openHttpClient();
  return {
    send: (call) => inner.send(call),
    close: () => inner.close(),
    renew: async () => {
      const old = inner;
      inner = openHttpClient();
      await old.close();
    },
  };
}

export async function openSimulatedPlace(): Promise<SimulatedPlace> {
  const test = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-simulation-`));
  mkdirSync(join(folder, 'log'));
  const bankProcess = await startBank({ dataDir: folder, log: { info: () => {}, error: console.error } });
  const http = renewable();
  const bank = new BankControl(bankProcess, () => http.renew());

  const clock = manualClock(START);
  const random = systemRandom;
  const makeId = idMaker(clock, random);
  const log = createLogger('error', { write: (line) => console.error(line) });
  const database = openDatabase(test.serverPool);
  const vault = { sql: database, keys: openKeyFile(join(folder, 'vault.key'), random), random, clock };
  const activity = createActivity({ db: database, clock, random, makeId, keysDir: folder });
  const recordActivity: RecordActivity = (tx, { tenantId, now, actor, ip }, { action, target, details }) =>
    activity.record(tx, { tenantId, at: now, actor, action, target, ip, ...(details && { details }) });

  const connector = CONNECTORS.sandbox;
  if (connector === undefined) throw new Error('The registry has no sandbox connector.');
  const account = {
    connector,
    baseUrl: bankProcess.url,
    headers: { authorization: `Bearer ${bankProcess.token}` },
    settlementDelayMs: SETTLEMENT_DAYS * DAY_MS,
    fees: FEES,
  };
  const quiet = createLogger('silent', { write: () => {} });
  const provider = openProvider(account, { http, vault, log: quiet, deadlineMs: DEADLINE_MS });
  const attempts = new Attempts({ database, clock, log: quiet, provider: async () => provider, reach: async () => {} });
  const parts: PaymentParts = {
    ...{ database, makeId, random, vault, attempts, recordActivity },
    providerDeadlineMs: DEADLINE_MS,
    baseUrl: () => 'http://simulation.test',
    tellPayer: () => Promise.reject(new Error('Nobody in a simulation gives an address for a receipt.')),
    routing: { route: async () => connector.name, next: async () => null },
    providers: { provider: async () => provider },
    // The model knows cards that are refused as often as they are tried.
    admit: async () => {},
    cardTesting: { watch: (_context, ask) => ask(() => {}) },
  };
  attempts.handle('authorise', authorisationHandler(parts));
  attempts.handle('capture', captureHandler(parts));
  attempts.handle('increment', incrementHandler(parts));
  attempts.handle('void', voidHandler(parts));
  attempts.handle('refund', refundHandler(parts));

  const app = createHttpServer({
    ...{ log, makeId, trustProxy: false, ready: async () => ({ ready: true, reasons: [] }) },
    // Requests are handed in without a connection: nobody can read slowly.
    timeouts: { readerMs: DAY_MS },
  });
  const authenticate = async ({ authorization = '' }: { authorization: string | undefined }) => callerOf(Number(authorization));
  registerRoutes(app, { authenticate, clock, requestHashKey: createSecretKey(Buffer.alloc(32)) }, [
    ...customerRoutes(database, {
      makeId,
      recordActivity,
      requireOnFile,
      detachCards: (tx, context, id) => detachCards(tx, parts, context, id),
    }),
    ...paymentMethodRoutes(database, parts),
    ...paymentIntentRoutes(parts),
    ...chargeRoutes(parts),
    ...refundRoutes(parts),
    ...balanceRoutes(database),
    ...paymentViewRoutes(database),
  ]);

  async function send<T>(method: 'GET' | 'POST', tenantId: number, url: string, form?: Form, key?: string): Promise<Answer<T>> {
    const headers = {
      authorization: String(tenantId),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(key && { 'idempotency-key': key }),
    };
    const response = await app.inject({ method, url, headers, ...(form && { payload: new URLSearchParams(form).toString() }) });
    return { status: response.statusCode, body: response.json() as T, replayed: response.headers['idempotent-replayed'] === 'true' };
  }

  let tenants = 0;
  return {
    database,
    bank,
    newTenant: async () => {
      tenants += 1;
      await database.query(
        'insert tenant',
        `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
         VALUES ($1, $2, false, 'Baker', 'FR', 'eur', 'Europe/Paris', $3)`,
        [tenants, `acct_${tenants}`, START],
      );
      return tenants;
    },
    post: (tenantId, path, form, key = randomUUID()) => send('POST', tenantId, path, form, key),
    get: async <T>(tenantId: number, path: string) => {
      const { status, body } = await send<T>('GET', tenantId, path);
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    now: () => clock.now(),
    passDays: (days) => clock.advance(days * DAY_MS),
    resolveAll: async () => {
      for (let round = 1; round <= MOST_ROUNDS; round += 1) {
        clock.advance(60_000);
        if ((await attempts.resolveDue()) === 0) return;
      }
      throw new Error('An attempt can never be resolved.');
    },
    close: async () => {
      await app.close();
      await bankProcess.stop();
      await http.close();
      await database.close();
      await test.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
