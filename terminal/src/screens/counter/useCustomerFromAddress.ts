import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { customerQuery } from '../../api/queries.ts';
import { nowMs } from '../../browser/clock.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type LinkFailure, linkFailure } from './linkFailure.ts';
import { useCounterStore } from './SaleProvider.tsx';
import { emptyDraft, usualCardOf } from './saleDraft.ts';
import { focusFieldSoon } from './saleFields.ts';

/**
 * `/?customer=cus_…` opens the counter for that customer. The address is cleaned afterwards, so that a reload doesn't choose them again; where
 * they could not be opened it stays until that is known, for another try.
 */
export function useCustomerFromAddress(): LinkFailure | null {
  const { customer: id } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const store = useCounterStore();
  const { account } = useSession();
  const found = useQuery({ ...customerQuery(id ?? ''), enabled: id !== undefined });
  useEffect(() => {
    if (id === undefined || found.isPending) return;
    // A result that still stands there makes room; an answer that is out doesn't.
    if (store.get().sale.step !== 'editing')
      store.abandon(emptyDraft(account.default_currency, account.country, store.get().draft.channel));
    if (found.data !== undefined && store.get().sale.step === 'editing') {
      store.edit({ customer: { kind: 'known', customer: found.data }, savedCard: usualCardOf(found.data, nowMs()) });
    }
    // Nobody else stays in the sale of whoever was meant.
    if (found.isError) {
      if (store.get().sale.step === 'editing')
        store.edit({ customer: emptyDraft(account.default_currency, account.country).customer, savedCard: null });
      return;
    }
    void navigate({ to: '/', search: {}, replace: true });
    focusFieldSoon('amount');
  }, [id, found.isPending, found.isError, found.data, store, navigate, account]);
  return linkFailure(id, found, () => void navigate({ to: '/', search: {}, replace: true }));
}
