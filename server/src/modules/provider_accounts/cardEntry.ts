import type { CardEntryView } from '@guichet/contract/cardFieldViews.ts';
import type { Connector } from '../../connectors/index.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import { entryAccount } from './routing.rules.ts';

interface Asked {
  readonly currency: string;
  /** Of the page that is to frame the fields. */
  readonly origin: string;
  readonly language: string;
  readonly livemode: boolean;
}

/** How a card is entered for a payment in this currency. */
export function cardEntry(
  accounts: readonly StoredProviderAccount[],
  connectors: Readonly<Record<string, Connector>>,
  { currency, origin, language, livemode }: Asked,
): CardEntryView {
  const account = entryAccount(accounts, connectors, currency);
  const fields = account === null ? undefined : connectors[account.connector]?.fields;
  if (account?.cards !== 'fields' || account.baseUrl === null || account.publishableKey === null || fields === undefined) {
    return { object: 'card_entry', cards: 'raw', frame_url: null, livemode, provider_account: null, provider_name: null };
  }
  const path = fields.framePath({ publishableKey: account.publishableKey, origin, language });
  return {
    object: 'card_entry',
    cards: 'fields',
    frame_url: account.baseUrl + path,
    livemode,
    provider_account: account.id,
    provider_name: account.name,
  };
}
