import { SALE_KEY } from '@guichet/contract/saleViews.ts';
import type { Sql } from '../../platform/transaction.ts';
import type { Sale } from './sale.ts';
import { findSale } from './sales.store.ts';

/** The sale that a payment with this metadata belongs to; null where it belongs to none. */
export async function soldTogether(sql: Sql, tenantId: number, metadata: Readonly<Record<string, string>>): Promise<Sale | null> {
  const id = Object.hasOwn(metadata, SALE_KEY) ? metadata[SALE_KEY] : undefined;
  return id === undefined ? null : ((await findSale(sql, tenantId, id)) ?? null);
}
