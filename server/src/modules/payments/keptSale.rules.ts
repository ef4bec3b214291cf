import { ApiError } from '@guichet/contract/errors.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';

const saleOf = (metadata: Metadata): string | undefined => (Object.hasOwn(metadata, SALE_KEY) ? metadata[SALE_KEY] : undefined);

/**
 * What a payment is a part of is settled when it is taken, against what is open then. Later changes of its metadata neither put it into a sale nor
 * take it out of one: that would pay what nobody compared, or open what is paid.
 */
export function assertSameSale(before: Metadata, after: Metadata): void {
  if (saleOf(before) === saleOf(after)) return;
  throw new ApiError('parameter_invalid', {
    param: `metadata[${SALE_KEY}]`,
    message: 'The sale that a payment is a part of is named when it is taken, and stays.',
  });
}
