import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { taxRatesQuery } from '../../api/catalogueQueries.ts';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { taxOf } from './taxOf.ts';
import { useTaxWords } from './useTaxWords.ts';

interface TaxSelectProps {
  readonly name: string;
  /** The id of a tax rate; empty for none. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Which tax is borne. One that is switched off stays to be chosen where it is chosen already. Until the rates are known nothing can be chosen. */
export function TaxSelect({ name, value, onChange }: TaxSelectProps) {
  const { t } = useLingui();
  const taxWords = useTaxWords();
  const rates = useQuery(taxRatesQuery);
  const shown = (rates.data ?? []).filter(({ id, active }) => active || id === value);
  return (
    <>
      <NativeSelect
        label={t`Tax`}
        name={name}
        value={value}
        disabled={rates.data === undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: t`No tax` }, ...shown.map((rate) => ({ value: rate.id, label: taxWords(taxOf(rate)) }))]}
      />
      {rates.isError && rates.data === undefined ? <FailureNotice error={rates.error} retry={() => void rates.refetch()} /> : null}
    </>
  );
}
