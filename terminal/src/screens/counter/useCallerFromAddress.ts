import type { CustomerView } from '@guichet/contract/terminal.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { callersQuery } from '../../api/customerQueries.ts';
import { nowMs } from '../../browser/clock.ts';
import { useSession } from '../../shell/SessionContext.ts';
import { useCounterStore } from './SaleProvider.tsx';
import { emptyDraft, withCustomer } from './saleDraft.ts';
import { type FieldName, focusFieldSoon } from './saleFields.ts';

interface Unclear {
  readonly phone: string;
  readonly customers: readonly CustomerView[];
  /** Why nobody was looked up; null when they were. */
  readonly error: Error | null;
}

/** Who calls, while it is not clear yet: several customers share the number, or it could not be looked up. */
export interface Caller extends Unclear {
  /** null: somebody new with this number. */
  readonly choose: (customer: CustomerView | null) => void;
  readonly dismiss: () => void;
}

/**
 * `/?phone=+33…`, which telephone systems open, begins a sale for whoever calls: the customer with that number, one of several that is chosen,
 * or somebody new with the number filled in. Where the look-up fails nothing begins by itself. The address is cleaned afterwards, so that a
 * reload does not begin again.
 */
export function useCallerFromAddress(): Caller | null {
  const { phone } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const store = useCounterStore();
  const { account } = useSession();
  const [open, setOpen] = useState<Unclear | null>(null);
  const found = useQuery({ ...callersQuery(phone ?? ''), enabled: phone !== undefined, staleTime: 0 });

  const begin = useCallback(
    (number: string, customer: CustomerView | null) => {
      setOpen(null);
      // A result that still stands there makes room; an answer that is out doesn't.
      if (store.get().sale.step !== 'editing') store.abandon(emptyDraft(account.default_currency, account.country, 'phone'));
      if (store.get().sale.step !== 'editing') return;
      const first: FieldName = customer === null ? 'customerName' : 'amount';
      store.edit(
        customer === null
          ? { customer: { kind: 'new', name: '', email: '', phone: number }, savedCard: null, channel: 'phone' }
          : { ...withCustomer(customer, nowMs()), channel: 'phone' },
      );
      focusFieldSoon(first);
    },
    [store, account],
  );

  useEffect(() => {
    if (phone === undefined || found.isFetching || found.isPending) return;
    const customers = found.data ?? [];
    const [only] = customers;
    // Whoever was not looked up may be known: begun as somebody new they would be there twice.
    if (found.isError || customers.length > 1) setOpen({ phone, customers, error: found.error });
    else begin(phone, only ?? null);
    void navigate({ to: '/', search: {}, replace: true });
  }, [phone, found.isFetching, found.isPending, found.isError, found.error, found.data, navigate, begin]);

  if (open === null) return null;
  return { ...open, choose: (customer) => begin(open.phone, customer), dismiss: () => setOpen(null) };
}
