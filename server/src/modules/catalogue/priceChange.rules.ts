import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import type { TaxBehavior } from '@guichet/contract/wire/price.ts';
import type { Price } from './price.ts';

type Opt<T> = T | undefined;

/** What a request may change of a price; its amount and currency never do. */
export interface PriceChange {
  readonly active?: Opt<boolean>;
  readonly lookup_key?: Opt<string | null>;
  readonly metadata?: Opt<MetadataChange>;
  readonly nickname?: Opt<string | null>;
  readonly tax_behavior?: Opt<TaxBehavior>;
}

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

/** The price after a request, with its version as it was. Throws where the tax behaviour was decided before, as on Stripe's wire. */
export function changedPrice(price: Price, input: PriceChange): Price {
  const decided = price.taxBehavior !== 'unspecified';
  if (decided && input.tax_behavior !== undefined && input.tax_behavior !== price.taxBehavior) {
    throw new ApiError('parameter_invalid', {
      param: 'tax_behavior',
      message: `The tax behavior of this price is ${price.taxBehavior} and stays so. Make a new price.`,
    });
  }
  return {
    ...price,
    active: chosen(input.active, price.active),
    lookupKey: chosen(input.lookup_key, price.lookupKey),
    metadata: applyMetadata(price.metadata, input.metadata),
    nickname: chosen(input.nickname, price.nickname),
    taxBehavior: chosen(input.tax_behavior, price.taxBehavior),
  };
}
