export interface WireMandate {
  readonly id: string;
  readonly object: 'mandate';
  readonly customer_acceptance: {
    readonly accepted_at: number | null;
    readonly offline?: Record<string, never>;
    readonly online?: { readonly ip_address: string | null; readonly user_agent: string | null };
    readonly type: 'offline' | 'online';
  };
  readonly livemode: boolean;
  readonly multi_use?: Record<string, never>;
  readonly payment_method: string;
  readonly payment_method_details: {
    readonly type: 'sepa_debit' | 'us_bank_account';
    readonly sepa_debit?: { readonly reference: string; readonly url: string };
    readonly us_bank_account?: { readonly collection_method?: 'paper' };
  };
  readonly single_use?: { readonly amount: number; readonly currency: string };
  readonly status: 'active' | 'inactive';
  readonly type: 'multi_use' | 'single_use';
}
