import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { requireLockedTaxRate } from './requireCatalogue.ts';
import type { TaxRate } from './taxRate.ts';
import { taxRateWire } from './taxRate.wire.ts';
import { changedTaxRate, type TaxRateChange } from './taxRateChange.rules.ts';
import { insertTaxRate, updateTaxRateRow } from './taxRates.store.ts';

export interface NewTaxRate extends TaxRateChange {
  readonly display_name: string;
  readonly inclusive: boolean;
  /** Ten-thousandths of a percent. */
  readonly percentage: number;
}

/** Stores a new tax rate. */
export async function createTaxRate(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  input: NewTaxRate,
): Promise<ObjectVersion> {
  const blank: TaxRate = {
    tenantId: context.caller.tenantId,
    id: parts.makeId('txr'),
    version: 1,
    active: true,
    displayName: input.display_name,
    rate: input.percentage,
    inclusive: input.inclusive,
    country: null,
    state: null,
    jurisdiction: null,
    taxType: null,
    description: null,
    metadata: {},
    created: context.now,
  };
  const taxRate = changedTaxRate(blank, input);
  await insertTaxRate(tx, taxRate);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const wire = taxRateWire(taxRate, context.caller.livemode);
  const stored = changes.add(wire, 1, ['tax_rate.created']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'tax_rate.create',
    target: taxRate.id,
    details: { percentage: wire.percentage, inclusive: wire.inclusive },
  });
  return stored;
}

/** Changes what the request names; nothing is written and nobody told when that leaves the rate as it was. */
export async function updateTaxRate(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  input: TaxRateChange,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const taxRate = await requireLockedTaxRate(tx, tenantId, id);
  const before = taxRateWire(taxRate, livemode);
  const changed = { ...changedTaxRate(taxRate, input), version: taxRate.version + 1 };
  const after = taxRateWire(changed, livemode);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0)
    return { tenantId, id: taxRate.id, version: taxRate.version, body: before, created: taxRate.created };
  await updateTaxRateRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(after, changed.version, ['tax_rate.updated'], previous);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'tax_rate.update',
    target: taxRate.id,
    details: { changed: Object.keys(previous) },
  });
  return stored;
}
