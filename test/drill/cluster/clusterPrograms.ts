import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptGet, INSTALL, mayInstall } from '../../checks/aptGet.ts';

/** The programs of a cluster, as Debian brings them. */
export interface ClusterPrograms {
  readonly etcd: string;
  readonly haproxy: string;
  /** Starts Patroni; its configuration file follows. */
  readonly patroni: readonly string[];
  /** The folder with `postgres`, `pg_basebackup`, `pg_rewind`. */
  readonly postgresBin: string;
  /** What they need around them. */
  readonly env: NodeJS.ProcessEnv;
}

const PACKAGES = ['patroni', 'python3-etcd', 'etcd-server', 'haproxy', 'postgresql'];
/** Where Debian's packages are unpacked, when the machine has none of them: nothing of it is set up or started as a service. */
const UNPACKED = '/var/cache/guichet/debian-cluster';
const PYTHON = '/usr/bin/python3';
const OLDEST_POSTGRES = 15;

/**
 * Finds the programs, or brings them from Debian when we are root. Without root, throws an error whose message names the one command that
 * brings what is missing.
 */
export function bringClusterPrograms(say: (words: string) => void): ClusterPrograms {
  const found = findClusterPrograms();
  if (found !== undefined) return found;
  if (!mayInstall()) {
    throw new Error(
      `The drill of a cluster needs packages of Debian: start it as root, which unpacks them to ${UNPACKED}, or sudo apt-get install --no-install-recommends ${PACKAGES.join(' ')}`,
    );
  }
  say(`Bringing ${PACKAGES.join(', ')} from Debian …`);
  if (!existsSync(PYTHON)) aptGet([...INSTALL, 'python3']);
  unpack();
  const brought = findClusterPrograms();
  if (brought === undefined) throw new Error('Debian has brought the packages, but not the programs in them.');
  return brought;
}

/** Each program is looked for where Debian installs it, and where we unpack it. */
function findClusterPrograms(): ClusterPrograms | undefined {
  const find = (path: string) => ['/', UNPACKED].map((root) => join(root, path)).find((file) => existsSync(file));
  const [etcd, haproxy, postgresBin] = [find('usr/bin/etcd'), find('usr/sbin/haproxy'), findPostgres()];
  // Patroni speaks to etcd through the second.
  const hasModules = ['patroni', 'etcd'].every((name) => find(`usr/lib/python3/dist-packages/${name}`) !== undefined);
  if (etcd === undefined || haproxy === undefined || !hasModules || postgresBin === undefined) return undefined;
  const libraries = foldersIn(join(UNPACKED, 'usr/lib')).filter((name) => name.endsWith('-linux-gnu'));
  return {
    ...{ etcd, haproxy, postgresBin },
    patroni: [PYTHON, '-m', 'patroni'],
    env: {
      PATH: `${postgresBin}:/usr/bin:/bin`,
      LANG: 'C.UTF-8',
      PYTHONPATH: join(UNPACKED, 'usr/lib/python3/dist-packages'),
      // Only what the machine lacks lies there.
      LD_LIBRARY_PATH: libraries.map((name) => join(UNPACKED, 'usr/lib', name)).join(':'),
    },
  };
}

/** The newest that the machine has. */
function findPostgres(): string | undefined {
  const candidates = ['/', UNPACKED].flatMap((root) => {
    const folder = join(root, 'usr/lib/postgresql');
    return foldersIn(folder).map((version) => ({ version: Number(version), bin: join(folder, version, 'bin') }));
  });
  return candidates
    .filter(({ version, bin }) => version >= OLDEST_POSTGRES && existsSync(join(bin, 'pg_rewind')))
    .sort((a, b) => b.version - a.version)
    .map(({ bin }) => bin)[0];
}

const foldersIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Unpacks the packages and what they need, as far as the machine lacks it. */
function unpack(): void {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-debian-'));
  try {
    const plan = aptGet(['--simulate', ...INSTALL, ...PACKAGES]);
    const lacking = plan.split('\n').flatMap((line) => /^Inst (\S+)/.exec(line)?.[1] ?? []);
    aptGet(['download', ...lacking], folder);
    const unpacked = join(folder, 'unpacked');
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.deb')))
      execFileSync('dpkg-deb', ['--extract', join(folder, name), unpacked]);
    mkdirSync(join(UNPACKED, '..'), { recursive: true, mode: 0o755 });
    rmSync(`${UNPACKED}.new`, { recursive: true, force: true });
    execFileSync('cp', ['-r', unpacked, `${UNPACKED}.new`]);
    rmSync(UNPACKED, { recursive: true, force: true });
    renameSync(`${UNPACKED}.new`, UNPACKED);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was tried, for the report. */
export function programVersions({ etcd, haproxy, patroni, postgresBin, env }: ClusterPrograms): Record<string, string> {
  const [python = PYTHON, ...args] = patroni;
  const ask = (file: string, rest: readonly string[]) =>
    /\d+(\.\d+)+/.exec(execFileSync(file, rest, { env, encoding: 'utf8' }))?.[0] ?? 'unknown';
  return {
    postgresql: ask(join(postgresBin, 'postgres'), ['--version']),
    patroni: ask(python, [...args, '--version']),
    etcd: ask(etcd, ['--version']),
    haproxy: ask(haproxy, ['-v']),
  };
}
