import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireTaxRate } from '@guichet/contract/wire/taxRate.ts';
import type { TaxRate } from './taxRate.ts';

/** Ten-thousandths of a percent as the percentage of the wire. The quotient of two whole numbers is the decimal that was given. */
const percentageOf = (rate: number): number => rate / 10_000;

export function taxRateWire(taxRate: TaxRate, livemode: boolean): WireTaxRate {
  return {
    id: taxRate.id,
    object: 'tax_rate',
    active: taxRate.active,
    country: taxRate.country,
    created: unixSeconds(taxRate.created),
    description: taxRate.description,
    display_name: taxRate.displayName,
    effective_percentage: null,
    flat_amount: null,
    inclusive: taxRate.inclusive,
    jurisdiction: taxRate.jurisdiction,
    jurisdiction_level: null,
    livemode,
    metadata: taxRate.metadata,
    percentage: percentageOf(taxRate.rate),
    rate_type: 'percentage',
    state: taxRate.state,
    tax_type: taxRate.taxType,
  };
}
