import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { stopChild } from '../platform/childProcess.ts';
import type { ClusterSecrets } from '../platform/clusterSecrets.ts';
import { handedPath, type PostgresStage, reaches } from '../platform/postgresStage.ts';
import { launchPostmaster } from '../platform/postmaster.ts';
import { StartError } from '../platform/startError.ts';

const STOP_TIMEOUT_MS = 60_000;
/** Recovery takes as long as there is log; this is for one that hangs. */
const RECOVERY_TIMEOUT_MS = 24 * 3600_000;

export interface Recovery {
  readonly stage: PostgresStage;
  /** An unpacked backup. */
  readonly dataFolder: string;
  readonly logFile: string;
  /** The passwords that its users get, and where its socket is. */
  readonly secrets: ClusterSecrets;
  /** Where finished pieces of log lie packed, and where more of them lie as PostgreSQL left them. */
  readonly archive: string | undefined;
  readonly pieces: string | undefined;
  /** The moment whose state is wanted; undefined: the last one that there is. */
  readonly until: Date | undefined;
  readonly fsync: boolean;
}

/**
 * Lets PostgreSQL bring an unpacked backup to the state of a moment, and ends it again. Answers when the last transaction that is in it was
 * committed, or null when there was none after the backup. The users' passwords are set anew, so that no old ones are needed.
 */
export async function recoverCluster(recovery: Recovery): Promise<{ lastCommit: Date | null }> {
  const { stage, dataFolder, logFile, secrets, fsync } = recovery;
  const socketFolder = secrets.socketFolder ?? '';
  const signal = join(dataFolder, 'recovery.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  if (stage.user !== undefined) chownSync(signal, stage.user.uid, stage.user.gid);
  const trust = join(socketFolder, 'trust.conf');
  // Whoever can enter the socket's folder is PostgreSQL's user or root.
  writeFileSync(trust, 'local all all trust\n', { mode: 0o644 });
  const { settings, handed } = sources(recovery);
  try {
    const child = await launchPostmaster({
      ...{ stage, dataFolder, socketFolder, logFile, fsync, handed, readyTimeoutMs: RECOVERY_TIMEOUT_MS },
      // It opens when it has arrived, not before.
      settings: { ...settings, hba_file: trust, hot_standby: 'off', archive_mode: 'off', recovery_target_action: 'promote' },
    });
    try {
      await setPasswords(secrets);
    } finally {
      await stopChild(child, 'SIGINT', STOP_TIMEOUT_MS);
    }
  } catch (error) {
    throw error instanceof StartError ? inWords(error, recovery) : error;
  }
  return { lastCommit: lastCommitIn(logFile) };
}

function sources({ stage, archive, pieces, until }: Recovery): { settings: Record<string, string>; handed: string[] } {
  const handed = [archive, pieces].filter((folder) => folder !== undefined);
  for (const folder of handed) {
    if (!reaches(stage, folder))
      throw new StartError(`PostgreSQL's user (number ${stage.user?.uid}) can't read ${folder}: give it to that user with chown -R.`);
  }
  const path = (folder: string): string => handedPath(stage, handed, handed.indexOf(folder));
  const commands = [
    ...(archive === undefined ? [] : [unpack(quoted(path(archive)))]),
    ...(pieces === undefined ? [] : [`cp ${quoted(path(pieces))}/"%f" "%p"`]),
  ];
  return {
    handed,
    settings: {
      // Without one PostgreSQL would not recover to a moment; what the backup itself holds it finds by itself.
      restore_command: commands.join(' || ') || 'false',
      // Along the history that the backup is of, not one that branched off it later.
      recovery_target_timeline: 'current',
      ...(until === undefined ? {} : { recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00') }),
    },
  };
}

const unpack = (folder: string): string => `{ test -e ${folder}/"%f.gz" && gzip -dc ${folder}/"%f.gz" > "%p"; }`;
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;

async function setPasswords(secrets: ClusterSecrets): Promise<void> {
  const client = new pg.Client({ host: secrets.socketFolder ?? '', port: 5432, user: 'guichet_admin', database: 'postgres' });
  await client.connect();
  try {
    for (const [role, password] of [
      ['guichet_admin', secrets.adminPassword],
      ['guichet_owner', secrets.ownerPassword],
      ['guichet_server', secrets.serverPassword],
    ] as const) {
      await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
    }
  } finally {
    await client.end();
  }
}

function inWords(error: StartError, { until, logFile }: Recovery): StartError {
  if (until === undefined || !error.message.includes('recovery ended before configured recovery target was reached')) {
    // The log goes with the folder that it lies in.
    return new StartError(error.message.replace(/ \(more in .*\)\.$/, '.'));
  }
  const last = lastCommitIn(logFile);
  const known = last === null ? '' : `; the last change in it is of ${last.toISOString()}`;
  return new StartError(
    `What was put aside does not reach ${until.toISOString()}${known}: name an earlier moment or "latest", or give the log that was not put aside with --wal.`,
  );
}

/** PostgreSQL says in its log when the last transaction that it brought back was committed. */
function lastCommitIn(logFile: string): Date | null {
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  const last = [...log.matchAll(/last completed transaction was at log time (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00/g)].at(-1);
  return last === undefined ? null : new Date(`${last[1]}T${last[2]}Z`);
}
