import type { SavedAccountView } from '@guichet/contract/mandateRequestViews.ts';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { savedAccountsQuery } from '../../../api/customerQueries.ts';
import { Choices } from '../../../components/Choices.tsx';
import { FailureNotice } from '../../../components/FailureNotice.tsx';
import { useSession } from '../../../shell/SessionContext.ts';
import { AccountName } from '../../customers/AccountName.tsx';
import { AccountState } from '../../customers/AccountState.tsx';
import type { SaleDraft } from '../saleDraft.ts';
import type { DebitScheme } from './debitDraft.ts';

/** The customer's accounts of one scheme, and the one that is to be debited: null for another one, which is typed. */
export function useSavedAccount(scheme: DebitScheme, { customer }: SaleDraft) {
  const id = customer.kind === 'known' ? customer.customer.id : null;
  const found = useQuery({ ...savedAccountsQuery(id ?? ''), enabled: id !== null });
  const [picked, setPicked] = useState<{ readonly customer: string | null; readonly account: string | null } | null>(null);
  const accounts = (id === null ? [] : (found.data ?? [])).filter((account) => account.scheme === scheme);
  // As with cards: the newest that can pay, unless somebody chose.
  const usual = accounts.find((account) => account.may_be_debited)?.payment_method ?? null;
  const chosenId = picked !== null && picked.customer === id ? picked.account : usual;
  return {
    accounts,
    chosen: accounts.find((account) => account.payment_method === chosenId) ?? null,
    choose: (account: string | null) => setPicked({ customer: id, account }),
    error: id === null || !found.isError ? null : { cause: found.error, retry: () => void found.refetch() },
  };
}

interface SavedAccountsProps {
  readonly saved: ReturnType<typeof useSavedAccount>;
  readonly draft: SaleDraft;
}

/** The accounts that the customer has left with us, and typing in another. */
export function SavedAccounts({ saved: { accounts, chosen, choose, error }, draft: { customer } }: SavedAccountsProps) {
  const isHidden = useSession().sees.hides_contacts;
  if (error !== null) return <FailureNotice error={error.cause} retry={error.retry} />;
  if (accounts.length === 0) return null;
  const email = customer.kind === 'known' && !isHidden ? (customer.customer.email ?? '') : '';
  const words = (account: SavedAccountView) => (
    <>
      <AccountName account={account} />
      {account.may_be_debited ? null : (
        <>
          {' · '}
          <Trans>not agreed yet</Trans>
        </>
      )}
    </>
  );
  return (
    <>
      <Choices
        name="sale-debit-account"
        legend={<Trans>Account</Trans>}
        value={chosen?.payment_method ?? ''}
        onChange={(value) => choose(value === '' ? null : value)}
        choices={[
          ...accounts.map((account) => ({ value: account.payment_method as string, words: words(account) })),
          { value: '', words: <Trans>Another account</Trans> },
        ]}
      />
      {chosen === null || chosen.may_be_debited ? null : <AccountState key={chosen.payment_method} account={chosen} email={email} />}
    </>
  );
}
