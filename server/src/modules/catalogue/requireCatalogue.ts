import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { Price } from './price.ts';
import { findPrices, lockPrice } from './prices.store.ts';
import type { Product } from './product.ts';
import { findProducts, lockProduct } from './products.store.ts';
import type { TaxRate } from './taxRate.ts';
import { findTaxRates, lockTaxRate } from './taxRates.store.ts';

const missing = (kind: string, id: string, param: string): ApiError =>
  new ApiError('resource_missing', { param, message: `No such ${kind}: '${id}'` });

/** The product of this id, also when deleted, as a retrieval shows it. */
export async function requireKnownProduct(sql: Sql, tenantId: number, id: string): Promise<Product> {
  const [product] = await findProducts(sql, tenantId, [id]);
  if (product === undefined) throw missing('product', id, 'id');
  return product;
}

/** The product, locked until the transaction ends; a deleted one counts as missing. */
export async function requireLockedProduct(tx: Transaction, tenantId: number, id: string, param = 'id'): Promise<Product> {
  const product = await lockProduct(tx, tenantId, id);
  if (product === undefined || product.deleted) throw missing('product', id, param);
  return product;
}

export async function requirePrice(sql: Sql, tenantId: number, id: string, param = 'id'): Promise<Price> {
  const [price] = await findPrices(sql, tenantId, [id]);
  if (price === undefined) throw missing('price', id, param);
  return price;
}

export async function requireLockedPrice(tx: Transaction, tenantId: number, id: string): Promise<Price> {
  const price = await lockPrice(tx, tenantId, id);
  if (price === undefined) throw missing('price', id, 'id');
  return price;
}

export async function requireTaxRate(sql: Sql, tenantId: number, id: string, param = 'id'): Promise<TaxRate> {
  const [taxRate] = await findTaxRates(sql, tenantId, [id]);
  if (taxRate === undefined) throw missing('tax rate', id, param);
  return taxRate;
}

export async function requireLockedTaxRate(tx: Transaction, tenantId: number, id: string): Promise<TaxRate> {
  const taxRate = await lockTaxRate(tx, tenantId, id);
  if (taxRate === undefined) throw missing('tax rate', id, 'id');
  return taxRate;
}
