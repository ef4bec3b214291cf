import type { LineTax } from '@guichet/contract/saleTotals.ts';
import type { WireTaxRate } from '@guichet/contract/wire/taxRate.ts';
import { WHOLE_PERCENT } from './percentText.ts';

/** A tax rate of the wire as the counter reckons with it. */
export const taxOf = ({ id, display_name: name, percentage, inclusive }: WireTaxRate): LineTax => ({
  ...{ id, name, rate: Math.round(percentage * WHOLE_PERCENT), inclusive },
});
