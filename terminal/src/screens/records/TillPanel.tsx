import type { TillClosing, TillState, TillTotal } from '@guichet/contract/recordViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getFile, postJson, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { tillClosingsQuery, tillStateQuery } from '../../api/recordQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { saveFile } from '../../browser/saveFile.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NativeSelect } from '../../components/controls/NativeSelect.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { DialogBody, DialogButtons } from '../../components/DialogBody.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import table from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { methodWords } from './recordWords.ts';
import styles from './TillPanel.module.css';

function Totals({ totals }: { totals: readonly TillTotal[] }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return totals.map(({ method, currency, received, returned }) => {
    const words = methodWords(method);
    const remains = BigInt(received) - BigInt(returned);
    return (
      <span key={`${method} ${currency}`} className={table.line}>
        {words === null ? method : i18n._(words)} <strong className="num">{formats.amount(remains, currency)}</strong>
      </span>
    );
  });
}

function CloseDay({ state, onClose }: { state: TillState; onClose: () => void }) {
  const client = useQueryClient();
  const [key] = useState(newKey);
  const close = useMutation({
    mutationFn: async () => orThrow(await postJson<TillClosing>('/guichet/v1/fiscal/closings', {}, { idempotencyKey: key })),
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
    onSuccess: onClose,
  });
  const formats = useFormats();
  const day = state.open_day === null ? '' : formats.period(state.open_day);
  return (
    <DialogBody onSubmit={() => (close.isPending ? undefined : close.mutate())}>
      <p>
        <Trans>The day {day} is closed for good. What is taken later today counts for tomorrow.</Trans>
      </p>
      <p>
        <Totals totals={state.totals} />
      </p>
      {close.isError ? <FailureNotice error={close.error} /> : null}
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={close.isPending} data-autofocus>
          <Trans>Close the day</Trans>
        </Button>
      </DialogButtons>
    </DialogBody>
  );
}

function Archive({ years }: { years: readonly string[] }) {
  const { t } = useLingui();
  const [year, setYear] = useState('');
  const download = useMutation({
    mutationFn: async () => orThrow(await getFile(withQuery('/guichet/v1/fiscal/archive', { year }))),
    onSuccess: saveFile,
  });
  return (
    <div className={styles.archive}>
      <NativeSelect
        label={t`Archive`}
        name="archive-year"
        value={year}
        onChange={(event) => setYear(event.currentTarget.value)}
        data={[{ value: '', label: t`Everything` }, ...years.map((value) => ({ value, label: value }))]}
      />
      <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
        <Trans>Download</Trans>
      </Button>
      {download.isError ? <FailureNotice error={download.error} /> : null}
    </div>
  );
}

function Closings() {
  const { t } = useLingui();
  const [cursor, setCursor] = useState({});
  const closings = useQuery(tillClosingsQuery(cursor));
  const formats = useFormats();
  const words = { day: t`Day`, month: t`Month`, year: t`Year` };
  if (closings.isError) return <FailureNotice error={closings.error} retry={() => void closings.refetch()} />;
  if (closings.data === undefined) return <Skeleton lines={2} />;
  if (closings.data.data.length === 0)
    return (
      <p className="muted">
        <Trans>No day has been closed yet. Each day is closed by itself after its end, each month and year after its last day.</Trans>
      </p>
    );
  return (
    <>
      <table className={`${table.table} ${styles.closings}`} aria-label={t`Closings`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Period</Trans>
            </th>
            <th scope="col">
              <Trans>Taken less given back</Trans>
            </th>
            <th scope="col">
              <Trans>Since the beginning</Trans>
            </th>
            <th scope="col" className={table.end}>
              <Trans>Line</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {closings.data.data.map((closing) => (
            <tr key={closing.id}>
              <td data-cell="lead">
                {words[closing.period]} {formats.period(closing.name)}
              </td>
              <td data-cell="side">
                <Totals totals={closing.totals} />
              </td>
              <td data-cell="line">
                <Totals totals={closing.perpetual} />
              </td>
              <td className={`${table.end} num`}>{closing.sequence}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager cursor={cursor} page={closings.data} turn={setCursor} />
    </>
  );
}

/** What the law asks of a till: closings, and an archive that proves itself. */
export function TillPanel() {
  const { t } = useLingui();
  const state = useQuery(tillStateQuery);
  const [closing, setClosing] = useState(false);
  const till = state.data;
  const formats = useFormats();
  const { open_day: day, lines = 0, key = '', version = '' } = till ?? {};
  const open = typeof day === 'string' ? formats.period(day) : '';
  return (
    <Panel title={t`The till`}>
      <div className={styles.till}>
        {state.isError ? <FailureNotice error={state.error} retry={() => void state.refetch()} /> : null}
        {till === undefined ? state.isError ? null : <Skeleton lines={3} /> : null}
        {till === undefined ? null : (
          <>
            <p className="muted">
              <Trans>
                Cash and cheques are kept in {lines} sealed lines. Key {key}, version {version}.
              </Trans>
            </p>
            {day === null || day === undefined ? (
              <p>
                <Trans>Nothing waits for a closing.</Trans>
              </p>
            ) : (
              <div className={styles.open}>
                <p>
                  <Trans>Open: {open}</Trans>
                  <Totals totals={till.totals} />
                </p>
                {day > till.today ? null : (
                  <Button variant="default" onClick={() => setClosing(true)}>
                    <Trans>Close the day now</Trans>
                  </Button>
                )}
              </div>
            )}
            {till.lines === 0 ? null : <Archive years={till.years} />}
            <Closings />
            <Dialog opened={closing} onClose={() => setClosing(false)} title={t`Close the day?`}>
              <CloseDay state={till} onClose={() => setClosing(false)} />
            </Dialog>
          </>
        )}
      </div>
    </Panel>
  );
}
