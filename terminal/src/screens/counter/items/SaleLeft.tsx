import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { saleQuery } from '../../../api/saleQueries.ts';
import { nowMs } from '../../../browser/clock.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { useFormats } from '../../../language/useFormats.ts';
import styles from './SaleLeft.module.css';

/** After a part of a sale was taken: what is left of it, and the way to the next part, for which the form begins anew. */
export function SaleLeft({ sale: id, onTake }: { sale: string; onTake: () => void }) {
  const formats = useFormats();
  const found = useQuery({ ...saleQuery(id), refetchOnMount: 'always' });
  const [sinceMs] = useState(nowMs);
  // What was known before this payment says too much; what was learned since stays while it is asked for anew.
  const sale = found.dataUpdatedAt >= sinceMs ? found.data : undefined;
  if (sale === undefined) return found.isError ? <FailureNotice error={found.error} retry={() => void found.refetch()} /> : null;
  const { open, next_amount, currency, status, under_way } = sale;
  const [left, next, waiting] = [open, next_amount, under_way].map((minor) => formats.amount(minor, currency));
  return (
    <div className={styles.left}>
      <p role="status">
        {open > 0 && status === 'open' ? (
          <strong>
            <Trans>Still open of this sale: {left}.</Trans>
          </strong>
        ) : status === 'open' ? (
          <Trans>Nothing is left to take of this sale; {waiting} is on its way.</Trans>
        ) : (
          <Trans>This sale is paid in full.</Trans>
        )}
      </p>
      <div className={styles.ways}>
        {open > 0 && status === 'open' ? (
          <LinkButton to="/" search={{ sale: id }} onClick={onTake}>
            <Trans>Take the next part: {next}</Trans>
          </LinkButton>
        ) : null}
        <Link to="/sales/$id" params={{ id }}>
          <Trans>See the sale</Trans>
        </Link>
      </div>
    </div>
  );
}
