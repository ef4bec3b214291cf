import type { ProviderAccountView } from '@guichet/contract/providerViews.ts';
import type { Connector } from '../../connectors/index.ts';
import type { StoredProviderAccount } from './providerAccount.ts';
import { methodsOf } from './routing.rules.ts';

/** The account as staff see it. The secret is never among it. */
export const providerAccountView = (
  account: StoredProviderAccount,
  connectors: Readonly<Record<string, Connector>>,
): ProviderAccountView => ({
  id: account.id,
  object: 'provider_account',
  active: account.active,
  available_methods: methodsOf(connectors[account.connector] ?? { name: account.connector }),
  base_url: account.baseUrl,
  cards: account.cards,
  connector: account.connector,
  created: Math.floor(account.created.getTime() / 1000),
  currencies: [...account.currencies],
  dispute_fees: [...account.disputeFees],
  fees: [...account.fees],
  livemode: account.livemode,
  methods: [...account.methods],
  name: account.name,
  position: account.position,
  publishable_key: account.publishableKey,
  secret_last4: account.secretLast4,
});
