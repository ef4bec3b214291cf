import type { Metadata, WireAddress } from './common.ts';

export interface WireCustomerShipping {
  readonly address: WireAddress;
  readonly name: string;
  readonly phone: string | null;
}

export interface WireCustomer {
  readonly id: string;
  readonly object: 'customer';
  readonly address: WireAddress | null;
  readonly balance: number;
  readonly created: number;
  readonly currency: string | null;
  readonly default_source: null;
  readonly delinquent: boolean;
  readonly description: string | null;
  readonly discount: null;
  readonly email: string | null;
  readonly invoice_settings: {
    readonly custom_fields: null;
    readonly default_payment_method: string | null;
    readonly footer: null;
    readonly rendering_options: null;
  };
  readonly livemode: boolean;
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly phone: string | null;
  readonly preferred_locales: string[];
  readonly shipping: WireCustomerShipping | null;
  readonly tax_exempt: 'none';
  readonly test_clock: null;
}
