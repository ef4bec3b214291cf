import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { CurrencySelect } from '../balance/CurrencySelect.tsx';
import styles from './AccountForm.module.css';

/** The currencies that an account takes: all of them, or those that were chosen. */
export function CurrencyList({
  currencies,
  disabled,
  onChange,
}: {
  currencies: readonly string[];
  disabled: boolean;
  onChange: (currencies: readonly string[]) => void;
}) {
  const { t } = useLingui();
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend className={styles.legend}>
        <Trans>Currencies</Trans>
      </legend>
      {currencies.length === 0 ? (
        <p className="muted">
          <Trans>It takes all currencies. Choose some if it is to take only those.</Trans>
        </p>
      ) : (
        <ul className={styles.currencies}>
          {currencies.map((currency) => {
            const code = currency.toUpperCase();
            return (
              <li key={currency}>
                <strong>{code}</strong>
                <Button
                  variant="subtle"
                  aria-label={t`Remove ${code}`}
                  onClick={() => onChange(currencies.filter((one) => one !== currency))}
                >
                  <Trans>Remove</Trans>
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <CurrencySelect
        label={t`Add a currency`}
        name="provider-currency"
        value=""
        empty={t`Choose a currency`}
        without={currencies}
        disabled={disabled}
        onChange={(currency) => (currency === '' ? undefined : onChange([...currencies, currency]))}
      />
    </fieldset>
  );
}
