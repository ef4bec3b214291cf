import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { holdsQuery } from '../../api/reportQueries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import styles from '../../components/Table.module.css';
import { When } from '../../components/When.tsx';
import { useFormats } from '../../language/useFormats.ts';

/** Money that is set aside and not taken, what expires first at the top. */
export function HoldsPanel() {
  const { t } = useLingui();
  const formats = useFormats();
  const holds = useQuery(holdsQuery);
  return (
    <>
      {holds.isError ? <FailureNotice error={holds.error} retry={() => void holds.refetch()} /> : null}
      <Panel title={t`Open holds`} flush>
        {holds.isPending ? <Skeleton lines={4} /> : null}
        {holds.data?.data.length === 0 ? (
          <EmptyState icon="clock" title={t`No money is on hold`}>
            <p>
              <Trans>A payment that is to be taken later stands here until it is taken, released or expired.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {holds.data !== undefined && holds.data.data.length > 0 ? (
          <table className={styles.table} aria-label={t`Open holds`}>
            <thead>
              <tr>
                <th scope="col" className={styles.end}>
                  <Trans>Amount</Trans>
                </th>
                <th scope="col">
                  <Trans>Expires</Trans>
                </th>
                <th scope="col">
                  <Trans>Customer</Trans>
                </th>
                <th scope="col">
                  <Trans>Taken by</Trans>
                </th>
                <th scope="col">
                  <Trans>Since</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {holds.data.data.map((hold) => (
                <tr key={hold.payment}>
                  <td data-cell="lead" className={styles.lead}>
                    <Link to="/payments/$id" params={{ id: hold.payment }}>
                      {formats.amount(hold.amount, hold.currency)}
                    </Link>
                  </td>
                  <td data-cell="side">{hold.expires_at === null ? <Trans>Not known</Trans> : formats.moment(hold.expires_at)}</td>
                  <td data-cell="line">{hold.customer?.name ?? ''}</td>
                  <td>{hold.staff?.name ?? ''}</td>
                  <td>
                    <When at={hold.created} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </Panel>
      {holds.data?.has_more ? (
        <p className="muted">
          <Trans>There are more. Those that expire first are shown.</Trans>
        </p>
      ) : null}
    </>
  );
}
