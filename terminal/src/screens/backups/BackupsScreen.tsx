import type { BackupsView } from '@guichet/contract/backupViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backupQueries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useFormats } from '../../language/useFormats.ts';
import { BackupTable } from './BackupTable.tsx';

/** When backups are made, or that none are. */
function Schedule({ schedule }: Pick<BackupsView, 'schedule'>) {
  if (schedule === 'external')
    return (
      <Notice tone="info">
        <Trans>The database is not the one that Guichet brings, so it is backed up by its own tools and does not appear here.</Trans>
      </Notice>
    );
  if (schedule === 'none')
    return (
      <Notice tone="warn">
        <p>
          <Trans>No backups are made by themselves. If this disk is lost, everything is lost.</Trans>
        </p>
        <p>
          <Trans>Set BACKUP_DIR to a folder on another disk and start the server again.</Trans>
        </p>
      </Notice>
    );
  const { at, keep_days: days } = schedule;
  return (
    <p className="muted">
      <Trans>
        A backup is made each night at {at} and restored for a trial. Every second of the last {days} days can be brought back.
      </Trans>{' '}
      <Trans>The keys are not in it: keep a copy of them apart.</Trans>
    </p>
  );
}

/** Whether the newest state of things is safe: what is written now, and that what was saved could be brought back. */
function Health({ archive, last_good_test: tested, data }: BackupsView) {
  const formats = useFormats();
  const [newest] = data;
  const trial = tested === null ? null : formats.moment(tested);
  const saved = archive?.last_success == null ? null : formats.moment(archive.last_success);
  const isBroken = newest !== undefined && (newest.failure !== null || newest.test_failure !== null);
  return (
    <>
      {archive?.is_failing ? (
        <Notice tone="bad" role="alert">
          <p>
            <Trans>What is written now does not reach the backup. Is its disk full, or away? Payments go on meanwhile.</Trans>
          </p>
          {saved === null ? null : (
            <p>
              <Trans>The last time it did: {saved}</Trans>
            </p>
          )}
        </Notice>
      ) : null}
      {isBroken ? (
        <Notice tone="bad" role="alert">
          <Trans>The last backup cannot be relied on. The table says why.</Trans>
        </Notice>
      ) : null}
      {trial === null ? null : (
        <Notice tone="good">
          <Trans>A backup was last restored for a trial, without a fault, on {trial}.</Trans>
        </Notice>
      )}
    </>
  );
}

/** What was saved and whether it restores. */
export function BackupsScreen() {
  const { t } = useLingui();
  const backups = useQuery({
    ...backupsQuery,
    refetchInterval: ({ state }) => (state.data?.data[0]?.status === 'running' ? 5_000 : false),
  });
  const found = backups.data;
  return (
    <Page title={t`Backups`}>
      {backups.isError ? <FailureNotice error={backups.error} retry={() => void backups.refetch()} /> : null}
      {backups.isPending ? (
        <Panel>
          <Skeleton lines={5} />
        </Panel>
      ) : null}
      {found === undefined ? null : (
        <>
          <Schedule schedule={found.schedule} />
          <Health {...found} />
          {found.data.length > 0 ? (
            <Panel flush>
              <BackupTable backups={found.data} />
            </Panel>
          ) : found.schedule === 'external' ? null : (
            <Panel>
              <EmptyState icon="archive" title={t`No backup yet`}>
                <p>
                  <Trans>Each backup will stand here, with its size and whether it could be restored.</Trans>
                </p>
              </EmptyState>
            </Panel>
          )}
        </>
      )}
    </Page>
  );
}
