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

export interface WireBalanceTransaction {
  readonly id: string;
  readonly object: 'balance_transaction';
  readonly amount: number;
  readonly available_on: number;
  readonly balance_type: 'payments';
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly exchange_rate: null;
  readonly fee: number;
  readonly fee_details: {
    readonly amount: number;
    readonly application: null;
    readonly currency: string;
    readonly description: string;
    readonly type: 'stripe_fee';
  }[];
  readonly net: number;
  readonly reporting_category: 'charge' | 'refund' | 'refund_failure';
  readonly source: string;
  readonly status: 'available' | 'pending';
  readonly type: 'charge' | 'refund' | 'refund_failure';
}
