import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { standingOf } from './sale.rules.ts';
import type { Sale } from './sale.ts';
import { cancelSaleRow, findSale, findSalePayments, lockSale } from './sales.store.ts';

const missing = (id: string): ApiError => new ApiError('resource_missing', { param: 'id', message: `No such sale: '${id}'` });

export async function requireSale(sql: Sql, tenantId: number, id: string): Promise<Sale> {
  const sale = await findSale(sql, tenantId, id);
  if (sale === undefined) throw missing(id);
  return sale;
}

/** The sale with its row held, so that no part of it is taken meanwhile. */
export async function requireLockedSale(tx: Transaction, tenantId: number, id: string): Promise<Sale> {
  const sale = await lockSale(tx, tenantId, id);
  if (sale === undefined) throw missing(id);
  return sale;
}

/** Ends a sale that is not paid in full. What was paid of it stays where it is until somebody gives it back, payment by payment. */
export async function cancelSale(tx: Transaction, parts: UseCaseParts, context: RequestContext, id: string): Promise<Sale> {
  const { tenantId } = context.caller;
  const sale = await requireLockedSale(tx, tenantId, id);
  const { status } = standingOf(sale, await findSalePayments(tx, tenantId, [sale.id]));
  if (status !== 'open')
    throw new ApiError('sale_unexpected_state', {
      message: status === 'canceled' ? 'This sale is cancelled already.' : 'This sale is paid: refund its payments instead.',
    });
  const canceled = { ...sale, canceled: context.now };
  await cancelSaleRow(tx, canceled);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'sale.cancel', target: sale.id });
  return canceled;
}
