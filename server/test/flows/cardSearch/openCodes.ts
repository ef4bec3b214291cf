/** Values that are times or process ids, and may be any number. */
const ANY_NUMBER = new Set(['time', 'pid', 'duration_ms']);

/** A security code by itself, not as a part of a longer number or of an id. */
const alone = (code: string): RegExp => new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`);

/** Where a line of JSON, or of anything else, shows one of the codes by itself: the line, shortened. */
export function openCodes(lines: readonly string[], codes: readonly string[]): string[] {
  return lines.filter((line) => codes.some((code) => alone(code).test(withoutNumbers(line)))).map((line) => line.slice(0, 300));
}

/** Takes out what may be any number, so that a request that took 739 ms is not taken for a code. */
function withoutNumbers(line: string): string {
  if (!line.startsWith('{')) return line.replace(/^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\]/, '');
  const object = JSON.parse(line) as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(Object.entries(object).filter(([name]) => !ANY_NUMBER.has(name))));
}
