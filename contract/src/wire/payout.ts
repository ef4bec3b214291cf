import type { Metadata } from './common.ts';

export interface WirePayout {
  readonly id: string;
  readonly object: 'payout';
  readonly amount: number;
  readonly application_fee: null;
  readonly application_fee_amount: null;
  readonly arrival_date: number;
  readonly automatic: boolean;
  readonly balance_transaction: string | null;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly method: 'standard';
  readonly original_payout: string | null;
  readonly payout_method: null;
  readonly reconciliation_status: 'not_applicable';
  readonly reversed_by: string | null;
  readonly source_type: 'card';
  readonly statement_descriptor: string | null;
  readonly status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  readonly trace_id: null;
  readonly type: 'bank_account';
}

export interface WireBankAccount {
  readonly id: string;
  readonly object: 'bank_account';
  readonly account: string;
  readonly account_holder_name: string;
  readonly account_holder_type: 'company';
  readonly account_type: null;
  readonly available_payout_methods: 'standard'[];
  readonly bank_name: null;
  readonly country: string;
  readonly currency: string;
  readonly default_for_currency: boolean;
  readonly fingerprint: string;
  readonly last4: string;
  readonly metadata: Metadata;
  readonly routing_number: string | null;
  readonly status: 'new';
}
