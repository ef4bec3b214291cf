import type { PresetView } from '@guichet/contract/counterFieldViews.ts';
import { STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { postJson } from '../../api/client.ts';
import { presetsQuery } from '../../api/counterFieldQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { Kbd } from '../../components/Kbd.tsx';
import { useShortcuts } from '../../components/useShortcuts.ts';
import styles from './PresetBar.module.css';
import type { SaleDraft } from './saleDraft.ts';
import { NO_EXTRAS } from './saleExtras.ts';
import { focusFieldSoon } from './saleFields.ts';
import { useAmountText } from './useAmountText.ts';

/** Keys reach the first nine. */
const MOST_KEYS = 9;

interface PresetBarProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
  readonly locked: boolean;
}

/** Puts what a preset holds into the form, and counts its use. */
function useStart({ draft, onEdit }: PresetBarProps) {
  const text = useAmountText();
  return (preset: PresetView) => {
    const channel = STAFF_CHANNELS.find((one) => one === preset.channel);
    onEdit({
      amount: preset.amount === null ? '' : text(preset.amount, preset.currency),
      currency: preset.currency,
      ...(channel !== undefined && { channel }),
      ...(preset.reference !== null && { reference: preset.reference }),
      taking: preset.taking,
      raisable: false,
      extras: { ...NO_EXTRAS, answers: draft.extras?.answers ?? {}, asked: preset.fields },
    });
    focusFieldSoon(preset.amount === null ? 'amount' : 'reference');
    // Only the order of the bar hangs on it: a use that is not counted is no loss.
    void postJson(`/guichet/v1/presets/${encodeURIComponent(preset.id)}/use`, {}, { idempotencyKey: newKey() });
  };
}

/** Sales that are made often, started by a tap or by Alt and a digit, the most used first. */
export function PresetBar(props: PresetBarProps) {
  const { t } = useLingui();
  const presets = useQuery(presetsQuery);
  const start = useStart(props);
  const found = presets.data ?? [];
  const keys = found
    .slice(0, MOST_KEYS)
    .map((preset, at): [string, () => void] => [`Alt+${at + 1}`, () => (props.locked ? undefined : start(preset))]);
  useShortcuts(Object.fromEntries(keys));
  if (found.length === 0) return null;
  return (
    <ul className={styles.row} aria-label={t`Presets`}>
      {found.map((preset, at) => (
        <li key={preset.id}>
          <button
            type="button"
            className={styles.preset}
            disabled={props.locked}
            aria-keyshortcuts={at < MOST_KEYS ? `Alt+${at + 1}` : undefined}
            onClick={() => start(preset)}
          >
            {preset.name}
            {at < MOST_KEYS ? <Kbd keys={`Alt ${at + 1}`} /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
