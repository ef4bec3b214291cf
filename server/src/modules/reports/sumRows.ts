/** What sums can be told apart by, besides time and currency. */
export type Dimension = 'method' | 'channel' | 'staff';

type Dimensions = { readonly [D in Dimension]?: string };

export interface SumRow extends Dimensions {
  /** From 0. */
  readonly segment: number;
  readonly kind: 'sale' | 'refund' | 'dispute';
  readonly currency: string;
  readonly settled_currency: string;
  readonly count: bigint;
  readonly amount: bigint;
  readonly settled: bigint;
  readonly fee: bigint;
}

export interface TryRow extends Dimensions {
  readonly segment: number;
  /** Empty for yes, else the reason. */
  readonly outcome: string;
  readonly currency: string;
  readonly count: bigint;
  readonly amount: bigint;
}

/** What moved, told apart by something that only some movements have. */
export interface FacetRow extends SumRow {
  readonly value: string;
}

/** Disputes as they stand now. */
export interface DisputeSum {
  readonly reason: string;
  readonly currency: string;
  readonly status: string;
  readonly count: bigint;
  readonly amount: bigint;
}
