import { isCurrency } from '@guichet/contract/currencies.ts';
import { isRate } from './decimal.rules.ts';

/** What one euro bought of one currency on one day, as the European Central Bank published it. */
export interface DatedRate {
  readonly day: string;
  readonly currency: string;
  readonly rate: string;
}

/** The file is not what it should be. Its message is one sentence for the log. */
export class UnreadableRates extends Error {
  override name = 'UnreadableRates';
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A currency that our table lacks is passed over; anything else that can't be read makes the whole file unreadable. */
function rateOf(day: string, name: string, rate: string): DatedRate[] {
  const currency = name.toLowerCase();
  if (!isCurrency(currency)) return [];
  if (!isRate(rate)) throw new UnreadableRates(`The rate of ${name} on ${day} is not a number: ${rate.slice(0, 20)}.`);
  return [{ day, currency, rate }];
}

function dayOf(text: string): string {
  if (!DAY.test(text)) throw new UnreadableRates(`A day is not one: ${text.slice(0, 20)}.`);
  return text;
}

/**
 * `eurofxref-daily.xml` and its kin: `<Cube time="2026-04-13">` around `<Cube currency="USD" rate="1.1684"/>`. Its attributes are all that
 * is read; entities and documents that define any are refused, as the bank's files have none.
 */
export function parseEcbXml(text: string): DatedRate[] {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableRates('The file defines entities of its own.');
  if (!/<(?:\w+:)?Envelope\b/.test(text)) throw new UnreadableRates('The file is not an envelope of rates.');
  const rates: DatedRate[] = [];
  let day: string | null = null;
  for (const [element] of text.matchAll(/<Cube\b[^>]*>/g)) {
    const of = (name: string): string | undefined => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(element)?.[1];
    const [time, currency, rate] = [of('time'), of('currency'), of('rate')];
    if (time !== undefined) day = dayOf(time);
    if (currency === undefined || rate === undefined) continue;
    if (day === null) throw new UnreadableRates('A rate stands before its day.');
    rates.push(...rateOf(day, currency, rate));
  }
  return notEmpty(rates);
}

/** `eurofxref-hist.csv`: a column per currency, a row per day, `N/A` where there is no rate, a comma at the end of each line. */
export function parseEcbCsv(text: string): DatedRate[] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const cells = (line: string): string[] => line.split(',').map((cell) => cell.trim());
  const [first, ...currencies] = cells(header ?? '');
  if (first !== 'Date') throw new UnreadableRates('The file does not begin with a column of days.');
  const rates = lines.flatMap((line) => {
    const [day = '', ...values] = cells(line);
    return currencies.flatMap((name, at) => {
      const value = values[at] ?? '';
      return name === '' || value === '' || value === 'N/A' ? [] : rateOf(dayOf(day), name, value);
    });
  });
  return notEmpty(rates);
}

function notEmpty(rates: DatedRate[]): DatedRate[] {
  if (rates.length === 0) throw new UnreadableRates('The file holds no rate.');
  return rates;
}

/** Reads either form: what begins like XML is XML. */
export const parseEcb = (text: string): DatedRate[] => (/^\s*</.test(text) ? parseEcbXml(text) : parseEcbCsv(text));
