import { type DeclineWording, declineAdvice } from '@guichet/contract/declines.ts';
import type { DeclineCount, ReportPeriod } from '@guichet/contract/reportViews.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../components/Page.tsx';
import { DECLINE_WORDS } from '../payments/declineWords.ts';
import styles from './BreakdownPanel.module.css';

/** Codes that staff would read alike are one line. */
function byWording(declines: readonly DeclineCount[]): [DeclineWording, number][] {
  const counts = new Map<DeclineWording, number>();
  for (const { code, count } of declines) {
    const { wording } = declineAdvice(code);
    counts.set(wording, (counts.get(wording) ?? 0) + count);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Why payments were refused, in words. */
export function DeclinesPanel({ declines, period }: { declines: readonly DeclineCount[]; period: ReportPeriod }) {
  const { t, i18n } = useLingui();
  const lines = byWording(declines);
  const most = Math.max(1, ...lines.map(([, count]) => count));
  return (
    <Panel
      title={t`Declined this month, by reason`}
      actions={
        lines.length === 0 ? undefined : (
          <Link to="/payments" search={{ ...period, status: 'failed' }}>
            <Trans>Show them</Trans>
          </Link>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="muted">
          <Trans>No payment was declined this month.</Trans>
        </p>
      ) : (
        <table className={styles.breakdown} aria-label={t`Declined this month, by reason`}>
          <thead className="vh">
            <tr>
              <th scope="col">{t`Reason`}</th>
              <th scope="col">{t`Tries`}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([wording, count]) => (
              <tr key={wording}>
                <th scope="row">{i18n._(DECLINE_WORDS[wording])}</th>
                <td className={`${styles.count} num`}>{count.toLocaleString(i18n.locale)}</td>
                <td className={styles.bar} aria-hidden="true">
                  <span style={{ width: `${(count / most) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
