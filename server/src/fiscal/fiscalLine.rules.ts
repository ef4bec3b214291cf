import { PERIODS, type Period } from './fiscalDays.rules.ts';
import type { WrittenTotals } from './fiscalTotals.rules.ts';

/** What every line begins with, in this order. */
export interface LineHead {
  /** The version of the module that wrote the line. */
  readonly module: string;
  readonly account: string;
  readonly mode: 'test' | 'live';
  /** Counts from 1 without a gap. */
  readonly sequence: number;
  /** SHA-256 of the line before, in hexadecimal; 64 zeros before the first. */
  readonly previous: string;
  /** Names the key that signs. */
  readonly key: string;
  readonly at: string;
  /** The place's day to which the line belongs; `fiscalDays.rules.ts` says how it may differ from the calendar's. */
  readonly day: string;
  readonly zone: string;
}

export interface OpenedLine {
  readonly kind: 'opened';
  /** SHA-256 over the module's source files. */
  readonly module_digest: string;
  /** The public key, as SPKI in base64. */
  readonly public_key: string;
}

export interface TakingLine {
  readonly kind: 'received' | 'returned';
  /** The record that the line belongs to. */
  readonly source: string;
  /** For what is given back: the line of the taking that it corrects. */
  readonly corrects: number | null;
  readonly actor: string;
  readonly method: string;
  readonly currency: string;
  /** What changed hands, in minor units. */
  readonly amount: string;
  /** What was owed, before cash was rounded. */
  readonly due: string;
  readonly tendered: string | null;
  readonly change: string | null;
  readonly reason: string | null;
  /** The grand total of this method and currency, this line included; it is never set back. */
  readonly grand_total: { readonly received: string; readonly returned: string };
}

export interface ClosingLine {
  readonly kind: 'day_closed' | 'month_closed' | 'year_closed';
  readonly period: string;
  readonly from_sequence: number;
  readonly to_sequence: number;
  /** The period's, by method and currency. Taxes are not known here. */
  readonly totals: WrittenTotals;
  /** Since the first line, never set back. */
  readonly perpetual: WrittenTotals;
}

export type LineBody = OpenedLine | TakingLine | ClosingLine;
export type FiscalLine = LineHead & LineBody;

export const CLOSING_KINDS: Readonly<Record<Period, ClosingLine['kind']>> = {
  day: 'day_closed',
  month: 'month_closed',
  year: 'year_closed',
};

/** The period that a kind of line closes; undefined for all other kinds. */
export const periodClosedBy = (kind: string): Period | undefined => PERIODS.find((period) => CLOSING_KINDS[period] === kind);

export const NOTHING_BEFORE = '0'.repeat(64);

/** The text that is hashed and signed: JSON whose names stand in the order of the types above. Once written, only the text counts. */
export const writeLine = (head: LineHead, body: LineBody): string => JSON.stringify({ ...head, ...body });
