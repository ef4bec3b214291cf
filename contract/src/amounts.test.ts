import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AmountProblem, decimalText, formatAmount, type Locale, parseAmount, typedText } from './amounts.ts';
import { CURRENCIES, type Currency, stepOf } from './currencies.ts';
import { MAX_WIRE_AMOUNT, money } from './money.ts';

const read = (text: string, currency: Currency): bigint | AmountProblem => {
  const result = parseAmount(text, currency);
  return result.ok ? result.money.amount : result.problem;
};

describe('parseAmount', () => {
  it.each<[string, Currency, bigint]>([
    ['49,90', 'eur', 4990n],
    ['49.90', 'eur', 4990n],
    ['49,9', 'eur', 4990n],
    ['49', 'eur', 4900n],
    ['49,', 'eur', 4900n],
    ['49.', 'eur', 4900n],
    [',50', 'eur', 50n],
    ['0', 'eur', 0n],
    ['0,05', 'eur', 5n],
    ['007', 'eur', 700n],
    [' 49,90 ', 'eur', 4990n],
    ['1234,56', 'eur', 123456n],
    ['1 234,56', 'eur', 123456n],
    ['1\u00a0234,56', 'eur', 123456n],
    ['1\u202f234.56', 'eur', 123456n],
    ['1.234,56', 'eur', 123456n],
    ['1,234.56', 'eur', 123456n],
    ["1'234.50", 'chf', 123450n],
    ['1’234.50', 'chf', 123450n],
    ['1.234.567,8', 'eur', 123456780n],
    ['1,234,567', 'eur', 123456700n],
    ['1.234.567', 'eur', 123456700n],
    // Three digits behind the only mark are thousands where no amount has three decimals.
    ['1,234', 'eur', 123400n],
    ['1.234', 'eur', 123400n],
    ['12.345', 'jpy', 12345n],
    ['49,905', 'jpy', 49905n],
    ['1 234', 'jpy', 1234n],
    ['€ 49,90', 'eur', 4990n],
    ['€49.90', 'eur', 4990n],
    ['49,90 €', 'eur', 4990n],
    ['49,90€', 'eur', 4990n],
    ['49.90 EUR', 'eur', 4990n],
    ['eur 49.90', 'eur', 4990n],
    ['$12', 'usd', 1200n],
    ['$12', 'cad', 1200n],
    ['Fr. 12.50', 'chf', 1250n],
    ['12 kr', 'sek', 1200n],
    ['R$ 10,00', 'brl', 1000n],
    ['¥500', 'jpy', 500n],
    // Amounts in these two stand on the wire with two decimals that are always 00.
    ['1500', 'isk', 150000n],
    ['1500', 'ugx', 150000n],
    ['0,230', 'kwd', 230n],
    ['12.34', 'kwd', 12340n],
    ['1 234,560', 'kwd', 1234560n],
    ['1 234.560', 'kwd', 1234560n],
    ['1,234.560', 'kwd', 1234560n],
    ['9 999 999 999,99', 'eur', MAX_WIRE_AMOUNT],
    // However much space is around it.
    [`${' '.repeat(100)}5${' '.repeat(100)}`, 'eur', 500n],
    [`${'0'.repeat(98)}49`, 'eur', 4900n],
  ])('reads %j in %s as %s', (text, currency, amount) => {
    expect(read(text, currency)).toBe(amount);
  });

  it.each<[string, Currency, AmountProblem]>([
    ['', 'eur', 'empty'],
    ['  ', 'eur', 'empty'],
    ['€', 'eur', 'not_a_number'],
    ['abc', 'eur', 'not_a_number'],
    ['.', 'eur', 'not_a_number'],
    ['4x9', 'eur', 'not_a_number'],
    ['1e3', 'eur', 'not_a_number'],
    ['٤٩', 'eur', 'not_a_number'],
    ['-5', 'eur', 'negative'],
    ['−5', 'eur', 'negative'],
    ['€ -5', 'eur', 'negative'],
    ['5-', 'eur', 'negative'],
    ['5\u2212', 'eur', 'negative'],
    ['4-9', 'eur', 'not_a_number'],
    ['$5', 'eur', 'other_currency'],
    ['5 USD', 'eur', 'other_currency'],
    ['€5', 'usd', 'other_currency'],
    ['€5 USD', 'eur', 'other_currency'],
    ['abcd 5', 'eur', 'not_a_number'],
    ['abcd 5 USD', 'eur', 'not_a_number'],
    ['abc$ 5', 'eur', 'not_a_number'],
    ['$abc 5', 'eur', 'not_a_number'],
    ['1,234', 'kwd', 'ambiguous'],
    ['1.230', 'bhd', 'ambiguous'],
    ['12,5', 'jpy', 'too_many_decimals'],
    ['12,50', 'isk', 'too_many_decimals'],
    ['1,2345', 'eur', 'too_many_decimals'],
    ['0,123', 'eur', 'too_many_decimals'],
    ['1234,567', 'eur', 'too_many_decimals'],
    ['0,123', 'kwd', 'too_fine'],
    ['12 34', 'eur', 'grouping'],
    ['.,5', 'eur', 'grouping'],
    ['12 34,56', 'eur', 'grouping'],
    ['1,23,456', 'eur', 'grouping'],
    ['1.23,45', 'eur', 'grouping'],
    ['1,234.567.8', 'eur', 'grouping'],
    ['1.234 567,89', 'eur', 'grouping'],
    ['1,234,56', 'eur', 'grouping'],
    ['1,5 0', 'eur', 'grouping'],
    ['0.123.456', 'eur', 'grouping'],
    ['10 000 000 000', 'eur', 'too_large'],
    ['9'.repeat(400), 'eur', 'too_large'],
    // Not read as the forty-nine that it begins with.
    [`${'0'.repeat(98)}499`, 'eur', 'too_large'],
  ])('answers %j in %s with %s', (text, currency, problem) => {
    expect(read(text, currency)).toBe(problem);
  });

  it('says how many decimals the currency takes', () => {
    expect(parseAmount('1,2345', 'eur')).toMatchObject({ problem: 'too_many_decimals', decimals: 2 });
    expect(parseAmount('12,50', 'isk')).toMatchObject({ problem: 'too_many_decimals', decimals: 0 });
  });
});

