import type { BackupsView, BackupView } from '@guichet/contract/backupViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import { type ArchiveRow, type BackupRow, isFailing } from '../../backups/index.ts';

const seconds = (at: Date | null): number | null => (at === null ? null : unixSeconds(at));

const statusOf = ({ finished, failure }: BackupRow): BackupView['status'] =>
  finished === null ? 'running' : failure === null ? 'succeeded' : 'failed';

export const backupView = (row: BackupRow): BackupView => ({
  name: row.name,
  object: 'backup',
  status: statusOf(row),
  started: unixSeconds(row.started),
  finished: seconds(row.finished),
  bytes: row.bytes === null ? null : Number(row.bytes),
  failure: row.failure,
  tested: seconds(row.tested),
  test_failure: row.testFailure,
});

export const archiveView = ({ archives, archivedAt, failedAt }: ArchiveRow): BackupsView['archive'] =>
  archives
    ? {
        last_success: seconds(archivedAt),
        last_failure: seconds(failedAt),
        is_failing: isFailing({ archivedAt, failedAt }),
      }
    : null;
