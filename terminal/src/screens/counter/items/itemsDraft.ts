import { type AmountProblem, parseAmount } from '@guichet/contract/amounts.ts';
import { type Currency, isCurrency } from '@guichet/contract/currencies.ts';
import type { ItemView } from '@guichet/contract/itemViews.ts';
import { type Discount, type LineTax, reckonSale, type SaleProblem, type SaleTotals } from '@guichet/contract/saleTotals.ts';
import { readPercent } from '../../items/percentText.ts';

/** One thing that is sold, in a form that outlives a reload. */
export interface ItemLine {
  /** Null for a line that stands in no catalogue. */
  readonly product: string | null;
  readonly name: string;
  /** Of one, in minor units. */
  readonly unitAmount: number;
  readonly tax: LineTax | null;
  readonly quantity: number;
  /** As typed: an amount or a percentage, mostly nothing. */
  readonly discount: string;
}

/** The items of a sale at the counter. Where there are none the amount is typed. */
export interface ItemsDraft {
  /** The keys of the requests that make the sale begin with it: so the same items make one sale, however often the button is pressed. */
  readonly key: string;
  readonly lines: readonly ItemLine[];
  /** On the whole, as typed. */
  readonly discount: string;
  readonly tip: string;
  /** The sale that was made of them, and the request that made it. */
  readonly made?: MadeSale | undefined;
}

export interface MadeSale {
  readonly id: string;
  readonly content: string;
}

export const noItems = (key: string): ItemsDraft => ({ key, lines: [], discount: '', tip: '' });

/** What the server takes in one sale, and of one item. */
const MOST_LINES = 100;
export const MOST_OF_ONE = 9999;

export const lineOf = ({ id, name, price, tax_rate: tax }: ItemView): ItemLine => ({
  product: id,
  name,
  unitAmount: price?.unit_amount ?? 0,
  tax: tax && { id: tax.id, name: tax.display_name, rate: tax.rate, inclusive: tax.inclusive },
  quantity: 1,
  discount: '',
});

const isSame = (one: ItemLine, other: ItemLine): boolean =>
  one.product !== null && one.product === other.product && one.unitAmount === other.unitAmount && one.tax?.id === other.tax?.id;

/** One more of an item that stands there already, else a line of its own behind the others. */
export function withLine(items: ItemsDraft, added: ItemLine): ItemsDraft {
  const at = items.lines.findIndex((line) => isSame(line, added) && line.discount === '' && line.quantity + added.quantity <= MOST_OF_ONE);
  if (at < 0) return items.lines.length >= MOST_LINES ? items : { ...items, lines: [...items.lines, added] };
  return changedLine(items, at, { quantity: (items.lines[at]?.quantity ?? 0) + added.quantity });
}

export const changedLine = (items: ItemsDraft, at: number, change: Partial<ItemLine>): ItemsDraft => ({
  ...items,
  lines: items.lines.map((line, place) => (place === at ? { ...line, ...change } : line)),
});

export const withoutLine = (items: ItemsDraft, at: number): ItemsDraft => ({ ...items, lines: items.lines.toSpliced(at, 1) });

const HUNDREDTHS = 100;

type ReadReduction =
  | { readonly ok: true; readonly reduction: Discount | null }
  | { readonly ok: false; readonly problem: AmountProblem | 'percent' };

/** `10 %` or `2,50`; nothing is no reduction. */
export function readReduction(text: string, currency: Currency): ReadReduction {
  const typed = text.trim();
  if (typed === '') return { ok: true, reduction: null };
  if (typed.endsWith('%')) {
    const rate = readPercent(typed);
    if (rate === null || rate % HUNDREDTHS !== 0) return { ok: false, problem: 'percent' };
    return { ok: true, reduction: { kind: 'percent', basisPoints: rate / HUNDREDTHS } };
  }
  const read = parseAmount(typed, currency);
  return read.ok ? { ok: true, reduction: { kind: 'amount', amount: read.money.amount } } : read;
}

/** Where something is wrong: at a line, in the discount on the whole, in the tip, or in what all of it comes to. */
export interface ItemsProblem {
  readonly at: number | 'discount' | 'tip' | 'whole';
  readonly problem: AmountProblem | 'percent' | Exclude<SaleProblem['problem'], 'uneven'>;
}

interface Read {
  readonly currency: Currency;
  readonly lines: readonly (ItemLine & { readonly reduction: Discount | null })[];
  readonly discount: Discount | null;
  readonly tip: Discount | null;
}

function readItems(items: ItemsDraft, currency: string): { readonly read: Read } | { readonly problem: ItemsProblem } {
  if (!isCurrency(currency)) return { problem: { at: 'discount', problem: 'other_currency' } };
  const lines = items.lines.map((line) => ({ line, found: readReduction(line.discount, currency) }));
  const read: (ItemLine & { reduction: Discount | null })[] = [];
  for (const [at, { line, found }] of lines.entries()) {
    if (!found.ok) return { problem: { at, problem: found.problem } };
    read.push({ ...line, reduction: found.reduction });
  }
  const [discount, tip] = [readReduction(items.discount, currency), readReduction(items.tip, currency)];
  if (!discount.ok) return { problem: { at: 'discount', problem: discount.problem } };
  if (!tip.ok) return { problem: { at: 'tip', problem: tip.problem } };
  return { read: { currency, lines: read, discount: discount.reduction, tip: tip.reduction } };
}

export type ItemsReckoning =
  | { readonly ok: true; readonly totals: SaleTotals; readonly request: NewSaleRequest }
  | { readonly ok: false; readonly problem: ItemsProblem };

export interface NewSaleRequest extends Readonly<Record<string, unknown>> {
  readonly currency: string;
  readonly lines: readonly object[];
  readonly amount: number;
}

const asFields = (name: 'discount' | 'tip', reduction: Discount | null): object => {
  if (reduction === null) return {};
  return reduction.kind === 'amount'
    ? { [`${name}_amount`]: Number(reduction.amount) }
    : { [`${name}_basis_points`]: reduction.basisPoints };
};

/** A line of the catalogue says only which and how many: what it costs is the server's to know. */
const lineRequest = ({ product, name, unitAmount, tax, quantity, reduction }: Read['lines'][number]): object => ({
  ...(product === null ? { name, unit_amount: unitAmount, ...(tax !== null && { tax_rate: tax.id }) } : { product }),
  quantity,
  ...asFields('discount', reduction),
});

/** What the items come to, by the rule that the server follows as well, and the request that says so. */
export function reckonItems(items: ItemsDraft, currency: string): ItemsReckoning {
  const found = readItems(items, currency);
  if ('problem' in found) return { ok: false, problem: found.problem };
  const { read } = found;
  const reckoned = reckonSale({
    currency: read.currency,
    lines: read.lines.map(({ quantity, unitAmount, reduction, tax }) => ({
      quantity,
      unitAmount: BigInt(unitAmount),
      discount: reduction,
      tax,
    })),
    discount: read.discount,
    tip: read.tip,
  });
  if (!reckoned.ok) {
    const { line, problem } = reckoned;
    const ofWhole = problem === 'too_large' ? 'whole' : 'discount';
    return { ok: false, problem: { at: line ?? ofWhole, problem: problem === 'uneven' ? 'too_fine' : problem } };
  }
  const { totals } = reckoned;
  const request = {
    currency,
    lines: read.lines.map(lineRequest),
    ...asFields('discount', read.discount),
    ...asFields('tip', read.tip),
    amount: Number(totals.total),
  };
  return { ok: true, totals, request };
}