/** Of every size: what is small as often as what is large. */
const minor = fc.oneof(fc.bigInt({ min: 0n, max: 2_000_000n }), fc.bigInt({ min: 0n, max: MAX_WIRE_AMOUNT }));
const amounts = fc
  .record({ amount: minor, currency: fc.constantFrom(...CURRENCIES) })
  .map(({ amount, currency }) => money(amount - (amount % stepOf(currency)), currency));

describe('formatAmount', () => {
  it.each<[bigint, Currency, Locale, string]>([
    [123456n, 'eur', 'en', '€1,234.56'],
    [123456n, 'eur', 'fr', '1\u202f234,56\u00a0€'],
    [123456n, 'eur', 'it', '1.234,56\u00a0€'],
    [500n, 'jpy', 'en', '¥500'],
    [1250n, 'kwd', 'en', 'KWD\u00a01.250'],
    // Custom writes neither with decimals; the standard gives both two.
    [123456n, 'huf', 'fr', '1\u202f234,56\u00a0HUF'],
    [123456n, 'pkr', 'en', 'PKR\u00a01,234.56'],
    [150000n, 'isk', 'en', 'ISK\u00a01,500'],
    [-5n, 'eur', 'en', '-€0.05'],
    [MAX_WIRE_AMOUNT, 'eur', 'it', '9.999.999.999,99\u00a0€'],
  ])('writes %s %s in %s as %s', (amount, currency, locale, text) => {
    expect(formatAmount(money(amount, currency), locale)).toBe(text);
  });

  it('is read back exactly, sign or code included, in every language and currency', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom<Locale>('en', 'fr', 'it'), (value, locale) => {
        const number = formatAmount(value, locale).replace(/^[^\d]+|[^\d]+$/g, '');
        const result = parseAmount(number, value.currency);
        // 1,234.560 has one reading; without thousands, 1.250 of a three-decimal currency has two.
        if (!result.ok) expect([result.problem, number]).toEqual(['ambiguous', expect.stringMatching(/^\d{1,3}[.,]\d{3}$/)]);
        else expect(result.money).toEqual(value);
      }),
    );
  });

  it('has a plain form', () => expect(decimalText(money(150000n, 'isk'))).toBe('1500'));
});

describe('typedText', () => {
  it.each([
    [4990n, 'eur', 'en', '49.90'],
    [4990n, 'eur', 'fr', '49,90'],
    [1500n, 'jpy', 'it', '1500'],
    [150_000n, 'isk', 'fr', '1500'],
    [1_250n, 'kwd', 'en', '1.25'],
    [1_253n, 'kwd', 'en', '01.253'],
    [1_250n, 'iqd', 'en', '01.250'],
    [125n, 'lyd', 'fr', '0,125'],
    [1_234_567n, 'lyd', 'fr', '1234,567'],
  ] as const)('writes %s %s in %s as %s', (amount, currency, locale, text) =>
    expect(typedText(money(amount, currency), locale)).toBe(text),
  );

  it('is read back exactly, whatever the currency and the language', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom<Locale>('en', 'fr', 'it'), (value, locale) => {
        expect(parseAmount(typedText(value, locale), value.currency)).toEqual({ ok: true, money: value });
      }),
    );
  });
});
