import { MONEY } from '@guichet/contract/currencies.ts';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { NativeSelect } from './controls/NativeSelect.tsx';

interface CurrencySelectProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (currency: string) => void;
  /** Shown while nothing is chosen. */
  readonly empty?: string;
  readonly without?: readonly string[];
  readonly disabled?: boolean;
}

/** Every currency by its code and its name. */
export function CurrencySelect({ label, name, value, onChange, empty, without = [], disabled = false }: CurrencySelectProps) {
  const { i18n } = useLingui();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.locale, { type: 'currency' });
    return MONEY.map((code) => ({ value: code as string, label: `${code.toUpperCase()} – ${names.of(code.toUpperCase()) ?? code}` }));
  }, [i18n.locale]);
  const data = [...(empty === undefined ? [] : [{ value: '', label: empty }]), ...options.filter((one) => !without.includes(one.value))];
  return (
    <NativeSelect
      label={label}
      name={name}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={data}
    />
  );
}
