import { type Currency, exponentOf, shownDecimals, stepOf } from './currencies.ts';
import { MAX_WIRE_AMOUNT, type Money, money } from './money.ts';

/**
 * Why a typed amount was not understood. `ambiguous`: the one mark in it could part thousands or decimals, as `1,234` in a currency of
 * three decimals. `grouping`: the digits between its marks are not groups of three. `too_fine`: it has decimals that can't be charged.
 */
export type AmountProblem =
  | 'empty'
  | 'not_a_number'
  | 'negative'
  | 'other_currency'
  | 'grouping'
  | 'ambiguous'
  | 'too_many_decimals'
  | 'too_fine'
  | 'too_large';

export type AmountResult =
  | { readonly ok: true; readonly money: Money }
  /** `decimals`: how many the currency takes, for the sentence that explains. */
  | { readonly ok: false; readonly problem: AmountProblem; readonly decimals: number };

/** Signs that people write for a currency, where that isn't its code. */
const SIGNS: readonly (readonly [RegExp, RegExp])[] = [
  [/€/, /^eur$/],
  [/£/, /^(gbp|egp|fkp|gip|lbp|shp|ssp|sdg|syp)$/],
  [/[¥円元]/, /^(jpy|cny)$/],
  [/\$/, /^(usd|aud|bbd|bmd|bnd|bsd|bzd|cad|fjd|gyd|hkd|jmd|kyd|lrd|nad|nzd|sbd|sgd|srd|ttd|twd|xcd|ars|clp|cop|mxn|uyu|dop|mop|top|brl)$/],
  [/^(fr|sfr)\.?$/i, /^chf$/],
  [/^kr\.?$/i, /^(sek|nok|dkk|isk)$/],
  [/^zł$/i, /^pln$/],
  [/^r\$$/i, /^brl$/],
  [/^ft$/i, /^huf$/],
  [/^kč$/i, /^czk$/],
  [/₹/, /^inr$/],
  [/₺/, /^try$/],
  [/₩/, /^krw$/],
  [/₴/, /^uah$/],
  [/₪/, /^ils$/],
];

