import { ApiError } from '@guichet/contract/errors.ts';
import type { TaxBehavior } from '@guichet/contract/wire/price.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { refuseTakenKey, takeOverKey } from './lookupKeys.ts';
import { newPrice, type PriceAmount } from './newPrice.ts';
import { blankProduct } from './newProduct.ts';
import { priceWire } from './price.wire.ts';
import type { PriceChange } from './priceChange.rules.ts';
import { insertPrice } from './prices.store.ts';
import type { Product } from './product.ts';
import { productWire } from './product.wire.ts';
import { changedProduct, type ProductInput } from './productChange.rules.ts';
import { insertProduct } from './products.store.ts';
import { requireLockedProduct } from './requireCatalogue.ts';

type Opt<T> = T | undefined;

export interface PriceInput extends PriceAmount, PriceChange {
  readonly product?: Opt<string>;
  readonly product_data?: Opt<ProductInput & { readonly name: string }>;
  readonly tax_behavior?: Opt<TaxBehavior>;
  readonly transfer_lookup_key?: Opt<boolean>;
}

async function productFor(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  { product: id, product_data: data }: PriceInput,
  changes: Changes,
): Promise<Product> {
  if (id !== undefined && data !== undefined)
    throw new ApiError('parameters_exclusive', { param: 'product_data', message: 'Give "product" or "product_data", not both.' });
  if (id !== undefined) return requireLockedProduct(tx, context.caller.tenantId, id, 'product');
  if (data === undefined) throw new ApiError('parameter_missing', { param: 'product', message: 'Give "product" or "product_data".' });
  const product = changedProduct(blankProduct(parts, context, data.name), data);
  await insertProduct(tx, product);
  changes.add(productWire(product, context.caller.livemode), 1, ['product.created']);
  return product;
}

/** Makes a price of a product that there is, or of one that is made with it. */
export async function createPrice(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  input: PriceInput,
): Promise<ObjectVersion> {
  const { livemode } = context.caller;
  const { product: _product, product_data: _data, transfer_lookup_key: transfer, ...rest } = input;
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const product = await productFor(tx, parts, context, input, changes);
  const price = newPrice(parts, context, product.id, rest);
  const lost = transfer === true && price.lookupKey !== null ? await takeOverKey(tx, context, price.lookupKey, price.id) : null;
  if (lost !== null) {
    const [before, after] = [priceWire(lost.before, livemode), priceWire(lost.after, livemode)];
    changes.add(after, lost.after.version, ['price.updated'], previousAttributes(before, after));
  }
  await insertPrice(tx, price).catch(refuseTakenKey);
  const stored = changes.add(priceWire(price, livemode), 1, ['price.created']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'price.create',
    target: price.id,
    details: { product: product.id, unit_amount: String(price.unitAmount), currency: price.currency },
  });
  return stored;
}
