import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childGone } from '../../../server/src/platform/childProcess.ts';
import { freePort } from '../../../server/test/harness/serverProcess.ts';
import { runSql } from '../../../server/test/harness/testDatabase.ts';
import type { Sides } from '../../../server/test/harness/threeBooks.ts';
import { signalProcess } from '../signalProcess.ts';
import { ClusterMember, launch, makeFolder } from './clusterMember.ts';
import type { ClusterPrograms } from './clusterPrograms.ts';
import { type ClusterNode, type ClusterSettings, type EtcdApi, haproxyConfiguration, rolesAndDatabase } from './clusterTexts.ts';

const HOSTS = ['127.0.0.2', '127.0.0.3', '127.0.0.4'];
const LOOK_AGAIN_MS = 250;
const ASK_TIMEOUT_MS = 1_500;
const PROBE_TIMEOUT_MS = 3_000;
const PROBE_LIMIT_MS = 60_000;
const PROBE_TABLE = 'CREATE TABLE drill_probe (at timestamptz)';
const READ_ONLY = '25006';

const password = (): string => randomBytes(12).toString('hex');

async function planNode(host: string, at: number, folder: string): Promise<ClusterNode> {
  const name = `node${at + 1}`;
  const own = join(folder, name);
  const [client, peer, rest, postgres] = await Promise.all([freePort(host), freePort(host), freePort(host), freePort(host)]);
  const folders = {
    etcdFolder: join(own, 'etcd'),
    dataFolder: join(own, 'data'),
    socketFolder: join(own, 'run'),
    passFile: join(own, 'pgpass'),
  };
  return { name, host, ports: { client, peer, rest, postgres }, ...folders };
}

/** Three PostgreSQL that Patroni keeps alike by etcd's word, and a HAProxy for each who wants to find the primary. */
export class DatabaseCluster {
  readonly members: readonly ClusterMember[];
  readonly #settings: ClusterSettings;
  readonly #programs: ClusterPrograms;
  readonly #folder: string;
  readonly #passwords = { owner: password(), server: password() };
  readonly #proxies: ChildProcess[] = [];
  #ownPort = 0;

