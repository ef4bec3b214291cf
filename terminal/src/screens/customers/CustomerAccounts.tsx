import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { savedAccountsQuery } from '../../api/customerQueries.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Panel } from '../../components/Page.tsx';
import { AccountName } from './AccountName.tsx';
import { AccountState } from './AccountState.tsx';
import styles from './CustomerMandates.module.css';

/** The bank accounts that a customer has left with us, and whether they may be debited. Nothing where there is none. */
export function CustomerAccounts({ customer, email }: { customer: string; email: string }) {
  const { t } = useLingui();
  const accounts = useQuery(savedAccountsQuery(customer));
  if (accounts.isError) return <FailureNotice error={accounts.error} retry={() => void accounts.refetch()} />;
  if (accounts.data === undefined || accounts.data.length === 0) return null;
  return (
    <Panel title={t`Bank accounts`}>
      <ul className={styles.mandates}>
        {accounts.data.map((account) => (
          <li key={account.payment_method}>
            <strong>
              <AccountName account={account} />
            </strong>
            <AccountState account={account} email={email} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
