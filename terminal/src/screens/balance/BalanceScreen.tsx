import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { balanceQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay, useSession } from '../../shell/SessionContext.ts';
import styles from './BalanceScreen.module.css';
import { BalanceTable } from './BalanceTable.tsx';
import { BankAccountsPanel } from './BankAccountsPanel.tsx';
import { NewPayoutDialog } from './NewPayoutDialog.tsx';
import { PayoutsPanel } from './PayoutsPanel.tsx';
import { SchedulePanel } from './SchedulePanel.tsx';
import { SettlementPanel } from './SettlementPanel.tsx';

/** What providers owe, and how it comes to the business's own bank. */
export function BalanceScreen() {
  const { t } = useLingui();
  const [paying, setPaying] = useState(false);
  const { livemode } = useSession();
  const mayPay = useMay('payouts.write') && !livemode;
  const mayRead = useMay('payouts.read') && !livemode;
  const balance = useQuery(balanceQuery);
  return (
    <Page
      title={t`Balance and payouts`}
      guide="month-end"
      actions={
        mayPay ? (
          <Button leftSection={<Icon name="plus" />} onClick={() => setPaying(true)}>
            <Trans>New payout</Trans>
          </Button>
        ) : null
      }
    >
      {balance.isError ? <FailureNotice error={balance.error} retry={() => void balance.refetch()} /> : null}
      {livemode ? (
        <Notice tone="info">
          <Trans>In live mode your providers pay out to your bank, as you agreed with them.</Trans>
        </Notice>
      ) : null}
      <Panel title={t`Balance`} flush>
        {balance.isPending ? <Skeleton lines={2} /> : null}
        {balance.data === undefined ? null : <BalanceTable balance={balance.data} />}
      </Panel>
      {mayRead ? (
        <>
          <PayoutsPanel />
          <div className={styles.columns}>
            <BankAccountsPanel />
            <div className={styles.side}>
              <SchedulePanel />
              <SettlementPanel />
            </div>
          </div>
        </>
      ) : (
        <SettlementPanel />
      )}
      {balance.data === undefined ? null : <NewPayoutDialog balance={balance.data} opened={paying} onClose={() => setPaying(false)} />}
    </Page>
  );
}
