export interface WireBalanceAmount {
  readonly amount: number;
  readonly currency: string;
  readonly source_types: { readonly card: number };
}

export interface WireBalance {
  readonly object: 'balance';
  readonly available: WireBalanceAmount[];
  readonly livemode: boolean;
  readonly pending: WireBalanceAmount[];
}

export type BalanceTransactionType =
  | 'adjustment'
  | 'charge'
  | 'payment'
  | 'payout'
  | 'payout_cancel'
  | 'payout_failure'
  | 'refund'
  | 'refund_failure';

export interface WireBalanceTransaction {
  readonly id: string;
  readonly object: 'balance_transaction';
  readonly amount: number;
  readonly available_on: number;
  readonly balance_type: 'payments';
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  /** How much of `currency` one unit of the charge's currency was worth; null where both are the same. */
  readonly exchange_rate: number | null;
  readonly fee: number;
  readonly fee_details: {
    readonly amount: number;
    readonly application: null;
    readonly currency: string;
    readonly description: string;
    readonly type: 'stripe_fee';
  }[];
  readonly net: number;
  readonly reporting_category: string;
  readonly source: string;
  readonly status: 'available' | 'pending';
  readonly type: BalanceTransactionType;
}
