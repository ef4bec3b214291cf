import type { Currency } from './currencies.ts';
import { stepOf } from './currencies.ts';
import { allocate, halfUp, MAX_WIRE_AMOUNT, money } from './money.ts';

// One rule for what several things cost together, for the pages and for the server alike:
//
// 1. A line is quantity × price of one, less its own discount. A percentage is rounded to the smallest amount, a half going up.
// 2. The discount on the whole is shared out over the lines in proportion to what they come to, by largest remainder.
// 3. Each tax is worked out once on the sum of its lines, rounded half up, and shared out over them by largest remainder. An inclusive tax is the
//    part r / (100 + r) that the sum holds already; an exclusive one comes on top of it.
// 4. The tip is an amount, or a percentage of everything so far with its taxes. No tax is taken on it.
//
// So lines, taxes and tip sum exactly to the total. Where a currency's amounts go in steps above one, all of this is counted in steps.

export type Discount =
  | { readonly kind: 'amount'; readonly amount: bigint }
  /** Hundredths of a percent. */
  | { readonly kind: 'percent'; readonly basisPoints: number };

export interface LineTax {
  readonly id: string;
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly rate: number;
  readonly inclusive: boolean;
}

export interface SaleLine {
  readonly quantity: number;
  /** Of one, in minor units. */
  readonly unitAmount: bigint;
  readonly discount: Discount | null;
  readonly tax: LineTax | null;
}

export interface LineTotal {
  /** Quantity × price, before any discount. */
  readonly listed: bigint;
  /** Its own discount and its share in the one on the whole. */
  readonly discount: bigint;
  /** Its share in its tax, held or added. */
  readonly tax: bigint;
  /** What it adds to the total, with its tax. */
  readonly total: bigint;
}

export interface TaxTotal extends LineTax {
  /** What the tax is taken on, without the tax itself. */
  readonly base: bigint;
  readonly amount: bigint;
}

export interface SaleTotals {
  readonly lines: readonly LineTotal[];
  readonly listed: bigint;
  readonly discount: bigint;
  readonly taxes: readonly TaxTotal[];
  readonly tip: bigint;
  readonly total: bigint;
}

/** Why a sale cannot be reckoned up; `line` is the one at fault, counted from 0, or null where it is the whole. */
export interface SaleProblem {
  readonly problem: 'uneven' | 'discount_too_large' | 'too_large';
  readonly line: number | null;
}

export type SaleReckoning = { readonly ok: true; readonly totals: SaleTotals } | ({ readonly ok: false } & SaleProblem);

const WHOLE_BASIS_POINTS = 10_000n;
const WHOLE_RATE = 1_000_000n;

const discountOf = (discount: Discount | null, of: bigint): bigint => {
  if (discount === null) return 0n;
  return discount.kind === 'amount' ? discount.amount : halfUp(of * BigInt(discount.basisPoints), WHOLE_BASIS_POINTS);
};

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Shares an amount out in proportion; nothing where there is nothing to share it over. */
function shares(amount: bigint, weights: readonly bigint[], currency: Currency): bigint[] {
  if (weights.every((weight) => weight === 0n)) return weights.map(() => 0n);
  return allocate(money(amount, currency), weights).map((part) => part.amount);
}

interface Taxed {
  readonly taxes: TaxTotal[];
  readonly byLine: bigint[];
}

function taxed(lines: readonly SaleLine[], nets: readonly bigint[], currency: Currency): Taxed {
  const byLine = lines.map(() => 0n);
  const kinds = new Map(lines.flatMap(({ tax }) => (tax === null ? [] : [[tax.id, tax] as const])));
  const taxes = [...kinds.values()].map((tax): TaxTotal => {
    const places = lines.flatMap((line, place) => (line.tax?.id === tax.id ? [place] : []));
    const amounts = places.map((place) => nets[place] ?? 0n);
    const sum = sumOf(amounts);
    const rate = BigInt(tax.rate);
    const amount = halfUp(sum * rate, tax.inclusive ? WHOLE_RATE + rate : WHOLE_RATE);
    for (const [at, share] of shares(amount, amounts, currency).entries()) byLine[places[at] ?? 0] = share;
    return { ...tax, base: tax.inclusive ? sum - amount : sum, amount };
  });
  return { taxes, byLine };
}

