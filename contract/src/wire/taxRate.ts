import type { Metadata } from './common.ts';

export const TAX_TYPES = [
  'admissions_tax',
  'amusement_tax',
  'attendance_tax',
  'communications_tax',
  'digital_excise_tax',
  'entertainment_tax',
  'get_fund',
  'gross_receipts_tax',
  'gst',
  'hospitality_tax',
  'hst',
  'igst',
  'jct',
  'lease_tax',
  'luxury_tax',
  'mass_transit_parking_tax',
  'nhil',
  'parking_tax',
  'pst',
  'qst',
  'resort_tax',
  'retail_delivery_fee',
  'rst',
  'sales_tax',
  'service_tax',
  'tourism_tax',
  'utility_users_tax',
  'vat',
] as const;
export type TaxType = (typeof TAX_TYPES)[number];

/** A tax and its rate. What the law asks for changes by a new rate: percentage and `inclusive` of one stay as they are. */
export interface WireTaxRate {
  readonly id: string;
  readonly object: 'tax_rate';
  readonly active: boolean;
  readonly country: string | null;
  readonly created: number;
  readonly description: string | null;
  readonly display_name: string;
  readonly effective_percentage: null;
  readonly flat_amount: null;
  /** Whether amounts hold the tax already, or it comes on top of them. */
  readonly inclusive: boolean;
  readonly jurisdiction: string | null;
  readonly jurisdiction_level: null;
  readonly livemode: boolean;
  readonly metadata: Metadata;
  /** Of a hundred, with four decimals at most. */
  readonly percentage: number;
  readonly rate_type: 'percentage';
  readonly state: string | null;
  readonly tax_type: TaxType | null;
}
