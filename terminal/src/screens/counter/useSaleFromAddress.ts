import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { saleQuery } from '../../api/saleQueries.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type LinkFailure, linkFailure } from './linkFailure.ts';
import { useCounterStore } from './SaleProvider.tsx';
import { emptyDraft } from './saleDraft.ts';
import { NO_EXTRAS } from './saleExtras.ts';
import { focusFieldSoon } from './saleFields.ts';
import { useAmountText } from './useAmountText.ts';

/**
 * The page of a sale opens the counter for its next part, `/?sale=sale_…`: amount and currency are filled in, and the payment names the sale.
 * The address is cleaned afterwards; where the sale could not be opened it stays until that is known, for another try.
 */
export function useSaleFromAddress(): LinkFailure | null {
  const { sale: id } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const store = useCounterStore();
  const { account } = useSession();
  const amountText = useAmountText();
  const found = useQuery({ ...saleQuery(id ?? ''), enabled: id !== undefined });
  useEffect(() => {
    // What is kept of an earlier look may be paid by now.
    if (id === undefined || found.isPending || found.isFetching || found.isError) return;
    if (store.get().sale.step !== 'editing')
      store.abandon(emptyDraft(account.default_currency, account.country, store.get().draft.channel));
    const sale = found.data;
    const { draft, sale: current } = store.get();
    if (sale !== undefined && sale.next_amount > 0 && current.step === 'editing')
      store.edit({
        amount: amountText(sale.next_amount, sale.currency),
        currency: sale.currency,
        reference: sale.description ?? draft.reference,
        extras: { ...(draft.extras ?? NO_EXTRAS), sale: sale.id },
      });
    void navigate({ to: '/', search: {}, replace: true });
    focusFieldSoon('amount');
  }, [id, found.isPending, found.isFetching, found.isError, found.data, store, navigate, account, amountText]);
  return linkFailure(id, found, () => void navigate({ to: '/', search: {}, replace: true }));
}
