import type { RecordedMethod, RecordStatus } from './recordViews.ts';
import type { Channel, NamedRef, PaymentStatus } from './terminal.ts';

/** What `/guichet/v1` answers about sales. Times are unix seconds, amounts minor units. */

/**
 * open ──> paid ──> partly_refunded ──> refunded
 *   └────> canceled
 *
 * All but `canceled` follows from what its payments came to; money given back of an open sale leaves it open.
 */
export const SALE_STATUSES = ['open', 'paid', 'partly_refunded', 'refunded', 'canceled'] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

export interface SaleLineView {
  readonly name: string;
  readonly product: string | null;
  readonly quantity: number;
  readonly unit_amount: number;
  /** Quantity × price. */
  readonly listed: number;
  /** Its own discount and its share in the one on the whole. */
  readonly discount: number;
  readonly tax: number;
  /** What it adds to the amount of the sale, with its tax. */
  readonly total: number;
}

export interface SaleTaxView {
  readonly id: string;
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly rate: number;
  readonly inclusive: boolean;
  readonly base: number;
  readonly amount: number;
}

/** A payment of the sale, taken through a provider or recorded. */
export type SalePaymentView =
  | {
      readonly kind: 'payment';
      readonly id: string;
      readonly amount: number;
      readonly refunded: number;
      readonly status: PaymentStatus;
      readonly created: number;
    }
  | {
      readonly kind: 'record';
      readonly id: string;
      readonly amount: number;
      readonly refunded: number;
      readonly status: RecordStatus;
      readonly method: RecordedMethod;
      readonly created: number;
    };

export interface SaleView {
  readonly id: string;
  readonly status: SaleStatus;
  readonly currency: string;
  readonly amount: number;
  /** What has come, before anything went back. */
  readonly paid: number;
  /** On hold, or waiting for a bank or a payer. */
  readonly under_way: number;
  readonly refunded: number;
  /** What may still be taken. */
  readonly open: number;
  /** Into how many equal parts it is paid; null where each has its own amount. */
  readonly parts: number | null;
  /** How many payments count as parts: those that came or are under way, and were not given back in full. */
  readonly taken: number;
  /** Equal parts that are still to come; null where each has its own amount. */
  readonly parts_left: number | null;
  /** What the next payment is to be; 0 when nothing is open. */
  readonly next_amount: number;
  readonly lines: readonly SaleLineView[];
  readonly listed: number;
  readonly discount: number;
  readonly taxes: readonly SaleTaxView[];
  readonly tip: number;
  readonly customer: { readonly id: string; readonly name: string | null } | null;
  readonly description: string | null;
  readonly channel: Channel;
  readonly staff: NamedRef | null;
  readonly created: number;
  readonly canceled: number | null;
  readonly payments: readonly SalePaymentView[];
}

/** The name in the metadata of a payment by which it says what sale it belongs to. */
export const SALE_KEY = 'guichet_sale';
