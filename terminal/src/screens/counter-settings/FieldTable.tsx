import type { OwnFieldView } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { CHANNEL_WORDS } from '../../language/words.ts';
import { FIELD_KIND_WORDS } from './fieldWords.ts';
import { useSave } from './useSave.ts';

interface FieldTableProps {
  readonly fields: readonly OwnFieldView[];
  readonly onEdit: (field: OwnFieldView) => void;
  readonly onRemove: (field: OwnFieldView) => void;
}

/** The fields in the order in which they are asked. */
export function FieldTable({ fields, onEdit, onRemove }: FieldTableProps) {
  const { t, i18n } = useLingui();
  const move = useSave('own_fields', () => {});
  return (
    <>
      {move.isError ? <FailureNotice error={move.error} /> : null}
      <table className={styles.table} aria-label={t`Own fields`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">
              <Trans>Answer</Trans>
            </th>
            <th scope="col">
              <Trans>Asked for on</Trans>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {fields.map((field, at) => {
            const { label: name, key, channels } = field;
            const asked = STAFF_CHANNELS.filter((one) => channels.includes(one)).map((one) => i18n._(CHANNEL_WORDS[one]));
            return (
              <tr key={field.id}>
                <td data-cell="lead">
                  <strong className={styles.first}>{name}</strong>
                  <span className={styles.second}>
                    {i18n._(FIELD_KIND_WORDS[field.kind])} · {key}
                  </span>
                </td>
                <td data-cell="side">
                  {field.required ? <Badge tone="warn">{t`Required`}</Badge> : <Badge tone="plain">{t`Optional`}</Badge>}
                </td>
                <td data-cell="line">
                  {[asked.length === 0 ? t`All channels` : asked.join(', '), ...(field.printable ? [t`on the receipt`] : [])].join(' · ')}
                </td>
                <td className={styles.end}>
                  {at === 0 ? null : (
                    <Button
                      variant="subtle"
                      aria-label={t`Move ${name} up`}
                      loading={move.isPending && move.variables.path.endsWith(field.id)}
                      onClick={() => move.mutate({ path: `/guichet/v1/own_fields/${field.id}`, body: { position: at - 1 } })}
                    >
                      <Trans>Up</Trans>
                    </Button>
                  )}
                  <Button variant="subtle" aria-label={t`Change ${name}`} onClick={() => onEdit(field)}>
                    <Trans>Change</Trans>
                  </Button>
                  <Button variant="subtle" aria-label={t`Remove ${name}`} onClick={() => onRemove(field)}>
                    <Trans>Remove</Trans>
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
