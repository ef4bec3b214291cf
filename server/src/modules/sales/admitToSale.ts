import { ApiError } from '@guichet/contract/errors.ts';
import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { standingOf } from './sale.rules.ts';
import { findSalePayments, lockSale } from './sales.store.ts';

interface Taking {
  readonly id: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const PARAM = `metadata[${SALE_KEY}]`;

/** Refuses a payment for a sale that is not there, is cancelled, is in another currency, or has less open than it would take. */
export async function admitToSale(tx: Transaction, { caller }: RequestContext, taking: Taking): Promise<void> {
  const saleId = Object.hasOwn(taking.metadata, SALE_KEY) ? taking.metadata[SALE_KEY] : undefined;
  if (saleId === undefined) return;
  // The row is locked until the payment is written, and what others wrote before must be seen.
  tx.alone();
  const sale = await lockSale(tx, caller.tenantId, saleId);
  if (sale === undefined) throw new ApiError('resource_missing', { param: PARAM, message: `No such sale: '${saleId}'` });
  if (sale.canceled !== null) throw new ApiError('parameter_invalid', { param: PARAM, message: 'This sale is cancelled.' });
  if (sale.currency !== taking.currency)
    throw new ApiError('parameter_invalid', { param: 'currency', message: `This sale is in ${sale.currency}.` });
  const others = (await findSalePayments(tx, caller.tenantId, [sale.id])).filter(({ id }) => id !== taking.id);
  const { open } = standingOf(sale, others);
  if (taking.amount <= open) return;
  throw new ApiError('amount_too_large', {
    param: 'amount',
    message: `Only ${open} of this sale is open (in ${sale.currency}'s smallest unit).`,
  });
}
