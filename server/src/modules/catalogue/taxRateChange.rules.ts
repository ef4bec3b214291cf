import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { TaxType } from '@guichet/contract/wire/taxRate.ts';
import type { TaxRate } from './taxRate.ts';

type Opt<T> = T | undefined;

/** What a request may change of a tax rate; what it takes, and from which amount, it keeps. */
export interface TaxRateChange {
  readonly active?: Opt<boolean>;
  readonly country?: Opt<string | null>;
  readonly description?: Opt<string | null>;
  readonly display_name?: Opt<string>;
  readonly jurisdiction?: Opt<string | null>;
  readonly metadata?: Opt<MetadataChange>;
  readonly state?: Opt<string | null>;
  readonly tax_type?: Opt<TaxType | null>;
}

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

/** The rate after a request, with its version as it was. */
export function changedTaxRate(taxRate: TaxRate, input: TaxRateChange): TaxRate {
  return {
    ...taxRate,
    active: chosen(input.active, taxRate.active),
    country: chosen(input.country, taxRate.country),
    description: chosen(input.description, taxRate.description),
    displayName: chosen(input.display_name, taxRate.displayName),
    jurisdiction: chosen(input.jurisdiction, taxRate.jurisdiction),
    metadata: applyMetadata(taxRate.metadata, input.metadata),
    state: chosen(input.state, taxRate.state),
    taxType: chosen(input.tax_type, taxRate.taxType),
  };
}
