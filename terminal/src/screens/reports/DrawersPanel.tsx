import type { DrawerClosing, DrawerView } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { drawersQuery } from '../../api/reportQueries.ts';
import { TextInput } from '../../components/controls/TextInput.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import table from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { DrawerForm } from './DrawerForm.tsx';
import styles from './ReportsScreen.module.css';

function Closing({ closing }: { closing: DrawerClosing }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { currency, difference } = closing;
  const counted = formats.amount(closing.counted, currency);
  const float = formats.amount(closing.float_amount, currency);
  const who = closing.counted_by.name;
  const at = formats.moment(closing.created);
  const sign = difference === 0 ? '' : difference > 0 ? '+' : '−';
  return (
    <li lang={i18n.locale}>
      <strong className="num">
        {sign}
        {formats.amount(Math.abs(difference), currency)}
      </strong>{' '}
      <Trans>
        {counted} counted, float {float}; by {who}, {at}
      </Trans>
      {closing.note === null ? null : <span className={table.line}>{closing.note}</span>}
    </li>
  );
}

function Drawer({ drawer }: { drawer: DrawerView }) {
  const formats = useFormats();
  const { currency, taken, returned, closings } = drawer;
  return (
    <tr>
      <td data-cell="lead">{drawer.staff.name}</td>
      <td className={`${table.end} num`}>
        <span className={table.only}>
          <Trans>Received</Trans>{' '}
        </span>
        {formats.amount(taken, currency)}
      </td>
      <td className={`${table.end} num`}>
        <span className={table.only}>
          <Trans>Given back</Trans>{' '}
        </span>
        {formats.amount(returned, currency)}
      </td>
      <td data-cell="line">
        {closings.length === 0 ? (
          <span className="muted">
            <Trans>Not counted yet</Trans>
          </span>
        ) : (
          <ul className={styles.closings}>
            {closings.map((closing) => (
              <Closing key={closing.id} closing={closing} />
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

/** The drawers of a day: what the records say, and how they were counted. A count is never changed, only followed by another. */
export function DrawersPanel({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const { t } = useLingui();
  const mayCount = useMay('records.write');
  const drawers = useQuery(drawersQuery(day));
  return (
    <>
      <div className={styles.filters}>
        <TextInput
          label={t`Day`}
          type="date"
          name="day"
          value={day}
          onChange={(event) => (event.currentTarget.value === '' ? undefined : onDay(event.currentTarget.value))}
        />
      </div>
      {drawers.isError ? <FailureNotice error={drawers.error} retry={() => void drawers.refetch()} /> : null}
      <Panel title={t`Cash drawers`} flush>
        {drawers.isPending ? <Skeleton lines={3} /> : null}
        {drawers.data?.drawers.length === 0 ? (
          <EmptyState icon="cash" title={t`No cash on this day`}>
            <p>
              <Trans>When cash is taken or given back, each person’s drawer stands here, to be counted at the end of the day.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {drawers.data !== undefined && drawers.data.drawers.length > 0 ? (
          <table className={table.table} aria-label={t`Cash drawers`}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Drawer of</Trans>
                </th>
                <th scope="col" className={table.end}>
                  <Trans>Received</Trans>
                </th>
                <th scope="col" className={table.end}>
                  <Trans>Given back</Trans>
                </th>
                <th scope="col">
                  <Trans>Difference when counted</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {drawers.data.drawers.map((drawer) => (
                <Drawer key={`${drawer.staff.id} ${drawer.currency}`} drawer={drawer} />
              ))}
            </tbody>
          </table>
        ) : null}
      </Panel>
      {mayCount ? (
        <Panel title={t`Count a drawer`}>
          <DrawerForm key={day} day={day} />
        </Panel>
      ) : null}
    </>
  );
}
