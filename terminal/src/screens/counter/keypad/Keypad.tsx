import { isCurrency } from '@guichet/contract/currencies.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../../../language/useFormats.ts';
import { useMay } from '../../../shell/SessionContext.ts';
import { LastOnes } from '../LastOnes.tsx';
import type { SaleDraft } from '../saleDraft.ts';
import { FIELD_ID } from '../saleFields.ts';
import styles from './Keypad.module.css';
import { DIGIT_KEYS, type DigitKey, digitsOf, minorOf, press, textOf } from './keypadDigits.ts';

interface KeypadProps {
  readonly draft: SaleDraft;
  readonly onEdit: (change: Partial<SaleDraft>) => void;
}

/** Large keys for the amount, as a till has them. They write into the amount's field, which stays the one truth. */
export function Keypad({ draft, onEdit }: KeypadProps) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const mayRead = useMay('payments.read');
  const { currency } = draft;
  if (!isCurrency(currency)) return null;
  const digits = digitsOf(draft.amount, currency);
  const write = (next: string) => onEdit({ amount: textOf(next, currency, i18n.locale) });
  const tap = (key: DigitKey | 'back') => write(press(digits, key));
  return (
    <div className={styles.pad}>
      <fieldset className={styles.keys} aria-label={t`Keypad`} aria-controls={FIELD_ID.amount}>
        {DIGIT_KEYS.map((key) => (
          <button key={key} type="button" className={styles.key} onClick={() => tap(key)}>
            {key}
          </button>
        ))}
        <button type="button" className={styles.key} aria-label={t`Take the last digit away`} onClick={() => tap('back')}>
          <span aria-hidden="true">⌫</span>
        </button>
      </fieldset>
      <button type="button" className={styles.clear} onClick={() => write('')}>
        <Trans>Clear the amount</Trans>
      </button>
      <span className="vh" role="status">
        {digits === '' ? '' : formats.amount(minorOf(digits, currency), currency)}
      </span>
      {mayRead ? <LastOnes draft={draft} onEdit={onEdit} locked={false} /> : null}
    </div>
  );
}
