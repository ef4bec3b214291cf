/** PostgreSQL's log is cut into pieces of this size; `initdb` could be told otherwise, and isn't. */
const SEGMENT_BYTES = 16n * 1024n * 1024n;
const SEGMENTS_PER_PART = 0x1_0000_0000n / SEGMENT_BYTES;

/** A position in the log as PostgreSQL writes it, `0/3000028`. */
export function parsePosition(text: string): bigint {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text) ?? [];
  if (high === undefined || low === undefined) throw new Error(`${text} is no position in PostgreSQL's log.`);
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The name of the piece that holds the byte at a position: timeline, then the piece's number in two parts. */
export function segmentAt(timeline: number, position: bigint): string {
  const number = position / SEGMENT_BYTES;
  return [BigInt(timeline), number / SEGMENTS_PER_PART, number % SEGMENTS_PER_PART]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('');
}

/** The piece that holds the last byte before a position. */
export const segmentBefore = (timeline: number, position: bigint): string => segmentAt(timeline, position - 1n);

/** Whether a name is one of a piece. Beside them lie the histories of timelines and the labels of backups. */
export const isSegment = (name: string): boolean => /^[0-9A-F]{24}$/.test(name);

/** Whether the piece comes before another, on whatever timeline. */
export const isBefore = (name: string, other: string): boolean => name.slice(8) < other.slice(8);

/** The piece that follows. */
function segmentAfter(name: string): string {
  const number = BigInt(`0x${name.slice(8, 16)}`) * SEGMENTS_PER_PART + BigInt(`0x${name.slice(16)}`);
  return segmentAt(Number.parseInt(name.slice(0, 8), 16), (number + 1n) * SEGMENT_BYTES);
}

/**
 * The first piece that is missing from `first` up to the last one of its timeline that there is; null where none is. PostgreSQL takes a missing piece for
 * the end of the log and stops there without a word.
 */
export function firstGap(segments: readonly string[], first: string): string | null {
  const there = new Set(segments.filter((name) => isSegment(name) && name.slice(0, 8) === first.slice(0, 8) && !isBefore(name, first)));
  let next = first;
  for (let seen = 0; seen < there.size; seen += 1) {
    if (!there.has(next)) return next;
    next = segmentAfter(next);
  }
  return null;
}
