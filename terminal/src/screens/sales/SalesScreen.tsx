import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { salesQuery } from '../../api/saleQueries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page, Panel } from '../../components/Page.tsx';
import { Pager } from '../../components/Pager.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useFormats } from '../../language/useFormats.ts';
import { SALE_STATUS_WORDS, SALE_TONES } from './saleWords.ts';

/** Sales, newest first, each with what is still open of it. */
export function SalesScreen() {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { after, before } = useSearch({ from: '/sales' });
  const navigate = useNavigate({ from: '/sales' });
  const page = useQuery({ ...salesQuery({ after, before }), placeholderData: keepPreviousData });
  const sales = page.data?.data ?? [];
  return (
    <Page title={t`Sales`}>
      {page.isError ? <FailureNotice error={page.error} retry={() => void page.refetch()} /> : null}
      <Panel flush>
        {page.isPending ? <Skeleton lines={4} /> : null}
        {page.data?.data.length === 0 ? (
          <EmptyState icon="receipt" title={t`No sale yet`}>
            <p>
              <Trans>A sale holds what was sold together and is paid in one or several parts. Sell items at the counter to make one.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {sales.length === 0 ? null : (
          <table className={styles.table} aria-label={t`Sales`}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>When</Trans>
                </th>
                <th scope="col">
                  <Trans>Status</Trans>
                </th>
                <th scope="col">
                  <Trans>What was sold</Trans>
                </th>
                <th scope="col" className={styles.end}>
                  <Trans>Still open</Trans>
                </th>
                <th scope="col" className={styles.end}>
                  <Trans>Total</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {sales.map((sale) => (
                <tr key={sale.id} className={styles.linked}>
                  <td data-cell="lead">
                    <Link to="/sales/$id" params={{ id: sale.id }} className={styles.link}>
                      {formats.moment(sale.created)}
                    </Link>
                  </td>
                  <td data-cell="side">
                    <Badge tone={SALE_TONES[sale.status]}>{i18n._(SALE_STATUS_WORDS[sale.status])}</Badge>
                  </td>
                  <td data-cell="line">{sale.description ?? sale.lines.map(({ name }) => name).join(', ')}</td>
                  <td className={styles.end}>{sale.open === 0 ? '' : formats.amount(sale.open, sale.currency)}</td>
                  <td className={styles.lead}>{formats.amount(sale.amount, sale.currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {page.data === undefined ? null : (
        <Pager cursor={{ after, before }} page={page.data} turn={(cursor) => void navigate({ search: cursor })} />
      )}
    </Page>
  );
}
