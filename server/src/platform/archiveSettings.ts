import { handedPath, makeOwn, type PostgresStage } from './postgresStage.ts';
import { StartError } from './startError.ts';

/** Where PostgreSQL puts aside what it has written to its log. */
export interface ArchiveTarget {
  /** Made where there is none; PostgreSQL's user owns it. */
  readonly folder: string;
  /** A piece of log that is not full is put aside after this long too, if anything was written: so much can be lost with the disk. */
  readonly timeoutSeconds: number;
}

/**
 * What PostgreSQL runs for each finished piece of its log: packed under another name, flushed, then renamed, so that whatever has the piece's name
 * is whole. PostgreSQL may ask twice for one piece, which is well when it holds the same; anything else there is refused and stays.
 * Only programs that every system has: under root it is run by a user who may not be able to read ours.
 */
const archiveCommand = (folder: string): string =>
  [
    `d=${quoted(folder)}`,
    'if test -e "$d/%f.gz"',
    'then gzip -dc "$d/%f.gz" | cmp -s - "%p"',
    'else gzip -1 < "%p" > "$d/%f.new" && sync "$d/%f.new" && mv "$d/%f.new" "$d/%f.gz" && sync "$d"',
    'fi',
  ].join('; ');

/** In quotes for a shell; a percent sign is doubled, as PostgreSQL reads the command first. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;

/** What a postmaster is started with so that it archives. Throws StartError when the folder can't be made. */
export function archiveSettings(
  stage: PostgresStage,
  { folder, timeoutSeconds }: ArchiveTarget,
): { settings: Record<string, string>; handed: string[] } {
  try {
    makeOwn(stage, folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StartError(
      `The folder ${folder} for backups can't be made (${code}): correct BACKUP_DIR, or leave it out to start without backups.`,
    );
  }
  const handed = [folder];
  return {
    handed,
    settings: {
      archive_mode: 'on',
      archive_command: archiveCommand(handedPath(stage, handed, 0)),
      archive_timeout: String(timeoutSeconds),
    },
  };
}
