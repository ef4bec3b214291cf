import { TAX_BEHAVIORS } from '@guichet/contract/wire/price.ts';
import { fields } from '../../http/fields.ts';

const { amount, boolean, currency, enumOf, integer, listOf, metadata, nullable, object, text } = fields;

/** What a request may say of a product. */
export const productFields = {
  active: boolean().optional(),
  description: nullable(text()).optional(),
  images: listOf(text({ max: 2048 }), { max: 8 }).optional(),
  metadata: metadata().optional(),
  name: text({ max: 250 }),
  shippable: boolean().optional(),
  statement_descriptor: nullable(text({ max: 22 })).optional(),
  unit_label: nullable(text({ max: 12 })).optional(),
  url: nullable(text({ max: 2048 })).optional(),
};

/** What a price is. `recurring` is known so that it can be refused in words. */
export const priceAmountFields = {
  currency: currency(),
  unit_amount: amount(),
  tax_behavior: enumOf(TAX_BEHAVIORS).optional(),
  recurring: object({
    interval: text({ max: 10 }),
    interval_count: integer({ min: 1 }).optional(),
    trial_period_days: integer({ min: 0 }).optional(),
    usage_type: text({ max: 10 }).optional(),
  }).optional(),
};
