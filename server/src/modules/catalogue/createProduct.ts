import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { newPrice, type PriceAmount } from './newPrice.ts';
import { blankProduct } from './newProduct.ts';
import { priceWire } from './price.wire.ts';
import type { PriceChange } from './priceChange.rules.ts';
import { insertPrice } from './prices.store.ts';
import type { Product } from './product.ts';
import { productWire } from './product.wire.ts';
import { changedProduct, type ProductInput } from './productChange.rules.ts';
import { insertProduct } from './products.store.ts';

export interface NewProduct extends ProductInput {
  readonly name: string;
  readonly default_price_data?: (PriceAmount & Pick<PriceChange, 'metadata' | 'tax_behavior'>) | undefined;
}

/** What the counter knows of a product besides what the wire has. */
export interface OwnFacts {
  readonly taxRateId: Product['taxRateId'];
}

/** Stores a new product, with its price where the request gives one. */
export async function createProduct(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  { default_price_data: data, ...input }: NewProduct,
  own: OwnFacts = { taxRateId: null },
): Promise<ObjectVersion> {
  const { livemode } = context.caller;
  const bare = { ...changedProduct(blankProduct(parts, context, input.name), input), ...own };
  const price = data === undefined ? null : newPrice(parts, context, bare.id, data, 'default_price_data');
  const product: Product = { ...bare, defaultPriceId: price?.id ?? null };
  await insertProduct(tx, product);
  if (price !== null) await insertPrice(tx, price);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(productWire(product, livemode), 1, ['product.created']);
  if (price !== null) changes.add(priceWire(price, livemode), 1, ['price.created']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'product.create',
    target: product.id,
    details: { name: product.name },
  });
  return stored;
}
