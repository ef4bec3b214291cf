import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { startBank } from '../../src/platform/bankProcess.ts';
import { createLogger } from '../../src/platform/log.ts';
import { type RunningServer, startServer } from '../../src/wiring/startServer.ts';
import type { BankAccess } from './bankBook.ts';
import { PLACE_ZONE } from './placeZone.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

export interface WholeServer {
  readonly server: RunningServer;
  /** `http://localhost:PORT`. */
  readonly base: string;
  readonly key: string;
  readonly owner: { readonly email: string; readonly password: string };
  readonly database: TestDatabase;
  /** The sandbox bank beside it. */
  readonly bank: BankAccess;
  /** Where its keys lie. */
  readonly keysDir: string;
  /** What the server logged as an error: bugs, and nothing else. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

const KEY = 'sk_test_wholeServer0123456789';
const OWNER = { email: 'owner@example.com', password: 'correct horse 42 battery' };

/** Everything that `npm start` runs, put together within this process on a test database; only the bank is a process of its own. */
export async function startWholeServer(env: NodeJS.ProcessEnv = {}): Promise<WholeServer> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
  mkdirSync(join(dataDir, 'log'));
  const errors: string[] = [];
  const log = createLogger('error', { write: (line) => void errors.push(line) });
  const config = loadConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    GUICHET_OWNER_EMAIL: OWNER.email,
    GUICHET_OWNER_PASSWORD: OWNER.password,
    GUICHET_OWNER_NAME: 'Odile Martin',
    GUICHET_BUSINESS_NAME: 'Chez Odile',
    GUICHET_TIME_ZONE: PLACE_ZONE,
    GUICHET_TEST_KEY: KEY,
    // Where tests listen for webhooks; `localhost` is another name, and stays refused.
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
    ECB_RATES_URL: '',
    ...env,
  });
  const bank = await startBank({ dataDir, log });
  const server = await startServer({ config, serverPool: database.serverPool, ownerPool: database.ownerPool, bank, log });
  return {
    server,
    base: server.address,
    key: KEY,
    owner: OWNER,
    database,
    bank,
    keysDir: join(dataDir, 'keys'),
    errors,
    close: async () => {
      await server.close();
      await bank.stop();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
