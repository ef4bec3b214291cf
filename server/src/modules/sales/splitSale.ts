import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { requireLockedSale } from './cancelSale.ts';
import { standingOf } from './sale.rules.ts';
import type { Sale } from './sale.ts';
import { findSalePayments, splitSaleRow } from './sales.store.ts';

interface SplitInput {
  readonly id: string;
  /** Those that are paid already count; null: each payment has its own amount. */
  readonly parts: number | null;
}

/** Says into how many equal parts an open sale is paid. What was paid of it counts as so many parts, whatever its amounts. */
export async function splitSale(tx: Transaction, useCase: UseCaseParts, context: RequestContext, { id, parts }: SplitInput): Promise<Sale> {
  const { tenantId } = context.caller;
  const sale = await requireLockedSale(tx, tenantId, id);
  const { status, taken } = standingOf(sale, await findSalePayments(tx, tenantId, [sale.id]));
  if (status !== 'open') throw new ApiError('sale_unexpected_state', { message: 'Only an open sale is split.' });
  if (parts !== null && parts <= taken)
    throw new ApiError('parameter_invalid', { param: 'parts', message: `${taken} parts are taken already: give a higher number.` });
  const split = { ...sale, parts };
  await splitSaleRow(tx, split);
  await useCase.recordActivity(tx, activityOrigin(context), {
    action: 'sale.split',
    target: sale.id,
    details: { parts: parts ?? 0 },
  });
  return split;
}