  /** Starts everything and waits until it is whole. */
  static async open(programs: ClusterPrograms, etcdApi: EtcdApi): Promise<DatabaseCluster> {
    const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
    // Others than its owner must come through to what is theirs.
    chmodSync(folder, 0o755);
    const nodes = await Promise.all(HOSTS.map((host, at) => planNode(host, at, folder)));
    const passwords = { superuser: password(), replication: password(), rewind: password(), rest: password() };
    const settings = { nodes, postgresBin: programs.postgresBin, network: '127.0.0.0/8', watchdog: 'off', etcdApi, passwords } as const;
    const cluster = new DatabaseCluster(programs, settings, folder);
    try {
      for (const member of cluster.members) member.start();
      cluster.#ownPort = await cluster.addProxy();
      await cluster.untilWhole(120_000);
      for (const statement of [...rolesAndDatabase(cluster.#passwords), PROBE_TABLE])
        await runSql(cluster.#superuser('postgres'), statement);
      return cluster;
    } catch (error) {
      const kept = join(tmpdir(), `guichet-cluster-failed-${process.pid}`);
      cluster.keepLogs(kept);
      await cluster.close();
      throw new Error(`The cluster did not open; what its programs said is in ${kept}.`, { cause: error });
    }
  }

  private constructor(programs: ClusterPrograms, settings: ClusterSettings, folder: string) {
    [this.#programs, this.#settings, this.#folder] = [programs, settings, folder];
    this.members = settings.nodes.map((node) => new ClusterMember(node, settings, programs, join(folder, node.name)));
  }

  /** Starts a HAProxy and answers its port. */
  async addProxy(): Promise<number> {
    const port = await freePort();
    const folder = makeFolder(join(this.#folder, `haproxy${this.#proxies.length + 1}`));
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, haproxyConfiguration(port, this.#settings), { mode: 0o644 });
    const { haproxy, env } = this.#programs;
    this.#proxies.push(launch({ command: [haproxy, '-db', '-f', file], env, logFile: join(folder, 'haproxy.log'), lastSignal: 'KILL' }));
    return port;
  }

  /** What a server is told to find the primary by the HAProxy at a port. */
  environment(port: number): NodeJS.ProcessEnv {
    const { owner, server } = this.#passwords;
    return {
      DATABASE_URL: `postgres://guichet_app:${server}@127.0.0.1:${port}/guichet`,
      DATABASE_OWNER_URL: `postgres://guichet_owner:${owner}@127.0.0.1:${port}/guichet`,
    };
  }

  /** Who may read every table of Guichet's, on whichever is the primary. */
  get owner(): Sides['database'] {
    return { ...this.#superuser('guichet'), user: 'guichet_owner', password: this.#passwords.owner };
  }

  #superuser(database: string): Sides['database'] {
    const { superuser } = this.#settings.passwords;
    return {
      host: '127.0.0.1',
      port: this.#ownPort,
      user: 'postgres',
      password: superuser,
      database,
      connectionTimeoutMillis: ASK_TIMEOUT_MS,
    };
  }

  /** Whom Patroni calls the primary; undefined while nobody is. */
  async primary(): Promise<ClusterMember | undefined> {
    return this.#memberThatIs('primary');
  }

  async #memberThatIs(role: 'primary' | 'sync'): Promise<ClusterMember | undefined> {
    const are = await Promise.all(this.members.map((member) => this.#is(role, member)));
    return this.members.find((_, at) => are[at]);
  }

  async #is(role: 'primary' | 'sync', { node }: ClusterMember): Promise<boolean> {
    const address = `http://${node.host}:${node.ports.rest}/${role}`;
    return fetch(address, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }).then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  /** Waits until there is a primary and both others follow it, one of them synchronously, and may take its place. */
  async untilWhole(limitMs: number): Promise<void> {
    const sql = `SELECT count(*) FILTER (WHERE state = 'streaming')::integer AS followers,
      count(*) FILTER (WHERE sync_state IN ('sync', 'quorum'))::integer AS synchronous FROM pg_stat_replication WHERE application_name LIKE 'node%'`;
    const end = performance.now() + limitMs;
    for (;;) {
      const asked = runSql<{ followers: number; synchronous: number }>(this.#superuser('postgres'), sql);
      const found = (await asked.catch(() => []))[0];
      const isWhole = found?.followers === this.members.length - 1 && found.synchronous > 0;
      if (isWhole && (await this.#memberThatIs('sync')) !== undefined) return;
      if (performance.now() > end)
        throw new Error(`The cluster is not whole after ${limitMs / 1000} s: ${JSON.stringify(found ?? 'no primary')}`);
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /** Asks Patroni to make another member the primary, as an administrator does before work on a machine. */
  async switchOver(primary: ClusterMember): Promise<void> {
    const { host, ports, name } = primary.node;
    const login = Buffer.from(`patroni:${this.#settings.passwords.rest}`).toString('base64');
    const response = await fetch(`http://${host}:${ports.rest}/switchover`, {
      method: 'POST',
      headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
      body: JSON.stringify({ leader: name }),
    });
    if (!response.ok) throw new Error(`Patroni refused the switch-over: ${response.status} ${await response.text()}`);
  }

  /**
   * Asks one member, past every HAProxy, to write something, until it says that it can only be read, or for too long. Answers how often it said
   * that something was written: a primary whose lease is over must not.
   */
  async writesAccepted({ node }: ClusterMember): Promise<{ accepted: number; isStandby: boolean }> {
    const direct = { ...this.#superuser('postgres'), host: node.host, port: node.ports.postgres, query_timeout: PROBE_TIMEOUT_MS };
    const end = performance.now() + PROBE_LIMIT_MS;
    let accepted = 0;
    while (performance.now() < end) {
      const code = await runSql(direct, 'INSERT INTO drill_probe VALUES (clock_timestamp())').then(
        () => 'accepted',
        (error: { code?: string }) => error.code,
      );
      if (code === 'accepted') accepted += 1;
      if (code === READ_ONLY) return { accepted, isStandby: true };
      await sleep(LOOK_AGAIN_MS / 5);
    }
    return { accepted, isStandby: false };
  }

  /** Copies what the programs said. */
  keepLogs(folder: string): void {
    for (const name of readdirSync(this.#folder)) {
      for (const file of readdirSync(join(this.#folder, name)).filter((each) => each.endsWith('.log')))
        cpSync(join(this.#folder, name, file), join(folder, `${name}-${file}`));
    }
  }

  async close(): Promise<void> {
    for (const { pid } of this.#proxies) signalProcess(pid, 'SIGKILL');
    await Promise.all([...this.#proxies.map((child) => childGone(child)), ...this.members.map((member) => member.kill())]);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
