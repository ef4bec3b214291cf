/** Who is refused is told to come back within so many seconds, each at another one. */
export const SHORTEST_SECONDS = 3;
/** Clients take no notice of more than a minute. */
const LONGEST_SECONDS = 30;
const STRETCH = 1.5;

/**
 * Within how many seconds those who are refused are to come back from now on, after a second in which so many were refused and so many served.
 * To refuse is cheap, but not free: where more come back than can be served, the coming back itself takes from those who could be. So the time
 * grows until no more are refused than served, and shrinks again once that is easy.
 */
export function nextComeBack(seconds: number, { refused, served }: { readonly refused: number; readonly served: number }): number {
  if (refused > served) return Math.min(LONGEST_SECONDS, seconds * STRETCH);
  if (refused < served / 2 || refused === 0) return Math.max(SHORTEST_SECONDS, seconds / STRETCH);
  return seconds;
}
