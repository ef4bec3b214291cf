const MOST = 60;
const WITHIN_MS = 60_000;

/** How often somebody may tell that a recording pauses or goes on. Counted in memory: it only keeps a page that has gone wrong from flooding. */
export class RecordingPace {
  readonly #told = new Map<string, number[]>();

  /** Whether once more is all right, which is then counted. */
  mayTell(who: string, now: Date): boolean {
    const since = now.getTime() - WITHIN_MS;
    const told = (this.#told.get(who) ?? []).filter((at) => at > since);
    const may = told.length < MOST;
    if (may) told.push(now.getTime());
    this.#told.set(who, told);
    return may;
  }
}
