import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { refuseTakenKey, takeOverKey } from './lookupKeys.ts';
import { priceWire } from './price.wire.ts';
import { changedPrice, type PriceChange } from './priceChange.rules.ts';
import { updatePriceRow } from './prices.store.ts';
import { requireLockedPrice } from './requireCatalogue.ts';

interface PriceUpdate extends PriceChange {
  readonly transfer_lookup_key?: boolean | undefined;
}

/** Changes what the request names; nothing is written and nobody told when that leaves the price as it was. */
export async function updatePrice(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  { transfer_lookup_key: transfer, ...input }: PriceUpdate,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const price = await requireLockedPrice(tx, tenantId, id);
  const before = priceWire(price, livemode);
  const changed = { ...changedPrice(price, input), version: price.version + 1 };
  const after = priceWire(changed, livemode);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0) return { tenantId, id: price.id, version: price.version, body: before, created: price.created };
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const lost = transfer === true && changed.lookupKey !== null ? await takeOverKey(tx, context, changed.lookupKey, price.id) : null;
  if (lost !== null) {
    const [was, is] = [priceWire(lost.before, livemode), priceWire(lost.after, livemode)];
    changes.add(is, lost.after.version, ['price.updated'], previousAttributes(was, is));
  }
  await updatePriceRow(tx, changed).catch(refuseTakenKey);
  const stored = changes.add(after, changed.version, ['price.updated'], previous);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'price.update',
    target: price.id,
    details: { changed: Object.keys(previous) },
  });
  return stored;
}
