import type { WirePayout } from '@guichet/contract/wire/payout.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { bankAccountsQuery, payoutsQuery } from '../../api/queries.ts';
import { nowMs } from '../../browser/clock.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { useMay } from '../../shell/SessionContext.ts';
import { AccountName } from './AccountName.tsx';
import { type PayoutAction, PayoutActionDialog } from './PayoutActionDialog.tsx';
import { failureOfPayout, PAYOUT_STATUS } from './payoutWords.ts';

/** What can still be done with a payout. */
function actionFor(payout: WirePayout): PayoutAction | null {
  if (payout.status === 'pending') return 'cancel';
  return payout.status === 'paid' && payout.original_payout === null && payout.reversed_by === null ? 'reverse' : null;
}

function PayoutRow({ payout, onAction }: { payout: WirePayout; onAction: (action: PayoutAction) => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const mayPay = useMay('payouts.write');
  const accounts = useQuery(bankAccountsQuery);
  const { words, tone } = PAYOUT_STATUS[payout.status];
  const action = mayPay ? actionFor(payout) : null;
  const amount = formats.amount(payout.amount, payout.currency);
  const arrival = formats.day(payout.arrival_date);
  return (
    <tr>
      <td data-cell="lead" className={styles.lead}>
        {amount}
      </td>
      <td data-cell="side">
        <Badge tone={tone}>{i18n._(words)}</Badge>
      </td>
      <td data-cell="line">
        <span className={styles.first}>
          <AccountName account={accounts.data?.find(({ id }) => id === payout.destination)} />
        </span>
        <span className={styles.second}>
          {payout.original_payout === null ? payout.automatic ? <Trans>By schedule</Trans> : payout.description : <Trans>Taken back</Trans>}
        </span>
      </td>
      <td>
        <span className={styles.first}>{formats.recent(payout.created, nowMs())}</span>
        <span className={styles.second}>
          {payout.failure_code === null ? null : i18n._(failureOfPayout(payout.failure_code))}
          {payout.status === 'in_transit' ? <Trans>Expected on {arrival}</Trans> : null}
        </span>
      </td>
      <td className={styles.end}>
        {action === null ? null : (
          <Button
            variant="subtle"
            aria-label={action === 'cancel' ? t`Cancel the payout of ${amount}` : t`Take the payout of ${amount} back`}
            onClick={() => onAction(action)}
          >
            {action === 'cancel' ? <Trans>Cancel</Trans> : <Trans>Take back</Trans>}
          </Button>
        )}
      </td>
    </tr>
  );
}

export function PayoutsPanel() {
  const { t } = useLingui();
  const cursor = useSearch({ from: '/balance' });
  const navigate = useNavigate({ from: '/balance' });
  const page = useQuery({ ...payoutsQuery(cursor), placeholderData: keepPreviousData });
  const [open, setOpen] = useState<{ readonly payout: WirePayout; readonly action: PayoutAction } | null>(null);
  return (
    <>
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      <Panel title={t`Payouts`} flush>
        {page.isPending ? <Skeleton lines={4} /> : null}
        {page.data?.data.length === 0 ? (
          <EmptyState icon="bank" title={t`No payouts yet`}>
            <p>
              <Trans>A payout brings available money to one of your bank accounts, when you ask for it or by a schedule.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {page.data !== undefined && page.data.data.length > 0 ? (
          <table className={styles.table} aria-label={t`Payouts`}>
            <thead>
              <tr>
                <th scope="col" className={styles.end}>
                  <Trans>Amount</Trans>
                </th>
                <th scope="col">
                  <Trans>Status</Trans>
                </th>
                <th scope="col">
                  <Trans>Bank account</Trans>
                </th>
                <th scope="col">
                  <Trans>When</Trans>
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {page.data.data.map((payout) => (
                <PayoutRow key={payout.id} payout={payout} onAction={(action) => setOpen({ payout, action })} />
              ))}
            </tbody>
          </table>
        ) : null}
      </Panel>
      {page.data === undefined ? null : (
        <Pager cursor={cursor} page={page.data} turn={({ after, before }) => void navigate({ search: { after, before } })} />
      )}
      <PayoutActionDialog open={open} onClose={() => setOpen(null)} />
    </>
  );
}
