import type { Metadata } from './common.ts';

/** What is sold. `default_price` names the price that is meant when only the product is named. */
export interface WireProduct {
  readonly id: string;
  readonly object: 'product';
  readonly active: boolean;
  readonly created: number;
  readonly default_price: string | null;
  readonly description: string | null;
  readonly images: string[];
  readonly livemode: boolean;
  readonly marketing_features: { readonly name: string }[];
  readonly metadata: Metadata;
  readonly name: string;
  readonly package_dimensions: null;
  readonly shippable: boolean | null;
  readonly statement_descriptor: string | null;
  readonly tax_code: null;
  readonly tax_details: null;
  readonly type: 'service';
  readonly unit_label: string | null;
  readonly updated: number;
  readonly url: string | null;
}
