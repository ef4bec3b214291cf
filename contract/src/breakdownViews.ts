import type { ReportPeriod } from './reportViews.ts';

/** What `/guichet/v1/reports/breakdown` answers: what was sold, and what came off it, told apart by what only some payments have. */

export const BREAKDOWNS = ['products', 'taxes', 'fees', 'refunds', 'disputes'] as const;
export type BreakdownName = (typeof BREAKDOWNS)[number];

/** What was paid for one thing, in the currency that payers paid in. */
export interface ProductLine {
  readonly what: 'product' | 'line' | 'tip' | 'none';
  /** The product's id; empty for free lines, for tips and for payments without items. */
  readonly key: string;
  readonly name: string | null;
  readonly currency: string;
  /** How many are paid for wholly, less those that were given back. */
  readonly quantity: number;
  readonly sold: number;
  readonly refunded: number;
  readonly net: number;
}

/** A tax in what was sold with items, less the tax in what was given back. */
export interface TaxLine {
  readonly tax_rate: string;
  readonly name: string | null;
  /** Ten-thousandths of a percent; null where the rate is not known any more. */
  readonly rate: number | null;
  readonly inclusive: boolean;
  readonly currency: string;
  /** Without the tax itself. */
  readonly base: number;
  readonly tax: number;
}

/** What providers kept, in the currency that the place is paid in. */
export interface FeeLine {
  readonly method: string;
  readonly currency: string;
  readonly payments: number;
  readonly sales: number;
  /** For payments. */
  readonly processing: number;
  readonly disputes: number;
  readonly fees: number;
}

/** What was given back for one reason, in the currency that payers paid in. */
export interface RefundLine {
  /** Empty where none was given. */
  readonly reason: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
}

/** Disputes that were opened in the period, by their reason, as they stand now. */
export interface DisputeLine {
  readonly reason: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
  readonly open: number;
  readonly won: number;
  readonly lost: number;
  /** Inquiries that ended without a dispute. */
  readonly closed: number;
}

export type BreakdownRows =
  | { readonly of: 'products'; readonly rows: readonly ProductLine[] }
  | { readonly of: 'taxes'; readonly rows: readonly TaxLine[] }
  | { readonly of: 'fees'; readonly rows: readonly FeeLine[] }
  | { readonly of: 'refunds'; readonly rows: readonly RefundLine[] }
  | { readonly of: 'disputes'; readonly rows: readonly DisputeLine[] };

export interface BreakdownReport {
  readonly period: ReportPeriod;
  readonly default_currency: string;
  readonly breakdown: BreakdownRows;
}
