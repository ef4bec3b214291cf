import { ApiError } from '@guichet/contract/errors.ts';
import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { hasPrices } from './prices.store.ts';
import { deletedProductWire, productWire } from './product.wire.ts';
import { updateProductRow } from './products.store.ts';
import { requireLockedProduct } from './requireCatalogue.ts';

/** Takes a product away that never had a price. One that had may have been sold, and is switched off instead. */
export async function deleteProduct(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
): Promise<WireDeleted<'product'>> {
  const { tenantId, livemode } = context.caller;
  const product = await requireLockedProduct(tx, tenantId, id);
  if (await hasPrices(tx, tenantId, product.id)) {
    throw new ApiError('product_unexpected_state', {
      message: 'This product has prices, so it cannot be deleted. Switch it off with "active=false".',
    });
  }
  const deleted = { ...product, deleted: true, updated: context.now, version: product.version + 1 };
  await updateProductRow(tx, deleted);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  // The event carries the product as it was, so that listeners know what they lose.
  changes.add(productWire(product, livemode), deleted.version, ['product.deleted']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'product.delete', target: product.id });
  return deletedProductWire(product);
}
