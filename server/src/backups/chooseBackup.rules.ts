/** What must be known of a backup to choose one. */
interface Candidate {
  readonly name: string;
  readonly finished: string;
  readonly holdsLog: boolean;
}

export type Choice<B extends Candidate> = { readonly backup: B } | { readonly refusal: string };

/**
 * The backup to start from for the state of a moment (null: the last that there is): the newest one that was finished by then, as PostgreSQL only goes
 * forward. One that holds its own log ends with it.
 */
export function chooseBackup<B extends Candidate>(backups: readonly B[], until: Date | null): Choice<B> {
  const oldest = backups[0];
  if (oldest === undefined) return { refusal: 'There is no finished backup there.' };
  const backup = backups.findLast(({ finished }) => until === null || new Date(finished) <= until);
  if (backup === undefined) return { refusal: `The oldest backup can be restored from ${oldest.finished} on: name a later moment.` };
  if (until === null || !backup.holdsLog || new Date(backup.finished).getTime() === until.getTime()) return { backup };
  return {
    refusal: `The backup ${backup.name} was made without BACKUP_DIR and ends at ${backup.finished}: it can be restored with "latest" alone.`,
  };
}

/** A moment as people give it: ISO 8601 with its zone, or `latest` (null). Undefined for anything else. */
export function parseMoment(text: string): Date | null | undefined {
  if (text === 'latest') return null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
