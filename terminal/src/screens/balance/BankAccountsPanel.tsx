import type { WireBankAccount } from '@guichet/contract/wire/payout.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { bankAccountsQuery } from '../../api/queries.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Panel } from '../../components/Page.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Badge } from '../../components/StatusBadge.tsx';
import styles from '../../components/Table.module.css';
import { useMay } from '../../shell/SessionContext.ts';
import { AddAccountForm, RemoveAccountForm } from './AccountForms.tsx';
import { AccountName, accountText } from './AccountName.tsx';

type Open = { readonly kind: 'add' } | { readonly kind: 'remove'; readonly account: WireBankAccount };

/** Where payouts go: the accounts, which one is meant when none is named, and for those who may the ways to change that. */
export function BankAccountsPanel() {
  const { t } = useLingui();
  const client = useQueryClient();
  const mayWrite = useMay('bank_accounts.write');
  const accounts = useQuery(bankAccountsQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const choose = useMutation({
    mutationFn: async (id: string) => orThrow(await postJson(`/guichet/v1/bank_accounts/${encodeURIComponent(id)}/choose`, {})),
    onSettled: () => client.invalidateQueries({ queryKey: bankAccountsQuery.queryKey }),
  });
  return (
    <>
      <Panel
        title={t`Bank accounts`}
        flush
        actions={
          mayWrite ? (
            <Button variant="subtle" leftSection={<Icon name="plus" />} onClick={() => setOpen({ kind: 'add' })}>
              <Trans>Add</Trans>
            </Button>
          ) : null
        }
      >
        {accounts.isError ? <FailureNotice error={accounts.error} retry={() => void accounts.refetch()} /> : null}
        {choose.isError ? <FailureNotice error={choose.error} /> : null}
        {accounts.isPending ? <Skeleton lines={3} /> : null}
        {accounts.data?.length === 0 ? (
          <EmptyState icon="bank" title={t`No bank accounts yet`}>
            <p>
              <Trans>Payouts go to an account of the same currency.</Trans>
            </p>
          </EmptyState>
        ) : null}
        {accounts.data !== undefined && accounts.data.length > 0 ? (
          <table className={styles.table} aria-label={t`Bank accounts`}>
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Account</Trans>
                </th>
                <th scope="col">
                  <Trans>Currency</Trans>
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {accounts.data.map((account) => {
                const name = accountText(account);
                const currency = account.currency.toUpperCase();
                return (
                  <tr key={account.id}>
                    <td data-cell="lead">
                      <span className={styles.first}>
                        <AccountName account={account} />
                      </span>
                      <span className={styles.second}>{account.account_holder_name}</span>
                    </td>
                    <td data-cell="side">
                      <span className={styles.first}>{currency}</span>
                      <span className={styles.second}>{account.default_for_currency ? <Badge tone="good">{t`Default`}</Badge> : null}</span>
                    </td>
                    <td className={styles.end}>
                      {mayWrite && !account.default_for_currency ? (
                        <Button
                          variant="subtle"
                          aria-label={t`Make ${name} the default for ${currency}`}
                          loading={choose.isPending && choose.variables === account.id}
                          onClick={() => choose.mutate(account.id)}
                        >
                          <Trans>Make default</Trans>
                        </Button>
                      ) : null}
                      {mayWrite ? (
                        <Button variant="subtle" aria-label={t`Remove ${name}`} onClick={() => setOpen({ kind: 'remove', account })}>
                          <Trans>Remove</Trans>
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        ) : null}
      </Panel>
      <Dialog opened={open !== null} onClose={close} title={open?.kind === 'remove' ? t`Remove the bank account?` : t`Add a bank account`}>
        {open?.kind === 'add' ? <AddAccountForm onClose={close} /> : null}
        {open?.kind === 'remove' ? <RemoveAccountForm account={open.account} onClose={close} /> : null}
      </Dialog>
    </>
  );
}
