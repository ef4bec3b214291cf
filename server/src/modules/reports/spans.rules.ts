/** A stretch of time: `from` belongs to it, `until` does not. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** How long the buckets of a sum are, in minutes. */
export type Grain = 15 | 60 | 1440;
export const GRAINS: readonly Grain[] = [1440, 60, 15];

/** A part of a span that can be read from buckets of one length. */
export interface Piece extends Span {
  readonly segment: number;
  readonly grain: Grain;
}

const MINUTE_MS = 60_000;

function cut({ from, until }: Span, segment: number, [grain, ...finer]: readonly Grain[]): Piece[] {
  if (grain === undefined || from >= until) return [];
  if (finer.length === 0) return [{ segment, grain, from, until }];
  const bucketMs = grain * MINUTE_MS;
  const first = new Date(Math.ceil(from.getTime() / bucketMs) * bucketMs);
  const last = new Date(Math.floor(until.getTime() / bucketMs) * bucketMs);
  if (first >= last) return cut({ from, until }, segment, finer);
  const rest = (span: Span): Piece[] => cut(span, segment, finer);
  return [...rest({ from, until: first }), { segment, grain, from: first, until: last }, ...rest({ from: last, until })];
}

/**
 * Spans in as few buckets as can be: whole days of UTC where there are some, hours and quarters of an hour before and after. All bounds lie on
 * quarters. The segment of a piece is its span's number, from 0.
 */
export const piecesOf = (spans: readonly Span[]): Piece[] => spans.flatMap((span, segment) => cut(span, segment, GRAINS));

/** Stretches that follow each other, from where each begins and the last ends. */
export const spansBetween = (bounds: readonly Date[]): Span[] => bounds.slice(1).map((until, at) => ({ from: bounds[at] as Date, until }));