interface SaleInput {
  readonly currency: Currency;
  readonly lines: readonly SaleLine[];
  /** On the whole, beside those of the lines. */
  readonly discount: Discount | null;
  readonly tip: Discount | null;
}

/** The same sale, its amounts divided by the currency's step; null where one of them is no multiple of it. */
function inSteps({ currency, lines, discount, tip }: SaleInput): SaleInput | SaleProblem {
  const step = stepOf(currency);
  const isEven = (amount: bigint): boolean => amount % step === 0n;
  const even = (one: Discount | null): boolean => one === null || one.kind === 'percent' || isEven(one.amount);
  const scaled = (one: Discount | null): Discount | null => (one?.kind === 'amount' ? { ...one, amount: one.amount / step } : one);
  const line = lines.findIndex((one) => !isEven(one.unitAmount) || !even(one.discount));
  if (line >= 0) return { problem: 'uneven', line };
  if (!even(discount) || !even(tip)) return { problem: 'uneven', line: null };
  return {
    currency,
    lines: lines.map((one) => ({ ...one, unitAmount: one.unitAmount / step, discount: scaled(one.discount) })),
    discount: scaled(discount),
    tip: scaled(tip),
  };
}

/** What a sale comes to, by the rule above. */
export function reckonSale(input: SaleInput): SaleReckoning {
  const steps = inSteps(input);
  if ('problem' in steps) return { ok: false, ...steps };
  const { currency, lines } = steps;
  const step = stepOf(currency);
  const listed = lines.map(({ quantity, unitAmount }) => BigInt(quantity) * unitAmount);
  const tooLarge = listed.findIndex((amount) => amount * step > MAX_WIRE_AMOUNT);
  if (tooLarge >= 0) return { ok: false, problem: 'too_large', line: tooLarge };
  const own = lines.map(({ discount }, at) => discountOf(discount, listed[at] ?? 0n));
  const tooMuch = own.findIndex((discount, at) => discount > (listed[at] ?? 0n));
  if (tooMuch >= 0) return { ok: false, problem: 'discount_too_large', line: tooMuch };
  const afterOwn = listed.map((amount, at) => amount - (own[at] ?? 0n));
  const onWhole = discountOf(steps.discount, sumOf(afterOwn));
  if (onWhole > sumOf(afterOwn)) return { ok: false, problem: 'discount_too_large', line: null };
  const shared = shares(onWhole, afterOwn, currency);
  const nets = afterOwn.map((amount, at) => amount - (shared[at] ?? 0n));
  const { taxes, byLine } = taxed(lines, nets, currency);
  const totals = lines.map(({ tax }, at) => (nets[at] ?? 0n) + (tax?.inclusive === false ? (byLine[at] ?? 0n) : 0n));
  const tip = discountOf(steps.tip, sumOf(totals));
  const total = sumOf(totals) + tip;
  if (total * step > MAX_WIRE_AMOUNT) return { ok: false, problem: 'too_large', line: null };
  return {
    ok: true,
    totals: {
      lines: lines.map((_, at) => ({
        listed: (listed[at] ?? 0n) * step,
        discount: ((own[at] ?? 0n) + (shared[at] ?? 0n)) * step,
        tax: (byLine[at] ?? 0n) * step,
        total: (totals[at] ?? 0n) * step,
      })),
      listed: sumOf(listed) * step,
      discount: (sumOf(own) + onWhole) * step,
      taxes: taxes.map((tax) => ({ ...tax, base: tax.base * step, amount: tax.amount * step })),
      tip: tip * step,
      total: total * step,
    },
  };
}

/** What each of several equal parts pays of what is open, by largest remainder: the earlier ones pay the odd amounts. */
export function equalParts(openAmount: bigint, partsLeft: number, currency: Currency): bigint[] {
  const step = stepOf(currency);
  const shared = allocate(
    money(openAmount / step, currency),
    Array.from({ length: Math.max(partsLeft, 1) }, () => 1n),
  );
  return shared.map(({ amount }) => amount * step);
}

/** What the next of them pays. */
export const nextPart = (openAmount: bigint, partsLeft: number, currency: Currency): bigint =>
  equalParts(openAmount, partsLeft, currency)[0] ?? 0n;
