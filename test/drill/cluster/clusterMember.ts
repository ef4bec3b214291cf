import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childGone } from '../../../server/src/platform/childProcess.ts';
import { processFamily } from '../../../server/test/harness/processFamily.ts';
import { signalProcess } from '../signalProcess.ts';
import type { ClusterPrograms } from './clusterPrograms.ts';
import { type ClusterNode, type ClusterSettings, etcdEnvironment, patroniYaml } from './clusterTexts.ts';

/** PostgreSQL refuses to run as root: then everything runs as nobody. */
const NOBODY = 65534;
const AS_NOBODY = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
const isRoot = process.getuid?.() === 0;

/** Makes a folder that belongs to who runs the programs. */
export function makeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

export interface Launch {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** What it gets when this process is gone, however it went. */
  readonly lastSignal: 'KILL' | 'TERM';
}

/** Starts a program in a session of its own, so that a Ctrl-C reaches it through us only. */
export function launch({ command, env, logFile, lastSignal }: Launch): ChildProcess {
  const log = openSync(logFile, 'a');
  const args = [...(isRoot ? AS_NOBODY : []), '--pdeathsig', lastSignal, ...command];
  return spawn('setpriv', args, { env, detached: true, stdio: ['ignore', log, log] });
}

/** One machine of the cluster, as processes: it can be killed and frozen as a whole, and started again on what its disk holds. */
export class ClusterMember {
  readonly node: ClusterNode;
  readonly #programs: ClusterPrograms;
  readonly #settings: ClusterSettings;
  readonly #folder: string;
  #etcd: ChildProcess | undefined;
  #patroni: ChildProcess | undefined;

  constructor(node: ClusterNode, settings: ClusterSettings, programs: ClusterPrograms, folder: string) {
    [this.node, this.#settings, this.#programs, this.#folder] = [node, settings, programs, folder];
    for (const each of [folder, node.etcdFolder, node.socketFolder]) makeFolder(each);
    const file = join(folder, 'patroni.yml');
    writeFileSync(file, patroniYaml(node, settings), { mode: 0o600 });
    if (isRoot) chownSync(file, NOBODY, NOBODY);
  }

  start(): void {
    const { env, etcd, patroni } = this.#programs;
    const lines = etcdEnvironment(this.node, this.#settings).trim().split('\n');
    const settings = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const log = (name: string) => join(this.#folder, `${name}.log`);
    this.#etcd = launch({ command: [etcd], env: { ...env, ...settings }, logFile: log('etcd'), lastSignal: 'KILL' });
    const command = [...patroni, join(this.#folder, 'patroni.yml')];
    this.#patroni = launch({ command, env: { ...env, HOME: this.#folder }, logFile: log('patroni'), lastSignal: 'TERM' });
  }

  /** Undefined while PostgreSQL is not there. */
  postmaster(): number | undefined {
    try {
      return Number(readFileSync(join(this.node.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined;
    } catch {
      return undefined;
    }
  }

  /** As a power cut would end it. */
  async kill(): Promise<void> {
    this.#signalAll('SIGKILL');
    await Promise.all([this.#etcd, this.#patroni].map((child) => child && childGone(child)));
  }

  freeze(): void {
    this.#signalAll('SIGSTOP');
  }

  thaw(): void {
    this.#signalAll('SIGCONT');
  }

  /** Patroni first, or it would start a PostgreSQL anew that it sees die. */
  #signalAll(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    signalProcess(this.#patroni?.pid, signal);
    const postmaster = this.postmaster();
    for (const pid of postmaster === undefined ? [] : processFamily(postmaster)) signalProcess(pid, signal);
    signalProcess(this.#etcd?.pid, signal);
  }
}
