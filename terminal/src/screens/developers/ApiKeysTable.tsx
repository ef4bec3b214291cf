import type { ApiKeyView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { CeilingLines } from '../team/CeilingLines.tsx';

export function ApiKeysTable({ keys, onRevoke }: { keys: readonly ApiKeyView[]; onRevoke: (key: ApiKeyView) => void }) {
  const { t } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`API keys`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Name</Trans>
          </th>
          <th scope="col">
            <Trans>Status</Trans>
          </th>
          <th scope="col">
            <Trans>Key</Trans>
          </th>
          <th scope="col">
            <Trans>Created</Trans>
          </th>
          <th scope="col">
            <Trans>Last used</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const { name } = key;
          return (
            <tr key={key.id}>
              <td data-cell="lead">
                <strong>{name}</strong>
                <CeilingLines ceilings={key.ceilings} />
              </td>
              <td data-cell="side">
                {key.revoked === null ? <Badge tone="good">{t`Active`}</Badge> : <Badge tone="plain">{t`Revoked`}</Badge>}
              </td>
              <td>
                <code>
                  {key.livemode ? 'sk_live_' : 'sk_test_'}…{key.last4}
                </code>
              </td>
              <td>
                <span className={styles.first}>
                  <span className={styles.only}>
                    <Trans>Created</Trans>{' '}
                  </span>
                  {formats.day(key.created)}
                </span>
                <span className={styles.second}>{key.created_by?.name}</span>
              </td>
              <td>
                <span className={styles.only}>
                  <Trans>Last used</Trans>{' '}
                </span>
                {key.last_used === null ? <Trans>Never</Trans> : formats.moment(key.last_used)}
              </td>
              <td className={styles.end}>
                {key.revoked === null ? (
                  <Button variant="subtle" aria-label={t`Revoke ${name}`} onClick={() => onRevoke(key)}>
                    <Trans>Revoke</Trans>
                  </Button>
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
