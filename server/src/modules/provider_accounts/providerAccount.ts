import type { Id } from '@guichet/contract/ids.ts';
import type { CurrencyAmount, FeeRowView } from '@guichet/contract/providerViews.ts';
import type { SealedText } from '../../vault/index.ts';

/** An account at a provider, through which a place takes payments. */
export interface StoredProviderAccount {
  readonly tenantId: number;
  readonly id: Id<'pacc'>;
  readonly version: number;
  /** A name of the registry. */
  readonly connector: string;
  readonly name: string;
  /** Null for the sandbox bank, whose address the server knows; then it has no secret either. */
  readonly baseUrl: string | null;
  readonly secret: SealedText | null;
  readonly secretLast4: string | null;
  readonly methods: readonly string[];
  /** None: every currency. */
  readonly currencies: readonly string[];
  readonly position: number;
  readonly fees: readonly FeeRowView[];
  readonly disputeFees: readonly CurrencyAmount[];
  readonly active: boolean;
  /** Whether it takes numbers from our vault, or tokens of its own fields, and nothing else. */
  readonly cards: 'raw' | 'fields';
  /** With what its fields are opened in a page; no secret. */
  readonly publishableKey: string | null;
  readonly createdBy: string;
  readonly created: Date;
  /** The mode of its place. */
  readonly livemode: boolean;
}

/** What is charged, as far as it decides through whom. */
export interface Need {
  readonly method: string;
  readonly currency: string;
  /** Nothing is charged: the card is only asked about. */
  readonly verifies?: boolean;
  /** The account that holds the card; none where the number lies in our vault, or no card is meant. */
  readonly heldBy?: string | undefined;
}

export const SANDBOX = 'sandbox';

/**
 * By what name attempts and charges keep the account. All places share the one sandbox bank, which goes by its own name; so do the
 * attempts of the time before there were accounts.
 */
export const routeOf = ({ connector, id }: Pick<StoredProviderAccount, 'connector' | 'id'>): string =>
  connector === SANDBOX ? SANDBOX : id;
