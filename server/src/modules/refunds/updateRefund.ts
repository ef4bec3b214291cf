import { ApiError } from '@guichet/contract/errors.ts';
import { applyMetadata, type MetadataChange } from '@guichet/contract/metadata.ts';
import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { requireCharge } from '../payments/index.ts';
import { refundWire } from './refund.wire.ts';
import { lockRefund, updateRefundRow } from './refunds.store.ts';

/** Changes a refund's metadata; nothing else of it can change. */
export async function updateRefund(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  metadata: MetadataChange | undefined,
): Promise<ObjectVersion> {
  const { tenantId } = context.caller;
  const refund = await lockRefund(tx, tenantId, id);
  if (refund === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such refund: '${id}'` });
  const charge = await requireCharge(tx, tenantId, refund.chargeId);
  const changed = { ...refund, metadata: applyMetadata(refund.metadata, metadata), version: refund.version + 1 };
  await updateRefundRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const wire = refundWire(changed, charge);
  const stored = changes.add(
    wire,
    changed.version,
    ['refund.updated', 'charge.refund.updated'],
    previousAttributes(refundWire(refund, charge), wire),
  );
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'refund.update', target: refund.id });
  return stored;
}