/** Spaces of all widths and the Swiss apostrophes: they part groups and nothing else. */
const SPACES = /[\s\u00a0\u2007\u2009\u202f'\u2019]+/g;

function namesCurrency(word: string, currency: Currency): boolean {
  return word.toLowerCase() === currency || SIGNS.some(([sign, currencies]) => sign.test(word) && currencies.test(currency));
}

/** A word or sign, the number, a word or sign. A dot belongs to the word before the number (`Fr. 5`), never to a sign (`€.50`). */
const TYPED = /^((?:\p{L}+\.|[^\d.,\-\u2212])*)(.*?)([^\d.,]*)$/su;
const MAX_LENGTH = 100;

type Parts = { readonly whole: string; readonly decimals: string } | AmountProblem;

/** One to three digits, then groups of three: `1 234 567`. A number that starts with a lone zero has no groups. */
const grouped = (groups: readonly string[]): boolean =>
  groups.every((group, at) => (at === 0 ? /^[1-9]\d{0,2}$/.test(group) : /^\d{3}$/.test(group)));

/** The digits of all groups in a row; a single one may be of any length, also empty. */
const joinGroups = (groups: readonly string[]): string | null => (groups.length === 1 || grouped(groups) ? groups.join('') : null);

/** Finds what is whole and what is decimal in a text of digits, dots, commas and single spaces. */
function partsOf(text: string, exponent: number): Parts {
  const marks = [...text.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (last === undefined) {
    const whole = joinGroups(text.split(' '));
    return whole === null ? 'grouping' : { whole, decimals: '' };
  }
  const before = text.slice(0, last.index);
  const after = text.slice(last.index + 1);
  if (after.includes(' ')) return 'grouping';
  const kinds = new Set(marks.map(([mark]) => mark));
  // The same mark twice, or after another that stands only once, decides; a space before the mark leaves it the decimals.
  const partsThousands = kinds.size === 1 && marks.length > 1;
  if (partsThousands) {
    const whole = joinGroups([...before.split(last[0]), after]);
    return whole === null ? 'grouping' : { whole, decimals: '' };
  }
  if (grouped([before, after])) {
    // Three digits behind the only mark: thousands, unless the currency has three decimals and both readings make sense.
    return exponent === 3 ? 'ambiguous' : { whole: before + after, decimals: '' };
  }
  const oneSeparator = new Set([...before].filter((sign) => /[ .,]/.test(sign))).size <= 1;
  const whole = oneSeparator && !before.includes(last[0]) ? joinGroups(before.split(/[ .,]/)) : null;
  return whole === null ? 'grouping' : { whole, decimals: after };
}

/**
 * Reads what a person types as an amount: `49,90`, `49.90`, `1 234,56`, `1.234,56`, `1,234.56`, `€ 5`, `12 EUR`. It never guesses: what
 * can be read in two ways in this currency is refused. A single mark with three digits behind it parts thousands (`1,234` euros is
 * one thousand two hundred and thirty-four), as no amount in euros has three decimals; the button that shows the amount says so before it is pressed.
 */
export function parseAmount(text: string, currency: Currency): AmountResult {
  const exponent = exponentOf(currency);
  const decimals = shownDecimals(currency);
  const refuse = (problem: AmountProblem): AmountResult => ({ ok: false, problem, decimals });

  const typed = text.trim();
  // Nobody types so much. Reading the beginning alone would be a guess.
  if (typed.length > MAX_LENGTH) return refuse('too_large');
  const [, lead = '', number = '', tail = ''] = TYPED.exec(typed) ?? [];
  const words = [lead, tail].map((word) => word.trim()).filter((word) => word !== '');
  if (/^[-\u2212]/.test(number) || words.includes('-') || words.includes('\u2212')) return refuse('negative');
  if (number === '') return refuse(words.length === 0 ? 'empty' : 'not_a_number');
  if (!words.every((word) => namesCurrency(word, currency))) {
    return refuse(words.every((word) => /^\p{Sc}$|^[a-z]{3}$/iu.test(word)) ? 'other_currency' : 'not_a_number');
  }

  const plain = number.replace(SPACES, ' ');
  if (!/^[\d., ]+$/.test(plain) || !/\d/.test(plain)) return refuse('not_a_number');
  const parts = partsOf(plain, exponent);
  if (typeof parts === 'string') return refuse(parts);
  if (parts.decimals.length > decimals) return refuse('too_many_decimals');
  const amount = BigInt(parts.whole + parts.decimals.padEnd(exponent, '0'));
  if (amount > MAX_WIRE_AMOUNT) return refuse('too_large');
  if (amount % stepOf(currency) !== 0n) return refuse('too_fine');
  return { ok: true, money: money(amount, currency) };
}

export type Locale = 'en' | 'fr' | 'it';

/** The amount as plain decimal text, `1234.56`: exact, for `Intl` and for value attributes. */
export function decimalText({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const shown = digits.slice(digits.length - exponent, digits.length - exponent + shownDecimals(currency));
  return `${amount < 0n ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`;
}

/**
 * The amount as it stands in a field that `parseAmount` reads, in the marks of the language: `1234,56`. Noughts that a currency never charges are
 * left out, and where three decimals would be read as thousands a nought stands in front: `01,250`.
 */
export function typedText(value: Money, locale: string): string {
  const [whole = '', shown = ''] = decimalText(value).split('.');
  const step = stepOf(value.currency);
  const decimals = shown !== '' && value.amount % step === 0n ? shown.slice(0, shown.length - (String(step).length - 1)) : shown;
  if (decimals === '') return whole;
  return `${grouped([whole, decimals]) ? '0' : ''}${whole}${locale === 'en' ? '.' : ','}${decimals}`;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: Currency, locale: Locale): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  // Only the digits are ours: how many a currency has is never learned from `Intl`.
  const digits = shownDecimals(currency);
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  } as const;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** An amount as people read it in their language: `€1,234.56`, `1 234,56 €` (with U+202F and U+00A0), `1.234,56 €`. */
export function formatAmount(value: Money, locale: Locale): string {
  return formatOf(value.currency, locale).format(decimalText(value) as `${number}`);
}
