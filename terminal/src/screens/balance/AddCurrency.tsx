import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { Button } from '../../components/controls/Button.tsx';
import styles from './AddCurrency.module.css';

interface AddCurrencyProps {
  readonly name: string;
  /** Those that are there already. */
  readonly without: readonly string[];
  readonly disabled: boolean;
  readonly onAdd: (currency: string) => void;
}

/** Chooses a currency and adds it, in two steps: whoever looks through the list by keyboard adds none by it. */
export function AddCurrency({ name, without, disabled, onAdd }: AddCurrencyProps) {
  const { t } = useLingui();
  const [next, setNext] = useState('');
  return (
    <div className={styles.adding}>
      <CurrencySelect
        label={t`Add a currency`}
        name={name}
        value={next}
        empty={t`Choose a currency`}
        without={without}
        disabled={disabled}
        onChange={setNext}
      />
      <Button
        variant="default"
        aria-label={t`Add the currency`}
        disabled={disabled || next === ''}
        onClick={() => {
          onAdd(next);
          setNext('');
        }}
      >
        <Trans>Add</Trans>
      </Button>
    </div>
  );
}
