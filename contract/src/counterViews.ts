/** What `/guichet/v1` answers about the counter. Times are unix seconds. */

/** How a payer can pay at the counter. */
export const COUNTER_METHODS = ['card', 'sepa_debit', 'us_bank_account', 'cash', 'cheque', 'bank_transfer'] as const;
export type CounterMethod = (typeof COUNTER_METHODS)[number];

/** The account that payers transfer to. It is told to payers, so it is no secret. */
export interface TransferAccount {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string | null;
}

/** What the counter has to know for a payment in a currency. */
export interface CounterView {
  readonly object: 'guichet.counter';
  readonly currency: string;
  /** What the place can take in it, and whoever asks may take. */
  readonly methods: readonly CounterMethod[];
  /** What the place receives a card's payment in; another currency when it is converted. */
  readonly settles_in: string;
  /** Whether card digits are hidden from who types them. */
  readonly mask_cards: boolean;
  /** Whether anybody listens when a recording must pause: pages that the place named, or a webhook endpoint. */
  readonly tells_recordings: boolean;
  /** Whose pages are told when a recording must pause. */
  readonly recording_origins: readonly string[];
  /** Null while the place has named none, and in currencies that it is not for. */
  readonly transfer_account: TransferAccount | null;
}

/** What a place has decided about its counter. */
export interface CounterTermsView {
  readonly object: 'guichet.counter_terms';
  readonly mask_cards: boolean;
  readonly recording_origins: readonly string[];
  readonly transfer_account: TransferAccount | null;
}

/** That a recording must pause or may go on, told by the page where card details are given. */
export interface RecordingView {
  readonly id: string;
  readonly object: 'guichet.recording';
  readonly state: 'pause' | 'resume';
  readonly person: { readonly id: string; readonly name: string };
  /** The page that is open at this person; it begins anew with each reload. */
  readonly session: string;
  readonly at: number;
  readonly livemode: boolean;
}
