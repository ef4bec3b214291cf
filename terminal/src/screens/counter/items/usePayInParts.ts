import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orThrow } from '../../../api/outcome.ts';
import { useSession } from '../../../shell/SessionContext.ts';
import { customerOf } from '../prepareSale.ts';
import { useCounterStore } from '../SaleProvider.tsx';
import { emptyDraft, type SaleDraft } from '../saleDraft.ts';
import { withSaleOf } from './makeSale.ts';
import { PARTING } from './useParting.ts';

interface Parted {
  readonly draft: SaleDraft;
  /** That of the counter's sale: so a customer who is new is made once, whichever button made them. */
  readonly key: string;
}

/** Makes the sale without a payment, and leads to its page, where it is paid part by part. Meanwhile the form is held as it is. */
export function usePayInParts() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const store = useCounterStore();
  const { account } = useSession();
  const parting = useMutation({
    mutationKey: PARTING,
    mutationFn: async ({ draft, key }: Parted) => {
      const { items } = draft;
      if (items === undefined) throw new Error('There is nothing to pay in parts.');
      const customer = orThrow(await customerOf({ draft, key }));
      if (customer !== null) store.edit({ customer: { kind: 'known', customer } });
      return orThrow(await withSaleOf(draft, items, customer?.id ?? null)).items?.made?.id;
    },
    onSuccess: async (id, { draft, key }) => {
      await client.invalidateQueries({ queryKey: ['sales'] });
      const now = store.get();
      // Another sale may have been opened by its address meanwhile.
      if (id === undefined || now.sale.key !== key || now.draft.items !== draft.items) return;
      store.startOver(emptyDraft(draft.currency, account.country, draft.channel));
      await navigate({ to: '/sales/$id', params: { id } });
    },
  });
  return {
    ...parting,
    pay: () => {
      const { draft, sale } = store.get();
      if (sale.step === 'editing' && !parting.isPending) parting.mutate({ draft, key: sale.key });
    },
  };
}
