import { Trans, useLingui } from '@lingui/react/macro';
import { Choices } from '../../components/Choices.tsx';
import styles from './HoldField.module.css';
import type { SaleDraft } from './saleDraft.ts';

type Hold = Pick<SaleDraft, 'taking' | 'raisable'>;

/** Whether the money is taken with the sale or only put on hold, to be taken later from the payment's page. */
export function HoldField({ taking, raisable, onChange }: Hold & { onChange: (change: Partial<Hold>) => void }) {
  const { t } = useLingui();
  return (
    <div className={styles.hold}>
      <Choices
        name="sale-taking"
        legend={<Trans>Take the money</Trans>}
        value={taking}
        onChange={(value) => onChange({ taking: value })}
        choices={[
          { value: 'now', words: t`Now` },
          { value: 'later', words: t`Later: put it on hold first` },
        ]}
      />
      {taking === 'now' ? null : (
        <label className={styles.raisable}>
          <input
            type="checkbox"
            name="sale-raisable"
            checked={raisable}
            onChange={(event) => onChange({ raisable: event.currentTarget.checked })}
          />
          <span>
            <Trans>The amount can be raised later</Trans>
            <small className={styles.hint}>
              <Trans>For deposits, hotels and car hire, where the final amount may be higher. Not every card allows it.</Trans>
            </small>
          </span>
        </label>
      )}
    </div>
  );
}
