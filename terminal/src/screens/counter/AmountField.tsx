import { MONEY } from '@guichet/contract/currencies.ts';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AmountField.module.css';
import { FIELD_ID } from './saleFields.ts';

interface AmountFieldProps {
  readonly amount: string;
  readonly currency: string;
  readonly error: string | null;
  /** Whether items make it up: then it is not typed. */
  readonly reckoned?: boolean;
  /** Large keys write the amount: the device need not cover them with its own. */
  readonly isTapped?: boolean;
  readonly onAmount: (amount: string) => void;
  readonly onCurrency: (currency: string) => void;
}

/**
 * The usual currencies first; the chosen one shows its code alone, as there is no room for its name. Ready-made elements, since the form
 * is rendered with each key that is pressed, and there are more than a hundred of them; until somebody turns to the field, only the chosen one.
 */
function useCurrencyOptions(chosen: string, areAllShown: boolean) {
  const { t, i18n } = useLingui();
  const { account } = useSession();
  return useMemo(() => {
    if (!areAllShown) return <option value={chosen}>{chosen.toUpperCase()}</option>;
    const names = new Intl.DisplayNames(i18n.locale, { type: 'currency' });
    const usual = [...new Set([account.default_currency, 'eur', 'usd', 'gbp', 'chf'])];
    const option = (code: string) => {
      const shown = code.toUpperCase();
      return (
        <option key={code} value={code}>
          {code === chosen ? shown : `${shown} – ${names.of(shown) ?? shown}`}
        </option>
      );
    };
    return (
      <>
        <optgroup label={t`Usual currencies`}>{usual.map(option)}</optgroup>
        <optgroup label={t`Other currencies`}>{MONEY.filter((code) => !usual.includes(code)).map(option)}</optgroup>
      </>
    );
  }, [t, i18n.locale, account.default_currency, chosen, areAllShown]);
}

export function AmountField({ amount, currency, error, reckoned = false, isTapped = false, onAmount, onCurrency }: AmountFieldProps) {
  const { t } = useLingui();
  const [areAllShown, setAllShown] = useState(false);
  const options = useCurrencyOptions(currency, areAllShown);
  const showAll = () => setAllShown(true);
  useEffect(() => {
    // In a task of its own: `autoFocus` would have the browser lay the page out before it is whole.
    const soon = setTimeout(() => {
      // Who is in a field by then stays there.
      if (document.activeElement?.matches('input, select, textarea') !== true) document.getElementById(FIELD_ID.amount)?.focus();
    });
    return () => clearTimeout(soon);
  }, []);
  return (
    <div className={styles.amount}>
      <div className={styles.keyed}>
        <TextInput
          id={FIELD_ID.amount}
          className={styles.figure}
          label={t`Amount`}
          name="sale-amount"
          inputMode={isTapped ? 'none' : 'decimal'}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          aria-keyshortcuts="Alt+M"
          required
          readOnly={reckoned}
          value={amount}
          error={error}
          onChange={(event) => onAmount(event.currentTarget.value)}
        />
        <Kbd keys="Alt M" />
      </div>
      <NativeSelect
        className={styles.currency}
        label={t`Currency`}
        name="sale-currency"
        disabled={reckoned}
        value={currency}
        onPointerEnter={showAll}
        onPointerDown={showAll}
        onFocus={showAll}
        onChange={(event) => onCurrency(event.currentTarget.value)}
      >
        {options}
      </NativeSelect>
    </div>
  );
}
