import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { customerQuery } from '../../api/queries.ts';
import { saleQuery } from '../../api/saleQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { type LinkFailure, linkFailure } from './linkFailure.ts';
import { useCounterStore } from './SaleProvider.tsx';
import { emptyDraft, withCustomer } from './saleDraft.ts';
import { NO_EXTRAS } from './saleExtras.ts';
import { focusFieldSoon } from './saleFields.ts';
import { useAmountText } from './useAmountText.ts';

/**
 * The page of a sale opens the counter for its next part, `/?sale=sale_…`: amount, currency and its customer are filled in, and the payment names
 * the sale. The address is cleaned afterwards; where the sale could not be opened it stays until that is known, for another try.
 */
export function useSaleFromAddress(): LinkFailure | null {
  const { sale: id } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const store = useCounterStore();
  const { account } = useSession();
  const amountText = useAmountText();
  const found = useQuery({ ...saleQuery(id ?? ''), enabled: id !== undefined });
  const of = found.data?.customer?.id;
  // Where the customer can't be read the part is taken without: it is the sale that matters.
  const customer = useQuery({ ...customerQuery(of ?? ''), enabled: id !== undefined && of !== undefined });
  const isAsking = found.isPending || found.isFetching || (of !== undefined && (customer.isPending || customer.isFetching));
  useEffect(() => {
    // What is kept of an earlier look may be paid by now.
    if (id === undefined || isAsking || found.isError) return;
    if (store.get().sale.step !== 'editing')
      store.abandon(emptyDraft(account.default_currency, account.country, store.get().draft.channel));
    const sale = found.data;
    const { draft, sale: current } = store.get();
    if (sale !== undefined && sale.next_amount > 0 && current.step === 'editing')
      store.edit({
        amount: amountText(sale.next_amount, sale.currency),
        currency: sale.currency,
        reference: sale.description ?? draft.reference,
        ...(customer.data !== undefined && withCustomer(customer.data, nowMs())),
        extras: { ...(draft.extras ?? NO_EXTRAS), sale: sale.id },
      });
    void navigate({ to: '/', search: {}, replace: true });
    focusFieldSoon('amount');
  }, [id, isAsking, found.isError, found.data, customer.data, store, navigate, account, amountText]);
  return linkFailure(id, found, () => void navigate({ to: '/', search: {}, replace: true }));
}
