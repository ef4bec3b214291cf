import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMPILE_CACHE } from '../../../server/test/flows/crash/compileCache.ts';
import type { ApiAccess } from '../../../server/test/harness/apiClient.ts';
import { BankServer } from '../../../server/test/harness/bankServer.ts';
import { startServerProcess } from '../../../server/test/harness/serverProcess.ts';
import { Listener } from '../listener.ts';
import { WatchedServer } from '../watchedServer.ts';
import type { ClusterPrograms } from './clusterPrograms.ts';
import type { EtcdApi } from './clusterTexts.ts';
import { DatabaseCluster } from './databaseCluster.ts';

const BANK_DEADLINE_MS = 2_000;
const LOOK_AGAIN_MS = 100;

/** Two servers on a cluster, each with its own HAProxy, one bank, and a program that hears webhooks. */
export class ClusterPlace {
  readonly cluster: DatabaseCluster;
  readonly bank: BankServer;
  readonly listener: Listener;
  readonly servers: readonly WatchedServer[];
  #asked = 0;

  static async open(programs: ClusterPrograms, etcdApi: EtcdApi): Promise<ClusterPlace> {
    const cluster = await DatabaseCluster.open(programs, etcdApi);
    const [bank, listener] = await Promise.all([BankServer.start(), Listener.open()]);
    const servers: WatchedServer[] = [];
    try {
      const env = {
        ...bank.env,
        BANK_DEADLINE_MS: String(BANK_DEADLINE_MS),
        WEBHOOK_PRIVATE_HOSTS: listener.host,
        NODE_COMPILE_CACHE: COMPILE_CACHE,
      };
      const first = await startServerProcess({ ...env, ...cluster.environment(await cluster.addProxy()) });
      servers.push(new WatchedServer(first));
      // What lies in the database can be read with the first one's keys only.
      const dataDir = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
      cpSync(join(first.dataDir, 'keys'), join(dataDir, 'keys'), { recursive: true });
      const same = { GUICHET_TEST_KEY: first.key, DATA_DIR: dataDir };
      servers.push(new WatchedServer(await startServerProcess({ ...env, ...same, ...cluster.environment(await cluster.addProxy()) })));
      return new ClusterPlace(cluster, bank, listener, servers);
    } catch (error) {
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all([bank.close(), listener.close(), cluster.close()]);
      throw error;
    }
  }

  private constructor(cluster: DatabaseCluster, bank: BankServer, listener: Listener, servers: readonly WatchedServer[]) {
    [this.cluster, this.bank, this.listener, this.servers] = [cluster, bank, listener, servers];
  }

  /** The servers in turn, as a balancer would that looks at nothing. */
  nextApi(): ApiAccess {
    this.#asked += 1;
    return this.#server(this.#asked % this.servers.length).process;
  }

  get api(): ApiAccess {
    return this.#server(0).process;
  }

  /** The same on both servers. */
  get keysDir(): string {
    return join(this.#server(0).process.dataDir, 'keys');
  }

  #server(at: number): WatchedServer {
    const server = this.servers[at];
    if (server === undefined) throw new Error(`There is no server ${at}.`);
    return server;
  }

  /** How often a server ended without having been harmed. */
  get endedByThemselves(): number {
    return this.servers.reduce((sum, { endedByItself }) => sum + endedByItself, 0);
  }

  /** Waits until nothing is missing: three members of the cluster, two servers that can take a payment. */
  async untilWhole(limitMs: number): Promise<void> {
    await this.cluster.untilWhole(limitMs);
    const end = performance.now() + limitMs;
    for (const { process } of this.servers) {
      for (;;) {
        const answer = await fetch(`${process.base}/readyz`, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
        if (answer?.status === 200) break;
        if (performance.now() > end) throw new Error(`A server is not ready after ${limitMs / 1000} s: ${await answer?.text()}`);
        await sleep(LOOK_AGAIN_MS);
      }
    }
  }

  keepLogs(folder: string): void {
    this.cluster.keepLogs(folder);
    for (const [at, { process }] of this.servers.entries())
      cpSync(join(process.dataDir, 'log'), join(folder, `server${at + 1}`), { recursive: true });
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
    await Promise.all([this.bank.close(), this.listener.close(), this.cluster.close()]);
  }
}
