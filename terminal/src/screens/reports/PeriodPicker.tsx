import type { ReportPeriod } from '@guichet/contract/reportViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { PERIODS, type PeriodName } from './periods.ts';
import styles from './ReportsScreen.module.css';

const WORDS: Readonly<Record<PeriodName, MessageDescriptor>> = {
  today: msg`Today`,
  yesterday: msg`Yesterday`,
  week: msg`This week`,
  month: msg`This month`,
  last_month: msg`Last month`,
  year: msg`This year`,
  own: msg`Chosen days`,
};

interface PeriodPickerProps {
  readonly name: PeriodName;
  readonly period: ReportPeriod;
  readonly onChange: (change: { period: PeriodName; from?: string; to?: string }) => void;
}

/** Which days a report is about. */
export function PeriodPicker({ name, period, onChange }: PeriodPickerProps) {
  const { t, i18n } = useLingui();
  const choose = (change: Partial<ReportPeriod>) => {
    const next = { ...period, ...change };
    if (next.from !== '' && next.to !== '') onChange({ period: 'own', ...next });
  };
  return (
    <div className={styles.picker}>
      <NativeSelect
        label={t`Period`}
        name="period"
        value={name}
        onChange={(event) => {
          const chosen = event.currentTarget.value as PeriodName;
          onChange(chosen === 'own' ? { period: chosen, ...period } : { period: chosen });
        }}
        data={PERIODS.map((value) => ({ value, label: i18n._(WORDS[value]) }))}
      />
      {name === 'own' ? (
        <>
          <TextInput
            label={t`From`}
            type="date"
            name="from"
            value={period.from}
            max={period.to}
            onChange={(event) => choose({ from: event.currentTarget.value })}
          />
          <TextInput
            label={t`To`}
            type="date"
            name="to"
            value={period.to}
            min={period.from}
            onChange={(event) => choose({ to: event.currentTarget.value })}
          />
        </>
      ) : null}
    </div>
  );
}
