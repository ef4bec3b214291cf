/** The value below which a share of them lies; of sorted values. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const rounded = (value: number): number => Math.round(value * 100) / 100;

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What several runs have measured: the middle, and from where to where. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median: rounded(median ?? 0), min: rounded(sorted[0] ?? 0), max: rounded(sorted.at(-1) ?? 0) };
}

type Tree = number | string | boolean | null | readonly Tree[] | { readonly [key: string]: Tree };
const isMap = (value: Tree | undefined): value is { readonly [key: string]: Tree } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of figures that several runs have measured in the same shape, every number as its median; all else as the first run has it. */
export function medians<T>(runs: readonly T[]): T {
  return median(runs as readonly Tree[]) as T;
}

function median(runs: readonly (Tree | undefined)[]): Tree {
  const [first] = runs;
  if (typeof first === 'number') return spread(runs.filter((value) => typeof value === 'number')).median;
  if (Array.isArray(first)) return first.map((_, n) => median(runs.map((run) => (Array.isArray(run) ? (run as Tree[])[n] : undefined))));
  if (!isMap(first)) return first ?? null;
  return Object.fromEntries(Object.keys(first).map((key) => [key, median(runs.map((run) => (isMap(run) ? run[key] : undefined)))]));
}
