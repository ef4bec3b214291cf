import type { MandateView } from '@guichet/contract/terminal.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { customerMandatesQuery } from '../../api/customerQueries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { MandateFact } from '../payments/MandateFact.tsx';
import styles from './CustomerMandates.module.css';

function Mandates({ mandates }: { mandates: readonly MandateView[] }) {
  if (mandates.length === 0)
    return (
      <p className="muted">
        <Trans>This customer has not allowed any account to be debited.</Trans>
      </p>
    );
  return (
    <ul className={styles.mandates}>
      {mandates.map((mandate) => (
        <li key={mandate.id}>
          <strong>{mandate.scheme === 'sepa_debit' ? <Trans>SEPA direct debit</Trans> : <Trans>ACH debit</Trans>}</strong>{' '}
          <MandateFact mandate={mandate} />
        </li>
      ))}
    </ul>
  );
}

/** What a customer has allowed: the mandates of the accounts on file. */
export function CustomerMandates({ customer }: { customer: string }) {
  const { t } = useLingui();
  const mandates = useQuery(customerMandatesQuery(customer));
  return (
    <Panel title={t`Mandates`}>
      {mandates.isError ? <FailureNotice error={mandates.error} retry={() => void mandates.refetch()} /> : null}
      {mandates.isPending ? <Skeleton lines={2} /> : null}
      {mandates.data === undefined ? null : <Mandates mandates={mandates.data.data} />}
    </Panel>
  );
}
