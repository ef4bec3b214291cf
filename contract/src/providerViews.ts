/** An account at a provider, through which a place takes payments. */
export interface ProviderAccountView {
  readonly id: string;
  readonly object: 'provider_account';
  readonly active: boolean;
  /** The methods that its connector can take, of which `methods` are those wanted here. */
  readonly available_methods: string[];
  /** Where the provider answers; null for the sandbox bank. */
  readonly base_url: string | null;
  /** Whether it takes card numbers from our vault, or tokens of the provider's own fields, and nothing else. */
  readonly cards: 'raw' | 'fields';
  readonly connector: string;
  readonly created: number;
  /** In small letters; none: every currency. */
  readonly currencies: string[];
  /** What the provider keeps of each dispute; none where the currency is missing. */
  readonly dispute_fees: CurrencyAmount[];
  /** The provider's price list: the first row that fits decides. */
  readonly fees: FeeRowView[];
  readonly livemode: boolean;
  readonly methods: string[];
  readonly name: string;
  /** Those with smaller numbers are asked first. */
  readonly position: number;
  /** With what the provider's own fields are opened in a page; no secret. Null where none is set. */
  readonly publishable_key: string | null;
  /** The last four characters of the secret; null for the sandbox bank. */
  readonly secret_last4: string | null;
}

/** So much in minor units of a currency. */
export interface CurrencyAmount {
  readonly amount: number;
  readonly currency: string;
}

/** Where a card comes from, as seen from the place. */
export const CARD_REGIONS = ['domestic', 'eea', 'other'] as const;

/** One line of a price list. It applies where everything that it names fits; an empty list fits anything. */
export interface FeeRowView {
  /** A share of what is settled, in hundredths of a percent. */
  readonly basis_points: number;
  readonly brands: string[];
  /** Those that payers are charged in. */
  readonly currencies: string[];
  /** A fixed part per currency of settlement; none where it is missing. */
  readonly fixed: CurrencyAmount[];
  readonly methods: string[];
  readonly regions: (typeof CARD_REGIONS)[number][];
}

/** What the provider said when an account was tried. */
export interface ProviderAccountTestView {
  readonly object: 'provider_account_test';
  readonly works: boolean;
  /** Whether the provider answered so that its answer could be read. */
  readonly answered: boolean;
  /** Why it does not work, in the provider's words where it answered. */
  readonly reason: string | null;
}
