import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../../components/controls/Button.tsx';
import { AddCurrency } from '../balance/AddCurrency.tsx';
import styles from './AccountForm.module.css';

interface CurrencyListProps {
  readonly currencies: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (currencies: readonly string[]) => void;
}

/** The currencies that an account takes: all of them, or those that were chosen. */
export function CurrencyList({ currencies, disabled, onChange }: CurrencyListProps) {
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
      <AddCurrency
        name="provider-currency"
        without={currencies}
        disabled={disabled}
        onAdd={(currency) => onChange([...currencies, currency])}
      />
    </fieldset>
  );
}
