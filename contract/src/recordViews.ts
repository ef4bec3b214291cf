import type { ApprovedView, Channel, NamedRef } from './terminal.ts';

/** What `/guichet/v1` answers about payments that staff record, and about the till. Times are unix seconds, amounts minor units. */

/** How a payment that no provider carried out was made. */
export const RECORDED_METHODS = ['cash', 'cheque', 'bank_transfer', 'other'] as const;
export type RecordedMethod = (typeof RECORDED_METHODS)[number];

/** What staff can record by hand; `other` comes from programs. */
export const STAFF_METHODS = ['cash', 'cheque', 'bank_transfer'] as const;
export type StaffMethod = (typeof STAFF_METHODS)[number];

export const REVERSAL_REASONS = [
  'entered_wrongly',
  'requested_by_customer',
  'goods_returned',
  'cheque_unpaid',
  'duplicate',
  'other',
] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

export type RecordStatus = 'open' | 'succeeded' | 'failed' | 'canceled' | 'partially_refunded' | 'refunded';

export interface ReversalView {
  readonly amount: number;
  /** What changed hands: the amount, in cash rounded to what coins make up. */
  readonly returned: number;
  readonly reason: string | null;
  readonly note: string | null;
  readonly reference: string | null;
  readonly created: number;
  readonly staff: NamedRef | null;
}

export interface PaymentRecordView {
  readonly id: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly status: RecordStatus;
  readonly method: RecordedMethod;
  readonly display_name: string;
  /** What changed hands; 0 until it was received. In cash it may differ from the amount by the rounding. */
  readonly received: number;
  readonly tendered: number | null;
  readonly change: number | null;
  readonly reference: string | null;
  readonly cheque: { readonly bank: string | null; readonly drawer: string | null } | null;
  readonly description: string | null;
  /** Answers to the place's own fields, by their keys, and what programs keep. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly customer: { readonly id: string; readonly name: string | null } | null;
  readonly channel: Channel;
  readonly staff: NamedRef | null;
  readonly created: number;
  /** The place's, `2026-11-22`. */
  readonly day: string;
  readonly reversals: readonly ReversalView[];
  /** What of it somebody else had to approve. */
  readonly approved: readonly ApprovedView[];
}

export interface NewRecordRequest {
  readonly amount: number;
  readonly currency: string;
  readonly method: StaffMethod;
  readonly tendered?: number;
  readonly reference?: string;
  readonly cheque?: { readonly bank?: string; readonly drawer?: string };
  readonly customer?: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface ReversalRequest {
  readonly amount?: number;
  readonly reason: ReversalReason;
  readonly note?: string;
}

/** What one person took and gave back on a day by one method. */
export interface RecordTotal {
  readonly staff: NamedRef | null;
  readonly method: RecordedMethod;
  readonly currency: string;
  readonly received: number;
  readonly returned: number;
  readonly count: number;
}

export interface RecordTotals {
  readonly day: string;
  readonly totals: readonly RecordTotal[];
}

/** Sums as texts of digits: over the years they may be larger than any JSON number. */
export interface TillTotal {
  readonly method: string;
  readonly currency: string;
  readonly received: string;
  readonly returned: string;
  readonly lines: number;
}

export interface TillState {
  readonly version: string;
  readonly module_digest: string;
  readonly key: string;
  /** How many lines there are. */
  readonly lines: number;
  /** The place's calendar day. */
  readonly today: string;
  /** The day that waits for its closing, and its sums so far. */
  readonly open_day: string | null;
  readonly totals: readonly TillTotal[];
  readonly perpetual: readonly TillTotal[];
  /** Years that have lines, for the archive. */
  readonly years: readonly string[];
}

export interface TillClosing {
  readonly id: string;
  readonly period: 'day' | 'month' | 'year';
  /** `2026-11-22`, `2026-11` or `2026`. */
  readonly name: string;
  readonly sequence: number;
  readonly created: number;
  readonly from_sequence: number;
  readonly to_sequence: number;
  readonly totals: readonly TillTotal[];
  readonly perpetual: readonly TillTotal[];
}
