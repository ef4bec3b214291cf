import type { Currency } from '@guichet/contract/currencies.ts';
import { allocate, halfUp, money } from '@guichet/contract/money.ts';
import type { SaleLineView, SaleTaxView } from '@guichet/contract/saleViews.ts';

/** What a sale was made of. */
export interface SoldSale {
  readonly amount: bigint;
  readonly currency: Currency;
  readonly content: { readonly lines: readonly SaleLineView[]; readonly taxes: readonly SaleTaxView[]; readonly tip: number };
}

/** A payment of a sale, or what was given back of one: then `amount` is below zero. */
export interface SaleMovement {
  readonly saleId: string;
  readonly kind: 'sale' | 'refund';
  readonly created: Date;
  readonly amount: bigint;
  readonly sale: SoldSale;
  /** What had been paid of the sale, less what was given back, before the first of the movements that are looked at together. */
  readonly before: bigint;
}

/** What was paid for a thing. */
export interface ItemSum {
  readonly item: string;
  readonly currency: string;
  readonly quantity: bigint;
  readonly sold: bigint;
  readonly refunded: bigint;
}

/** A tax in what was paid. */
export interface TaxSum {
  readonly tax_rate_id: string;
  readonly currency: string;
  readonly base: bigint;
  readonly tax: bigint;
}

type ItemPart = ItemSum & { readonly created: Date };
type TaxPart = TaxSum & { readonly created: Date };

export interface SoldParts {
  readonly items: ItemPart[];
  readonly taxes: TaxPart[];
}

export const TIP = 'tip';
export const LINE = 'line';

/** A product's id. What stands in no catalogue is one thing: its words are anybody's, a payer's name among them, and a sum of many cannot be rid of one's. */
const itemOf = ({ product }: SaleLineView): string => product ?? LINE;

/** What an amount pays of each line and of the tip, which sum exactly to it. All of the sale pays all of each. */
function sharesOf(paid: bigint, { currency, content }: SoldSale): bigint[] {
  const weights = [...content.lines.map(({ total }) => total), content.tip].map(BigInt);
  return allocate(money(paid, currency), weights).map(({ amount }) => amount);
}

/**
 * What a movement paid of each thing: all that is paid with it, less all that was paid before. So parts that are paid one by one sum exactly to the lines
 * of the sale and to its taxes, whatever was rounded on the way, and what is given back takes from each as much as was paid for it.
 */
function partsOfOne({ kind, created, amount, sale }: SaleMovement, before: bigint): SoldParts {
  const after = before + amount;
  const { currency, content } = sale;
  const [had, has] = [sharesOf(before, sale), sharesOf(after, sale)];
  const paidOf = (whole: number, paid: bigint): bigint => halfUp(BigInt(whole) * paid, sale.amount);
  const wholeOf = (quantity: number, paid: bigint): bigint => (BigInt(quantity) * paid) / sale.amount;
  const items = [...content.lines.map((line) => ({ item: itemOf(line), quantity: line.quantity })), { item: TIP, quantity: 0 }];
  return {
    items: items.flatMap(({ item, quantity }, at) => {
      const moved = (has[at] ?? 0n) - (had[at] ?? 0n);
      const count = wholeOf(quantity, after) - wholeOf(quantity, before);
      if (moved === 0n && count === 0n) return [];
      const amounts = kind === 'sale' ? { sold: moved, refunded: 0n } : { sold: 0n, refunded: -moved };
      return [{ created, item, currency, quantity: count, ...amounts }];
    }),
    taxes: content.taxes.map(({ id, base, amount: tax }) => ({
      ...{ created, tax_rate_id: id, currency },
      base: paidOf(base, after) - paidOf(base, before),
      tax: paidOf(tax, after) - paidOf(tax, before),
    })),
  };
}

/** What movements paid of each thing, in the order in which they were written. */
export function soldParts(movements: readonly SaleMovement[]): SoldParts {
  const paid = new Map<string, bigint>();
  const parts = movements.map((movement) => {
    const before = paid.get(movement.saleId) ?? movement.before;
    paid.set(movement.saleId, before + movement.amount);
    return partsOfOne(movement, before);
  });
  return { items: parts.flatMap(({ items }) => items), taxes: parts.flatMap(({ taxes }) => taxes) };
}
