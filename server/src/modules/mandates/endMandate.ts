import type { Changes } from '../../events/index.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Mandate } from './mandate.ts';
import { mandateWire } from './mandate.wire.ts';
import { lockMandate, updateMandateRow } from './mandates.store.ts';

/** What rendering a mandate needs to know of the place. */
export interface MandateTelling {
  readonly baseUrl: () => string;
}

interface Ending {
  readonly reason: string;
  readonly now: Date;
  readonly livemode: boolean;
}

/** Ends a locked mandate and tells so. */
export async function endedMandate(
  tx: Transaction,
  telling: MandateTelling,
  mandate: Mandate,
  { reason, now, livemode }: Ending,
  changes: Changes,
): Promise<Mandate> {
  const ended: Mandate = { ...mandate, version: mandate.version + 1, status: 'inactive', endedAt: now, endReason: reason };
  await updateMandateRow(tx, ended);
  changes.add(mandateWire(ended, livemode, telling.baseUrl()), ended.version, ['mandate.updated']);
  return ended;
}

/** Ends a mandate for the bank's reason; one that has ended already stays as it is. */
export async function endMandate(
  tx: Transaction,
  telling: MandateTelling,
  { tenantId, id }: Pick<Mandate, 'tenantId'> & { readonly id: string },
  ending: Ending,
  changes: Changes,
): Promise<void> {
  const mandate = await lockMandate(tx, tenantId, id);
  if (mandate?.status === 'active') await endedMandate(tx, telling, mandate, ending, changes);
}
