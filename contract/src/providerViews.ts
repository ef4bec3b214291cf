/** An account at a provider, through which a place takes payments. */
export interface ProviderAccountView {
  readonly id: string;
  readonly object: 'provider_account';
  readonly active: boolean;
  /** The methods that its connector can take, of which `methods` are those wanted here. */
  readonly available_methods: string[];
  /** Where the provider answers; null for the sandbox bank. */
  readonly base_url: string | null;
  readonly connector: string;
  readonly created: number;
  /** In small letters; none: every currency. */
  readonly currencies: string[];
  readonly livemode: boolean;
  readonly methods: string[];
  readonly name: string;
  /** Those with smaller numbers are asked first. */
  readonly position: number;
  /** The last four characters of the secret; null for the sandbox bank. */
  readonly secret_last4: string | null;
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
