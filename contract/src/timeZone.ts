// `supportedValuesOf` leaves out UTC, which is a zone nevertheless.
const TIME_ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);

/** Names that a zone had earlier (`Asia/Calcutta`, `Europe/Kiev`) are known to Intl, and as good. */
export function isTimeZone(name: string): boolean {
  if (TIME_ZONES.has(name)) return true;
  try {
    // An offset such as +01:00 is none: it knows no summer time.
    return /^[A-Za-z]+\//.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
