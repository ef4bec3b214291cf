import type { HomeView } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { homeQuery } from '../../api/reportQueries.ts';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useMay } from '../../shell/SessionContext.ts';
import { BreakdownPanel } from './BreakdownPanel.tsx';
import { DeclinesPanel } from './DeclinesPanel.tsx';
import { FigureCards } from './FigureCards.tsx';
import styles from './HomeScreen.module.css';
import { SalesChart } from './SalesChart.tsx';

/** A place without any payment yet: what will stand here, and how to bring it about. */
function NothingYet() {
  const { t } = useLingui();
  const maySell = useMay('payments.write');
  return (
    <Panel>
      <EmptyState icon="home" title={t`Your business at a glance`}>
        <p>
          <Trans>
            As soon as payments are taken, this page shows what was sold today and this month, how it compares, which payments were declined
            and why.
          </Trans>
        </p>
        {maySell ? (
          <LinkButton to="/" main>
            <Trans>Take the first payment</Trans>
          </LinkButton>
        ) : null}
      </EmptyState>
    </Panel>
  );
}

function Figures({ home }: { home: HomeView }) {
  const { t } = useLingui();
  const { default_currency: own, month } = home;
  const [first, last] = [home.days[0]?.key ?? home.day, home.day];
  const shown = { period: month.period, own };
  const code = own.toUpperCase();
  return (
    <>
      <FigureCards home={home} />
      <SalesChart title={t`Sales of the last 31 days`} rows={home.days} by="day" period={{ from: first, to: last }} own={own} />
      <div className={styles.columns}>
        <BreakdownPanel title={t`This month by channel`} by="channel" rows={home.channels} {...shown} />
        <BreakdownPanel title={t`This month by way of paying`} by="method" rows={home.methods} {...shown} />
        <BreakdownPanel title={t`This month by person`} by="staff" rows={home.staff} {...shown} />
        <BreakdownPanel title={t`This month by currency`} by="currency" rows={home.currencies} {...shown} />
        <DeclinesPanel declines={home.declines} period={month.period} />
      </div>
      <p className={`muted ${styles.note}`}>
        <Trans>
          Sums are in {code}, as payments are settled: what was paid in another currency counts with what it was converted to. What is
          settled in another currency stands beside and is not added.
        </Trans>
      </p>
    </>
  );
}

/** How the business goes, at a glance. */
export function HomeScreen() {
  const { t } = useLingui();
  const home = useQuery(homeQuery);
  return (
    <Page
      title={t`Home`}
      actions={
        <LinkButton to="/reports">
          <Trans>All reports</Trans>
        </LinkButton>
      }
    >
      {home.isError ? <FailureNotice error={home.error} retry={() => void home.refetch()} /> : null}
      {home.isPending ? <Skeleton lines={6} /> : null}
      {home.data === undefined ? null : home.data.empty ? <NothingYet /> : <Figures home={home.data} />}
    </Page>
  );
}
