import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../server/test/flows/crash/compileCache.ts';
import { postTo } from '../server/test/harness/apiClient.ts';
import { BankServer } from '../server/test/harness/bankServer.ts';
import { processFamily } from '../server/test/harness/processFamily.ts';
import { type ServerProcess, startServerProcess } from '../server/test/harness/serverProcess.ts';

/** A server as `npm start` runs it, with its own PostgreSQL and default settings, and its sandbox bank. */
export interface BenchPlace {
  readonly server: ServerProcess;
  readonly bank: BankServer;
  /** Customers with a saved card each. */
  readonly customers: readonly { readonly customer: string; readonly card: string }[];
  /** May make databases. */
  readonly admin: ReturnType<ServerProcess['ownerPool']>;
  /** The same, in the place's own database. */
  readonly database: ReturnType<ServerProcess['ownerPool']>;
  /** Where its keys lie. */
  readonly keysDir: string;
  processes(): Readonly<Record<'server' | 'postgres' | 'bank', number[]>>;
  close(): Promise<void>;
}

/** As many as connections that pay at once: nobody's card is charged twice at the same moment. */
const CUSTOMERS = 256;
const AT_ONCE = 8;

interface Saved {
  readonly id: string;
  readonly payment_method: string;
}

async function customerWithCard(server: ServerProcess): Promise<{ customer: string; card: string }> {
  const { body: customer } = await postTo(server, '/v1/customers', { name: 'Camille Petit', email: 'camille@example.com' });
  const saved = await postTo(server, '/v1/payment_intents', {
    ...{ amount: '100', currency: 'eur', confirm: 'true', customer: customer.id, setup_future_usage: 'off_session' },
    ...{ 'payment_method_types[]': 'card', 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': '4242424242424242' },
    ...{
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '2034',
      'payment_method_data[card][cvc]': '123',
    },
    'payment_method_options[card][moto]': 'true',
  });
  if (saved.status !== 200) throw new Error(`No card could be saved: ${saved.text}`);
  return { customer: customer.id, card: (saved.body as unknown as Saved).payment_method };
}

/** What `npm start` gives a server besides its own environment. */
export const AS_STARTED = JSON.parse(readFileSync(join(import.meta.dirname, '../server/environment.json'), 'utf8')) as NodeJS.ProcessEnv;

export async function openBenchPlace(count = CUSTOMERS): Promise<BenchPlace> {
  const bank = await BankServer.start();
  const server = await startServerProcess({ ...bank.env, ...AS_STARTED, NODE_COMPILE_CACHE: COMPILE_CACHE });
  const customers: { customer: string; card: string }[] = [];
  const fill = async (): Promise<void> => {
    while (customers.length < count) customers.push(await customerWithCard(server));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fill));
  const secrets = JSON.parse(readFileSync(join(server.dataDir, 'postgres.json'), 'utf8')) as {
    socketFolder: string;
    adminPassword: string;
  };
  const postmaster = (): number => Number(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const admin = { host: secrets.socketFolder, port: 5432, user: 'guichet_admin', password: secrets.adminPassword };
  return {
    ...{ server, bank, customers, keysDir: join(server.dataDir, 'keys') },
    ...{ admin: { ...admin, database: 'postgres' }, database: { ...admin, database: 'guichet' } },
    processes: () => ({ server: [server.pid], postgres: processFamily(postmaster()), bank: [bank.pid] }),
    close: async () => {
      await server.close();
      await bank.close();
    },
  };
}
