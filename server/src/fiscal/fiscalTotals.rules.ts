/** What was taken and given back by one method in one currency, in minor units, with the number of lines that say so. */
export interface FiscalTotal {
  readonly method: string;
  readonly currency: string;
  readonly received: bigint;
  readonly returned: bigint;
  readonly lines: number;
}

/** In the order of method and currency, each pair at most once. */
export type FiscalTotals = readonly FiscalTotal[];

/** Totals as they stand in a line: amounts are texts, since a sum may be larger than every reader's number. */
export type WrittenTotals = readonly { method: string; currency: string; received: string; returned: string; lines: number }[];

export interface FiscalMovement {
  readonly kind: 'received' | 'returned';
  readonly method: string;
  readonly currency: string;
  /** Above zero, in minor units. */
  readonly amount: bigint;
}

const isOf = (total: { method: string; currency: string }, method: string, currency: string): boolean =>
  total.method === method && total.currency === currency;

const before = (a: FiscalTotal, b: FiscalTotal): number => {
  const [left, right] = [`${a.method} ${a.currency}`, `${b.method} ${b.currency}`];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** The total of one method and currency; zero where there is none yet. */
export const totalOf = (totals: FiscalTotals, method: string, currency: string): FiscalTotal =>
  totals.find((total) => isOf(total, method, currency)) ?? { method, currency, received: 0n, returned: 0n, lines: 0 };

export function addMovement(totals: FiscalTotals, { kind, method, currency, amount }: FiscalMovement): FiscalTotals {
  const total = totalOf(totals, method, currency);
  const added = { ...total, [kind]: total[kind] + amount, lines: total.lines + 1 };
  return [...totals.filter((other) => !isOf(other, method, currency)), added].sort(before);
}

export const writeTotals = (totals: FiscalTotals): WrittenTotals =>
  totals.map(({ method, currency, received, returned, lines }) => ({
    method,
    currency,
    received: String(received),
    returned: String(returned),
    lines,
  }));

export const readTotals = (written: WrittenTotals): FiscalTotals =>
  written.map((total) => ({ ...total, received: BigInt(total.received), returned: BigInt(total.returned) }));
