import { useLingui } from '@lingui/react/macro';
import { TextInput } from '../../../components/controls/TextInput.tsx';
import { percentText } from '../../items/percentText.ts';
import chips from '../PresetBar.module.css';
import type { ItemsEditProps } from './ItemLines.tsx';
import styles from './ItemsPanel.module.css';
import { useItemProblemWords } from './useItemProblemWords.ts';

/** In ten-thousandths of a percent. */
const USUAL_TIPS = [50_000, 100_000, 150_000];

/** The discount on the whole, and the tip: an amount or a percentage each. */
export function Reductions({ items, reckoned, onChange }: ItemsEditProps) {
  const { t, i18n } = useLingui();
  const words = useItemProblemWords(reckoned);
  const field = (name: 'discount' | 'tip', label: string) => (
    <TextInput
      label={label}
      name={`sale-${name}`}
      autoComplete="off"
      maxLength={30}
      placeholder={t`10% or an amount`}
      value={items[name]}
      error={words(name)}
      onChange={(event) => onChange({ ...items, [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={styles.reductions}>
      {field('discount', t`Discount on the whole`)}
      <div className={styles.tip}>
        {field('tip', t`Tip`)}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a question of its own. */}
        <div role="group" aria-label={t`Usual tips`} className={chips.row}>
          {USUAL_TIPS.map((rate) => {
            const percent = percentText(rate, i18n.locale);
            const text = t`${percent}%`;
            return (
              <button
                key={rate}
                type="button"
                className={chips.chip}
                aria-pressed={items.tip === text}
                onClick={() => onChange({ ...items, tip: items.tip === text ? '' : text })}
              >
                {text}
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
}
