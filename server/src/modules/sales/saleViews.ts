import { wireAmount, wireSum } from '@guichet/contract/money.ts';
import type { RecordStatus } from '@guichet/contract/recordViews.ts';
import type { SalePaymentView, SaleView } from '@guichet/contract/saleViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Sql } from '../../platform/transaction.ts';
import { findCustomers } from '../customers/index.ts';
import { actorNames } from '../people/index.ts';
import { standingOf } from './sale.rules.ts';
import type { Sale, SalePayment } from './sale.ts';
import { findSalePayments } from './sales.store.ts';

function recordStatus(state: string, amount: bigint, refunded: bigint): RecordStatus {
  if (state !== 'guaranteed') return state === 'failed' || state === 'canceled' ? state : 'open';
  if (refunded === 0n) return 'succeeded';
  return refunded < amount ? 'partially_refunded' : 'refunded';
}

function paymentView({ id, amount, refunded, created, through }: SalePayment): SalePaymentView {
  const shared = { id, amount: wireAmount(amount), refunded: wireAmount(refunded), created: unixSeconds(created) };
  return through.kind === 'payment'
    ? { ...shared, kind: 'payment', status: through.status }
    : { ...shared, kind: 'record', status: recordStatus(through.state, amount, refunded), method: through.method };
}

/** Sales as the terminal shows them, with what was paid of each and the names that belong to them. */
export async function saleViews(sql: Sql, tenantId: number, sales: readonly Sale[]): Promise<SaleView[]> {
  const customerIds = sales.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const [payments, customers, actors] = await Promise.all([
    findSalePayments(
      sql,
      tenantId,
      sales.map(({ id }) => id),
    ),
    customerIds.length === 0 ? [] : findCustomers(sql, tenantId, [...new Set(customerIds)]),
    sales.length === 0
      ? new Map<string, string>()
      : actorNames(
          sql,
          tenantId,
          sales.map(({ createdBy }) => createdBy),
        ),
  ]);
  return sales.map((sale): SaleView => {
    const own = payments.filter(({ saleId }) => saleId === sale.id);
    const standing = standingOf(sale, own);
    const staff = actors.get(sale.createdBy);
    const customer = customers.find(({ id }) => id === sale.customerId);
    return {
      id: sale.id,
      status: standing.status,
      currency: sale.currency,
      amount: wireAmount(sale.amount),
      paid: wireSum(standing.paid),
      under_way: wireSum(standing.underWay),
      refunded: wireSum(standing.refunded),
      open: wireAmount(standing.open),
      parts: sale.parts,
      taken: standing.taken,
      parts_left: standing.partsLeft,
      next_amount: wireAmount(standing.next),
      ...sale.content,
      customer: customer === undefined ? null : { id: customer.id, name: customer.name },
      description: sale.description,
      channel: sale.channel,
      staff: staff === undefined ? null : { id: sale.createdBy, name: staff },
      created: unixSeconds(sale.created),
      canceled: sale.canceled && unixSeconds(sale.canceled),
      payments: own.map(paymentView),
    };
  });
}
