import type { PresetView } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { CHANNEL_WORDS } from '../../language/words.ts';

interface PresetTableProps {
  readonly presets: readonly PresetView[];
  readonly onEdit: (preset: PresetView) => void;
  readonly onRemove: (preset: PresetView) => void;
}

/** The presets in the order of the counter, each with what it fills in. */
export function PresetTable({ presets, onEdit, onRemove }: PresetTableProps) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  return (
    <table className={styles.table} aria-label={t`Presets`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Name</Trans>
          </th>
          <th scope="col">
            <Trans>Fills in</Trans>
          </th>
          <th scope="col">
            <Trans>Used</Trans>
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {presets.map((preset) => {
          const { name } = preset;
          const currency = preset.currency.toUpperCase();
          const channel = STAFF_CHANNELS.find((one) => one === preset.channel);
          const parts = [
            preset.amount === null ? t`Open amount, ${currency}` : formats.amount(preset.amount, preset.currency),
            ...(channel === undefined ? [] : [i18n._(CHANNEL_WORDS[channel])]),
            ...(preset.taking === 'later' ? [t`On hold`] : []),
            ...(preset.reference === null ? [] : [preset.reference]),
          ];
          return (
            <tr key={preset.id}>
              <td data-cell="lead">
                <strong>{name}</strong>
              </td>
              <td data-cell="line">{parts.join(' · ')}</td>
              <td>
                <Plural value={preset.uses} one="# time" other="# times" />
              </td>
              <td className={styles.end}>
                <Button variant="subtle" aria-label={t`Change ${name}`} onClick={() => onEdit(preset)}>
                  <Trans>Change</Trans>
                </Button>
                <Button variant="subtle" aria-label={t`Remove ${name}`} onClick={() => onRemove(preset)}>
                  <Trans>Remove</Trans>
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
