import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { cardEntryQuery } from '../../api/counterQueries.ts';
import { useSession } from '../../shell/SessionContext.ts';

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
  const session = useSession();
  const asked = useQuery(cardEntryQuery(session, currency, i18n.locale));
  if (asked.data !== undefined) return asked.data;
  return asked.isError ? HERE : null;
}
