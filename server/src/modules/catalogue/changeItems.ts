import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { Changes, previousAttributes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { createProduct } from './createProduct.ts';
import type { Item } from './item.ts';
import { listItems } from './items.store.ts';
import { newPrice } from './newPrice.ts';
import type { Price } from './price.ts';
import { priceWire } from './price.wire.ts';
import { findPrices, insertPrice, lockPrice, updatePriceRow } from './prices.store.ts';
import type { Product } from './product.ts';
import { requireLockedProduct, requireTaxRate } from './requireCatalogue.ts';
import { storeChangedProduct } from './updateProduct.ts';

export interface NewItem {
  readonly name: string;
  readonly currency: string;
  readonly unit_amount: bigint;
  readonly tax_rate?: string | undefined;
}

export interface ItemChange {
  readonly name?: string | undefined;
  readonly active?: boolean | undefined;
  readonly currency?: string | undefined;
  readonly unit_amount?: bigint | undefined;
  readonly tax_rate?: string | null | undefined;
}

async function itemOf(tx: Transaction, tenantId: number, id: string): Promise<Item> {
  const [item] = await listItems(tx, tenantId, { ids: [id] }, { take: 1 });
  if (item === undefined) throw new Error(`The item ${id} is not there, although it was just written.`);
  return item;
}

/** A rate that may be given to items: one of the place's that is in use. */
async function taxRateFor(tx: Transaction, tenantId: number, id: string): Promise<Id<'txr'>> {
  const taxRate = await requireTaxRate(tx, tenantId, id, 'tax_rate');
  if (!taxRate.active) throw new ApiError('parameter_invalid', { param: 'tax_rate', message: 'This tax rate is switched off.' });
  return taxRate.id;
}

/** A product with its one price, as people at the counter add it. */
export async function createItem(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  { name, tax_rate, ...price }: NewItem,
): Promise<Item> {
  const { tenantId } = context.caller;
  const taxRateId = tax_rate === undefined ? null : await taxRateFor(tx, tenantId, tax_rate);
  const { id } = await createProduct(tx, parts, context, { name, default_price_data: price }, { taxRateId });
  return itemOf(tx, tenantId, id);
}

/** Puts a new price in the place of the product's default, which is switched off; nothing where it costs the same as before. */
async function changePrice(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  product: Product,
  amount: { readonly currency: string; readonly unit_amount: bigint },
): Promise<Product['defaultPriceId']> {
  const { tenantId, livemode } = context.caller;
  const before = product.defaultPriceId === null ? undefined : await lockPrice(tx, tenantId, product.defaultPriceId);
  if (before?.currency === amount.currency && before.unitAmount === amount.unit_amount && before.active) return before.id;
  const price = newPrice(parts, context, product.id, amount);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  await insertPrice(tx, price);
  changes.add(priceWire(price, livemode), 1, ['price.created']);
  if (before?.active) {
    const after: Price = { ...before, active: false, version: before.version + 1 };
    await updatePriceRow(tx, after);
    const [was, is] = [priceWire(before, livemode), priceWire(after, livemode)];
    changes.add(is, after.version, ['price.updated'], previousAttributes(was, is));
  }
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'price.create',
    target: price.id,
    details: { product: product.id, unit_amount: String(price.unitAmount), currency: price.currency },
  });
  return price.id;
}

/** The price that a change describes: of what it leaves out, as it is now. */
async function wantedAmount(tx: Transaction, product: Product, { currency, unit_amount }: ItemChange) {
  if (currency === undefined && unit_amount === undefined) return null;
  const [now] = product.defaultPriceId === null ? [] : await findPrices(tx, product.tenantId, [product.defaultPriceId]);
  const whole = { currency: currency ?? now?.currency, unit_amount: unit_amount ?? now?.unitAmount };
  if (whole.currency !== undefined && whole.unit_amount !== undefined) return { currency: whole.currency, unit_amount: whole.unit_amount };
  const param = whole.currency === undefined ? 'currency' : 'unit_amount';
  throw new ApiError('parameter_missing', { param, message: 'This product has no price yet: give "currency" and "unit_amount".' });
}

/** The tax that a change describes. What has a rate keeps it when that is switched off: forms name it again with every change. */
async function wantedTax(tx: Transaction, product: Product, { tax_rate }: ItemChange): Promise<Product['taxRateId']> {
  if (tax_rate === undefined || tax_rate === product.taxRateId) return product.taxRateId;
  return tax_rate === null ? null : taxRateFor(tx, product.tenantId, tax_rate);
}

/** Changes what the request names of a product, its price and its tax. */
export async function changeItem(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  input: ItemChange,
): Promise<Item> {
  const { tenantId } = context.caller;
  const product = await requireLockedProduct(tx, tenantId, id);
  const amount = await wantedAmount(tx, product, input);
  const wanted: Product = {
    ...product,
    name: input.name ?? product.name,
    active: input.active ?? product.active,
    defaultPriceId: amount === null ? product.defaultPriceId : await changePrice(tx, parts, context, product, amount),
    taxRateId: await wantedTax(tx, product, input),
  };
  await storeChangedProduct(tx, parts, context, product, wanted);
  return itemOf(tx, tenantId, product.id);
}
