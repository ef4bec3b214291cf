import { ApiError } from '@guichet/contract/errors.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { Product } from './product.ts';
import { productWire } from './product.wire.ts';
import { changedProduct, type ProductInput } from './productChange.rules.ts';
import { updateProductRow } from './products.store.ts';
import { requireLockedProduct, requirePrice } from './requireCatalogue.ts';

export interface ProductUpdate extends ProductInput {
  readonly default_price?: string | undefined;
}

/** The default price that a request names: one of the product's own that is in use. */
async function defaultPriceOf(tx: Transaction, product: Product, id: string | undefined): Promise<Product['defaultPriceId']> {
  if (id === undefined) return product.defaultPriceId;
  const price = await requirePrice(tx, product.tenantId, id, 'default_price');
  if (price.productId === product.id && price.active) return price.id;
  throw new ApiError('parameter_invalid', {
    param: 'default_price',
    message: price.active ? 'The default price must be one of the product’s own.' : 'The default price must be active.',
  });
}

/** Writes a changed product that this transaction holds the lock on, and tells of it; the answer is what stands now. */
export async function storeChangedProduct(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  product: Product,
  wanted: Product,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const before = productWire(product, livemode);
  const sameTax = product.taxRateId === wanted.taxRateId;
  if (sameTax && Object.keys(previousAttributes(before, productWire(wanted, livemode))).length === 0)
    return { tenantId, id: product.id, version: product.version, body: before, created: product.created };
  const changed = { ...wanted, version: product.version + 1, updated: context.now };
  const after = productWire(changed, livemode);
  const previous = previousAttributes(before, after);
  await updateProductRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(after, changed.version, ['product.updated'], previous);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'product.update',
    target: product.id,
    details: { changed: [...Object.keys(previous), ...(sameTax ? [] : ['tax_rate'])] },
  });
  return stored;
}

/** Changes what the request names; nothing is written and nobody told when that leaves the product as it was. */
export async function updateProduct(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  { default_price, ...input }: ProductUpdate,
): Promise<ObjectVersion> {
  const product = await requireLockedProduct(tx, context.caller.tenantId, id);
  const defaultPriceId = await defaultPriceOf(tx, product, default_price);
  return storeChangedProduct(tx, parts, context, product, { ...changedProduct(product, input), defaultPriceId });
}
