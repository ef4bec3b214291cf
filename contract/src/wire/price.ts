import type { Metadata } from './common.ts';

export const TAX_BEHAVIORS = ['exclusive', 'inclusive', 'unspecified'] as const;
export type TaxBehavior = (typeof TAX_BEHAVIORS)[number];

/** What one of a product costs, once. Its amount never changes: a new amount is a new price. */
export interface WirePrice {
  readonly id: string;
  readonly object: 'price';
  readonly active: boolean;
  readonly billing_scheme: 'per_unit';
  readonly created: number;
  readonly currency: string;
  readonly custom_unit_amount: null;
  readonly livemode: boolean;
  readonly lookup_key: string | null;
  readonly metadata: Metadata;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: null;
  readonly tax_behavior: TaxBehavior;
  readonly tiers_mode: null;
  readonly transform_quantity: null;
  readonly type: 'one_time';
  readonly unit_amount: number;
  /** The same amount as a text, which the SDK reads as a decimal. */
  readonly unit_amount_decimal: string;
}
