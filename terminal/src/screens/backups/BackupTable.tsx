import type { BackupView } from '@guichet/contract/backupViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { sizeText } from './sizeText.ts';

function Status({ status }: Pick<BackupView, 'status'>) {
  const { t } = useLingui();
  if (status === 'running') return <Badge tone="warn">{t`Under way`}</Badge>;
  return status === 'failed' ? <Badge tone="bad">{t`Failed`}</Badge> : <Badge tone="good">{t`Made`}</Badge>;
}

function Trial({ tested, test_failure: failure }: Pick<BackupView, 'tested' | 'test_failure'>) {
  const { t } = useLingui();
  if (tested === null) return <Trans>Not tried</Trans>;
  return (
    <>
      {failure === null ? <Badge tone="good">{t`Restores`}</Badge> : <Badge tone="bad">{t`Does not restore`}</Badge>}{' '}
      <span className={styles.second}>
        <When at={tested} />
      </span>
      {failure === null ? null : (
        <span className={styles.line} lang="en">
          {failure}
        </span>
      )}
    </>
  );
}

/** The newest first. What went wrong is told as the program says it, for whoever mends it. */
export function BackupTable({ backups }: { backups: readonly BackupView[] }) {
  const { t, i18n } = useLingui();
  return (
    <table className={styles.table} aria-label={t`Backups`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Begun</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Trial</Trans>
          </th>
          <th scope="col" className={styles.end}>
            <Trans>Size</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.name}>
            <td data-cell="lead" className={styles.tight}>
              <When at={backup.started} />
            </td>
            <td data-cell="side">
              <Status status={backup.status} />
            </td>
            <td data-cell="line">{backup.failure === null ? <Trial {...backup} /> : <span lang="en">{backup.failure}</span>}</td>
            <td className={`${styles.end} num`}>{backup.bytes === null ? null : sizeText(backup.bytes, i18n.locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
