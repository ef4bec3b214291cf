import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { get, withQuery } from '../../api/client.ts';
import { orThrow } from '../../api/outcome.ts';
import { failureIn } from '../../components/FailureNotice.tsx';
import { useSession } from '../../shell/SessionContext.ts';

const FRESH_MS = 60_000;

const HERE: CardEntryView = {
  object: 'card_entry',
  cards: 'raw',
  frame_url: null,
  livemode: false,
  provider_account: null,
  provider_name: null,
};

/** Where a card is entered for a payment in this currency: here, or with the provider; null until that is known. */
export function useCardEntry(currency: string): CardEntryView | null {
  const { i18n } = useLingui();
  const { account, livemode } = useSession();
  const { locale: language } = i18n;
  const asked = useQuery({
    queryKey: ['card-entry', account.id, livemode, currency, language],
    queryFn: async ({ signal }) =>
      orThrow(await get<CardEntryView>(withQuery('/guichet/v1/card_entry', { currency, origin: location.origin, language }), { signal })),
    staleTime: FRESH_MS,
    // Until the server is reached again nobody knows; what it refuses it would refuse again.
    retry: (_count, error) => failureIn(error).kind !== 'refused',
    retryDelay: 1_000,
  });
  if (asked.data !== undefined) return asked.data;
  return asked.isError ? HERE : null;
}
