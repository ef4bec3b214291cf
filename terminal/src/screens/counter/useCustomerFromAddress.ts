import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { customerQuery } from '../../api/queries.ts';
import { useCounterStore } from './SaleProvider.tsx';
import { focusFieldSoon } from './saleFields.ts';

/** `/?customer=cus_…` opens the counter for that customer. The address is cleaned afterwards, so that a reload doesn't choose them again. */
export function useCustomerFromAddress(): void {
  const { customer: id } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const store = useCounterStore();
  const found = useQuery({ ...customerQuery(id ?? ''), enabled: id !== undefined });
  useEffect(() => {
    if (id === undefined || found.isPending) return;
    if (found.data !== undefined && store.get().sale.step === 'editing') {
      store.edit({ customer: { kind: 'known', customer: found.data }, savedCard: found.data.cards[0]?.id ?? null });
    }
    void navigate({ to: '/', search: {}, replace: true });
    focusFieldSoon('amount');
  }, [id, found.isPending, found.data, store, navigate]);
}
