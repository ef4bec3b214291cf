import { CURRENCIES } from '@guichet/contract/currencies.ts';
import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { Kbd } from '../../components/Kbd.tsx';
import { useSession } from '../../shell/SessionContext.ts';
import styles from './AmountField.module.css';
import { FIELD_ID } from './saleFields.ts';

interface AmountFieldProps {
  readonly amount: string;
  readonly currency: string;
  readonly error: string | null;
  readonly onAmount: (amount: string) => void;
  readonly onCurrency: (currency: string) => void;
}

/** The usual currencies first; the chosen one shows its code alone, as there is no room for its name. */
function useCurrencyChoices(chosen: string) {
  const { t, i18n } = useLingui();
  const { account } = useSession();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.locale, { type: 'currency' });
    const usual = [...new Set([account.default_currency, 'eur', 'usd', 'gbp', 'chf'])];
    const choice = (code: string) => {
      const shown = code.toUpperCase();
      return { value: code, label: code === chosen ? shown : `${shown} – ${names.of(shown) ?? shown}` };
    };
    return [
      { group: t`Usual currencies`, items: usual.map(choice) },
      { group: t`Other currencies`, items: CURRENCIES.filter((code) => !usual.includes(code)).map(choice) },
    ];
  }, [t, i18n.locale, account.default_currency, chosen]);
}

export function AmountField({ amount, currency, error, onAmount, onCurrency }: AmountFieldProps) {
  const { t } = useLingui();
  const choices = useCurrencyChoices(currency);
  return (
    <div className={styles.amount}>
      <div className={styles.keyed}>
        <TextInput
          id={FIELD_ID.amount}
          className={styles.figure}
          label={t`Amount`}
          name="sale-amount"
          inputMode="decimal"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          autoFocus
          aria-keyshortcuts="Alt+M"
          required
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
        data={choices}
        value={currency}
        onChange={(event) => onCurrency(event.currentTarget.value)}
      />
    </div>
  );
}
