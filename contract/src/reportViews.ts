import type { NamedRef } from './terminal.ts';

/** What `/guichet/v1` answers about how the business goes. Amounts are minor units, days are the place's. */

export interface CountedAmount {
  readonly count: number;
  readonly amount: number;
}

/** In the currency that payers paid in. */
export interface SoldFigures {
  readonly currency: string;
  readonly sales: CountedAmount;
  readonly refunds: CountedAmount;
  readonly disputes: CountedAmount;
}

/** In the currency that the place is paid in: what was sold in others has been converted. */
export interface SettledFigures {
  readonly currency: string;
  readonly sales: number;
  readonly refunds: number;
  readonly disputes: number;
  readonly fees: number;
  /** Sales less all the others. */
  readonly net: number;
}

/** What issuers and banks were asked, and how often they said yes. */
export interface TryFigures {
  readonly asked: number;
  readonly approved: number;
}

/** Currencies are never summed: each stands for itself, the place's own first. */
export interface Figures {
  readonly sold: readonly SoldFigures[];
  readonly settled: readonly SettledFigures[];
  readonly tries: TryFigures;
}

export const REPORT_DIMENSIONS = ['day', 'month', 'channel', 'method', 'currency', 'staff', 'customer'] as const;
/** `field` is one of the place's own that has a list of choices. */
export const REPORTED_BY = [...REPORT_DIMENSIONS, 'field'] as const;
export type ReportDimension = (typeof REPORTED_BY)[number];

/** One line of a report: of a day, a channel, a person. */
export interface ReportRow extends Figures {
  /** The day, the month, the channel, the id; empty for what programs made, by staff, and for payments without an answer, by field. */
  readonly key: string;
  /** The person's or the customer's. */
  readonly name: string | null;
}

export interface ReportPeriod {
  readonly from: string;
  /** The last day, counted. */
  readonly to: string;
}

export interface SalesReport {
  readonly by: ReportDimension;
  /** The field that it is told apart by. */
  readonly field: { readonly key: string; readonly label: string } | null;
  readonly period: ReportPeriod;
  readonly before: { readonly period: ReportPeriod; readonly total: Figures };
  readonly time_zone: string;
  readonly default_currency: string;
  readonly total: Figures;
  readonly rows: readonly ReportRow[];
}

/** How often a payment was refused for one reason. */
export interface DeclineCount {
  readonly code: string;
  readonly count: number;
}

/** A period that is compared, up to a time of its last day. */
export interface ComparedPeriod {
  readonly period: ReportPeriod;
  /** Of the last day, by the place's clock: `14:15`. */
  readonly until: string;
  readonly figures: Figures;
}

export interface HomeView {
  /** The place's today. */
  readonly day: string;
  readonly default_currency: string;
  /** Nothing has been sold or tried in these two months. */
  readonly empty: boolean;
  readonly today: Figures;
  readonly last_week: ComparedPeriod;
  readonly month: { readonly period: ReportPeriod; readonly figures: Figures };
  readonly month_before: ComparedPeriod;
  /** The last 31 days, today included. */
  readonly days: readonly ReportRow[];
  /** The month so far. */
  readonly channels: readonly ReportRow[];
  readonly methods: readonly ReportRow[];
  readonly currencies: readonly ReportRow[];
  readonly staff: readonly ReportRow[];
  readonly declines: readonly DeclineCount[];
}

/** Money that is set aside and not taken yet. */
export interface HoldView {
  readonly payment: string;
  readonly amount: number;
  readonly currency: string;
  readonly customer: { readonly id: string; readonly name: string | null } | null;
  readonly staff: NamedRef | null;
  readonly created: number;
  /** Until when it can be taken; null where the bank has not said. */
  readonly expires_at: number | null;
}

export interface HoldsReport {
  readonly data: readonly HoldView[];
  /** There are more than these. */
  readonly has_more: boolean;
}

/** What was counted in a person's drawer, against what the records say. */
export interface DrawerClosing {
  readonly id: string;
  readonly day: string;
  readonly staff: NamedRef;
  readonly currency: string;
  readonly float_amount: number;
  readonly counted: number;
  /** Cash taken less cash given back that day, by that person, when it was counted. */
  readonly recorded: number;
  /** What was counted beyond float and records; below zero when something is missing. */
  readonly difference: number;
  readonly note: string | null;
  readonly counted_by: NamedRef;
  readonly created: number;
}

/** A drawer of a day: what the records say by now, and how it was counted, the latest first. */
export interface DrawerView {
  readonly staff: NamedRef;
  readonly currency: string;
  readonly taken: number;
  readonly returned: number;
  readonly closings: readonly DrawerClosing[];
}

export interface DrawersOfDay {
  readonly day: string;
  readonly drawers: readonly DrawerView[];
}

export interface DrawerClosingRequest {
  readonly day: string;
  readonly staff?: string;
  readonly currency: string;
  readonly float_amount: number;
  readonly counted: number;
  readonly note?: string;
}

/** What can be taken out as a file, row by row. */
export const EXPORTS = ['payments', 'records', 'refunds', 'payouts', 'balance_transactions', 'customers'] as const;
export type ExportName = (typeof EXPORTS)[number];
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
