import type { PayoutScheduleView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { payoutScheduleQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import styles from './BalanceScreen.module.css';

const numbers = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
const DELAYS = ['0', '1', '2', '3', '5', '7', '14', '30'];

function ScheduleForm({ schedule, disabled }: { schedule: PayoutScheduleView; disabled: boolean }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [frequency, setFrequency] = useState(schedule.frequency);
  const [weekday, setWeekday] = useState(String(schedule.weekday ?? 1));
  const [monthDay, setMonthDay] = useState(String(schedule.month_day ?? 1));
  const [delay, setDelay] = useState(String(schedule.delay_days));
  const wanted = {
    frequency,
    ...(frequency === 'weekly' && { weekday: Number(weekday) }),
    ...(frequency === 'monthly' && { month_day: Number(monthDay) }),
    ...(frequency !== 'manual' && { delay_days: Number(delay) }),
  };
  const save = useMutation({
    mutationFn: async () => orThrow(await postJson<PayoutScheduleView>('/guichet/v1/payout_schedule', wanted)),
    onSuccess: (saved) => client.setQueryData(payoutScheduleQuery.queryKey, saved),
  });
  const dayNames = new Intl.DateTimeFormat(i18n.locale, { weekday: 'long', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  const weekdays = numbers(1, 7).map((value) => ({ value, label: dayNames.format(new Date(Date.UTC(2024, 0, Number(value)))) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending && !disabled) save.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <NativeSelect
        label={t`Available money is paid out`}
        name="schedule-frequency"
        disabled={disabled}
        value={frequency}
        onChange={(event) => setFrequency(event.currentTarget.value as PayoutScheduleView['frequency'])}
        data={[
          { value: 'manual', label: t`When somebody asks for it` },
          { value: 'daily', label: t`Every day` },
          { value: 'weekly', label: t`Every week` },
          { value: 'monthly', label: t`Every month` },
        ]}
      />
      {frequency === 'weekly' ? (
        <NativeSelect
          label={t`On`}
          name="schedule-weekday"
          disabled={disabled}
          value={weekday}
          onChange={(event) => setWeekday(event.currentTarget.value)}
          data={weekdays}
        />
      ) : null}
      {frequency === 'monthly' ? (
        <NativeSelect
          label={t`On day`}
          description={t`A shorter month pays on its last day.`}
          name="schedule-day"
          disabled={disabled}
          value={monthDay}
          onChange={(event) => setMonthDay(event.currentTarget.value)}
          data={numbers(1, 31)}
        />
      ) : null}
      {frequency === 'manual' ? null : (
        <NativeSelect
          label={t`Days that money stays before`}
          description={t`For refunds and disputes.`}
          name="schedule-delay"
          disabled={disabled}
          value={delay}
          onChange={(event) => setDelay(event.currentTarget.value)}
          data={[...new Set([...DELAYS, delay])]}
        />
      )}
      {save.isError ? <FailureNotice error={save.error} /> : null}
      {disabled ? null : (
        <div>
          <Button type="submit" variant="default" loading={save.isPending}>
            <Trans>Save the schedule</Trans>
          </Button>
        </div>
      )}
      <span className="vh" role="status">
        {save.isSuccess ? <Trans>Saved.</Trans> : null}
      </span>
    </form>
  );
}

/** When the place is paid out by itself. */
export function SchedulePanel() {
  const { t } = useLingui();
  const mayPay = useMay('payouts.write');
  const schedule = useQuery(payoutScheduleQuery);
  return (
    <Panel title={t`Schedule`}>
      {schedule.isError ? <FailureNotice error={schedule.error} retry={() => void schedule.refetch()} /> : null}
      {schedule.isPending ? <Skeleton lines={3} /> : null}
      {schedule.data === undefined ? null : <ScheduleForm schedule={schedule.data} disabled={!mayPay} />}
    </Panel>
  );
}
