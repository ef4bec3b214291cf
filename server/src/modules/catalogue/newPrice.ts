import { isMoney } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { UseCaseParts } from '../../platform/useCase.ts';
import { assertStep } from '../payments/index.ts';
import type { Price } from './price.ts';
import { changedPrice, type PriceChange } from './priceChange.rules.ts';
import type { Product } from './product.ts';

export interface PriceAmount {
  readonly currency: string;
  readonly unit_amount: bigint;
  readonly recurring?: object | undefined;
}

/** A price of a product as a request describes it. Throws where it is not one that is paid once, in a currency of the table. */
export function newPrice(
  parts: UseCaseParts,
  context: RequestContext,
  productId: Product['id'],
  { currency, unit_amount, recurring, ...rest }: PriceAmount & PriceChange,
  within = '',
): Price {
  const named = (name: string): string => (within === '' ? name : `${within}[${name}]`);
  if (recurring !== undefined) {
    throw new ApiError('parameter_invalid', {
      param: named('recurring'),
      message: 'Prices here are paid once: there are no subscriptions. Leave "recurring" out.',
    });
  }
  if (!isMoney(currency)) {
    const message = `Invalid currency: ${currency}. It must be an ISO 4217 code such as eur.`;
    throw new ApiError('parameter_invalid', { param: named('currency'), message });
  }
  assertStep(unit_amount, currency, named('unit_amount'));
  const blank: Price = {
    tenantId: context.caller.tenantId,
    id: parts.makeId('price'),
    version: 1,
    productId,
    active: true,
    currency,
    unitAmount: unit_amount,
    taxBehavior: 'unspecified',
    nickname: null,
    lookupKey: null,
    metadata: {},
    created: context.now,
  };
  return changedPrice(blank, rest);
}
