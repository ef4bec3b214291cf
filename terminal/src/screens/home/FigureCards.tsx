import type { Figures, HomeView } from '@guichet/contract/reportViews.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../language/useFormats.ts';
import { Change } from './Change.tsx';
import { FigureCard } from './FigureCard.tsx';
import { approvalRate, averageMinor, salesCount, settledElsewhere, settledIn } from './figures.ts';
import styles from './HomeScreen.module.css';

/** What was settled in other currencies than the place's own: it stands beside, and in no sum. */
function Elsewhere({ figures, own }: { figures: Figures; own: string }) {
  const formats = useFormats();
  return settledElsewhere(figures, own).map(({ currency, sales }) => {
    const amount = formats.amount(sales, currency);
    return (
      <p key={currency} className="muted">
        <Trans>and {amount}</Trans>
      </p>
    );
  });
}

function Sales({ title, figures, own, children }: { title: string; figures: Figures; own: string; children: React.ReactNode }) {
  const formats = useFormats();
  const count = salesCount(figures);
  return (
    <FigureCard title={title} value={formats.amount(settledIn(figures, own).sales, own)}>
      <Elsewhere figures={figures} own={own} />
      <p>
        <Plural value={count} one="# payment" other="# payments" />
      </p>
      {children}
    </FigureCard>
  );
}

/** The figures of today and of the month so far. */
export function FigureCards({ home }: { home: HomeView }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { today, last_week: lastWeek, month, month_before: monthBefore, default_currency: own } = home;
  const percent = (rate: number | null): string =>
    rate === null ? '–' : new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: 1 }).format(rate);
  const amount = (minor: number): string => formats.amount(minor, own);
  const weekDay = formats.period(lastWeek.period.to);
  const lastMonthDay = formats.period(monthBefore.period.to);
  const { until } = lastWeek;
  const soldThen = amount(settledIn(lastWeek.figures, own).sales);
  const soldBefore = amount(settledIn(monthBefore.figures, own).sales);
  const ofMonth = settledIn(month.figures, own);
  const average = averageMinor(month.figures, own);
  const rateBefore = percent(approvalRate(monthBefore.figures.tries));
  const { asked } = month.figures.tries;
  const refunds = month.figures.sold.reduce((sum, each) => sum + each.refunds.count, 0);
  const disputes = month.figures.sold.reduce((sum, each) => sum + each.disputes.count, 0);
  const fees = amount(ofMonth.fees);
  return (
    <div className={styles.cards}>
      <Sales title={t`Sales today`} figures={today} own={own}>
        <p className="muted">
          <Change now={settledIn(today, own).sales} before={settledIn(lastWeek.figures, own).sales} />{' '}
          <Trans>
            against {soldThen} on {weekDay} until {until}
          </Trans>
        </p>
      </Sales>
      <Sales title={t`Sales this month`} figures={month.figures} own={own}>
        <p className="muted">
          <Change now={ofMonth.sales} before={settledIn(monthBefore.figures, own).sales} />{' '}
          <Trans>
            against {soldBefore} last month until {lastMonthDay}, {until}
          </Trans>
        </p>
      </Sales>
      <FigureCard title={t`Net this month`} value={amount(ofMonth.net)}>
        <p className="muted">
          <Trans>Sales less refunds, disputes and fees. Fees so far: {fees}.</Trans>
        </p>
      </FigureCard>
      <FigureCard title={t`Approved this month`} value={percent(approvalRate(month.figures.tries))}>
        <p>
          <Plural value={asked} one="of # try" other="of # tries" />
        </p>
        <p className="muted">
          <Trans>Last month: {rateBefore}</Trans>
        </p>
      </FigureCard>
      <FigureCard title={t`Average payment this month`} value={average === null ? '–' : amount(average)} />
      <FigureCard title={t`Refunds this month`} value={amount(ofMonth.refunds)}>
        <p>
          <Plural value={refunds} one="# refund" other="# refunds" />
        </p>
      </FigureCard>
      <FigureCard title={t`Disputes this month`} value={amount(ofMonth.disputes)}>
        <p>
          <Link to="/disputes">
            <Plural value={disputes} one="# dispute" other="# disputes" />
          </Link>
        </p>
      </FigureCard>
    </div>
  );
}
