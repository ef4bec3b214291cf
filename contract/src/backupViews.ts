/** What was saved once, and what came of trying to restore it. Times are unix seconds. */
export interface BackupView {
  readonly name: string;
  readonly object: 'backup';
  readonly status: 'running' | 'succeeded' | 'failed';
  readonly started: number;
  readonly finished: number | null;
  readonly bytes: number | null;
  /** Why there is no backup, in English. */
  readonly failure: string | null;
  /** When it was last restored for a trial. */
  readonly tested: number | null;
  /** What was wrong with it then, in English. */
  readonly test_failure: string | null;
}

export interface BackupsView {
  readonly object: 'backups';
  /** `none`: nothing is saved by itself. `external`: the database is not the one that Guichet brings, and is saved by its own tools. */
  readonly schedule: 'none' | 'external' | { readonly at: string; readonly keep_days: number };
  /** How PostgreSQL fares with putting its log aside, where it does. */
  readonly archive: { readonly last_success: number | null; readonly last_failure: number | null; readonly is_failing: boolean } | null;
  readonly last_good_test: number | null;
  /** The newest first. */
  readonly data: readonly BackupView[];
}

export interface RestorationView {
  readonly object: 'restoration';
  /** The moment whose state the place has, while it waits to be reconciled; null for a place that works as usual. */
  readonly restored_to: number | null;
}
