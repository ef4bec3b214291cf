import type { ActivityView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import styles from './ActivityTable.module.css';
import { actionWords } from './actionWords.ts';

/** Who a line names, as far as it is still known. */
export function ActorName({ actor }: Pick<ActivityView, 'actor'>) {
  const { t } = useLingui();
  const name = actor.name ?? t`Name erased`;
  return actor.kind === 'key' ? <Trans>Key “{name}”</Trans> : name;
}

/** Lines of the log, the newest first. What was done opens all that is known of it. */
export function ActivityTable({ lines, onOpen }: { lines: readonly ActivityView[]; onOpen: (line: ActivityView) => void }) {
  const { t, i18n } = useLingui();
  return (
    <table className={table.table} aria-label={t`Activity`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>When</Trans>
          </th>
          <th scope="col">
            <Trans>What</Trans>
          </th>
          <th scope="col">
            <Trans>Who</Trans>
          </th>
          <th scope="col">
            <Trans>From where</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const words = actionWords(line.action);
          return (
            <tr key={line.id}>
              <td data-cell="line" className={table.tight}>
                <When at={line.at} exact />
              </td>
              <td data-cell="lead" className={styles.what}>
                <button type="button" className={styles.open} aria-haspopup="dialog" onClick={() => onOpen(line)}>
                  {words === null ? line.action : i18n._(words)}
                </button>
                {line.target === null ? null : <span className={`${table.second} ${styles.target}`}>{line.target}</span>}
              </td>
              <td>
                <ActorName actor={line.actor} />
              </td>
              <td className="num">{line.ip}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
