import type { OpenPeriods, Period } from './fiscalDays.rules.ts';
import type { FiscalTotals } from './fiscalTotals.rules.ts';

/** Where a tenant's chain ends, and what is summed up since the last closings. It says nothing that the lines don't. */
export interface FiscalHead {
  readonly tenantId: number;
  /** Of the last line; 0 before the first. */
  readonly sequence: number;
  /** SHA-256 of the last line. */
  readonly hash: string;
  /** The key that signed it; another one must not carry on, since nobody could tell it from a forger's. Empty before the first line. */
  readonly key: string;
  readonly at: Date;
  /** The day of the last line that belongs to one, and null before the first. */
  readonly day: string | null;
  readonly open: OpenPeriods;
  /** The first line of each open period. */
  readonly openFrom: { readonly [P in Period]: number | null };
  readonly totals: { readonly [P in Period | 'perpetual']: FiscalTotals };
}

export const firstHead = (tenantId: number, hash: string, now: Date): FiscalHead => ({
  tenantId,
  sequence: 0,
  hash,
  key: '',
  at: now,
  day: null,
  open: { day: null, month: null, year: null },
  openFrom: { day: null, month: null, year: null },
  totals: { day: [], month: [], year: [], perpetual: [] },
});
