import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { postJson } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { providerAccountsQuery } from '../../api/providerQueries.ts';
import { newKey } from '../../browser/newKey.ts';
import { PROVIDER_WITHIN_MS } from './providerTimes.ts';

/** What `POST /guichet/v1/provider_accounts/:id` takes. */
export interface AccountChange {
  readonly name?: string;
  readonly base_url?: string;
  readonly secret?: string;
  readonly methods?: readonly string[];
  readonly currencies?: readonly string[];
  readonly cards?: 'raw' | 'fields';
  readonly publishable_key?: string;
  readonly active?: boolean;
  readonly position?: number;
}

/** Changes an account. Each change says what shall be so, and not by how much, so that one that was lost may simply be sent again. */
export function useChangeAccount(id: string, onSuccess: (account: ProviderAccountView) => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: AccountChange) =>
      orThrow(
        await postJson<ProviderAccountView>(`/guichet/v1/provider_accounts/${encodeURIComponent(id)}`, change, {
          idempotencyKey: newKey(),
          timeoutMs: PROVIDER_WITHIN_MS,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: providerAccountsQuery.queryKey }),
    onSuccess,
  });
}
