import type { IdPrefix } from '@guichet/contract/ids.ts';
import type { ActivityView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Dialog } from '../../components/Dialog.tsx';
import table from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { ActorName } from './ActivityTable.tsx';
import { actionWords } from './actionWords.ts';
import styles from './LineDialog.module.css';
import { lineDetails } from './lineDetails.ts';

const PAGES: Readonly<Partial<Record<IdPrefix, string>>> = { pi: '/payments/$id', cus: '/customers/$id', dp: '/disputes/$id' };

/** The page of what was acted on, where it has one. */
function TargetLink({ target }: { target: string }) {
  const to = PAGES[(target.split('_', 1)[0] ?? '') as IdPrefix];
  return to === undefined ? (
    <code>{target}</code>
  ) : (
    <Link to={to as '/payments/$id'} params={{ id: target }}>
      <code>{target}</code>
    </Link>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof lineDetails>['changes'] }) {
  const { t } = useLingui();
  return (
    <div className={styles.scroll}>
      <table className={`${table.table} ${styles.changes}`} aria-label={t`What was changed`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Field</Trans>
            </th>
            <th scope="col">
              <Trans>Before</Trans>
            </th>
            <th scope="col">
              <Trans>After</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, before, after }) => (
            <tr key={name}>
              <td data-cell="line">
                <code lang="en">{name}</code>
              </td>
              <td>
                <span className={table.only}>
                  <Trans>Before</Trans>{' '}
                </span>
                {before}
              </td>
              <td>
                <span className={table.only}>
                  <Trans>After</Trans>{' '}
                </span>
                {after}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, onTarget }: { line: ActivityView; onTarget: (target: string) => void }) {
  const { changes, facts } = lineDetails(line.details);
  const { target } = line;
  return (
    <div className={styles.line}>
      <dl className={styles.facts}>
        <dt>
          <Trans>When</Trans>
        </dt>
        <dd>
          <When at={line.at} exact />
        </dd>
        <dt>
          <Trans>Who</Trans>
        </dt>
        <dd>
          <ActorName actor={line.actor} />
        </dd>
        <dt>
          <Trans>From where</Trans>
        </dt>
        <dd>{line.ip ?? '–'}</dd>
        {target === null ? null : (
          <>
            <dt>
              <Trans>What it was done to</Trans>
            </dt>
            <dd>
              <TargetLink target={target} />
              <button type="button" className={styles.more} onClick={() => onTarget(target)}>
                <Trans>Everything that was done to it</Trans>
              </button>
            </dd>
          </>
        )}
        {facts.map(({ name, value }) => [
          <dt key={`${name} name`}>
            <code lang="en">{name}</code>
          </dt>,
          <dd key={name}>{value}</dd>,
        ])}
      </dl>
      {changes.length === 0 ? null : <Changes changes={changes} />}
    </div>
  );
}

/** All that is known of one line. */
export function LineDialog({
  line,
  onClose,
  onTarget,
}: {
  line: ActivityView | null;
  onClose: () => void;
  onTarget: (target: string) => void;
}) {
  const { i18n } = useLingui();
  const words = line === null ? null : actionWords(line.action);
  return (
    <Dialog opened={line !== null} onClose={onClose} title={words === null ? (line?.action ?? '') : i18n._(words)}>
      {line === null ? null : <Line line={line} onTarget={onTarget} />}
    </Dialog>
  );
}
