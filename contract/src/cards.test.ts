import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CardBrand,
  type CardNumberProblem,
  cardBin,
  cardDigits,
  cardLengths,
  cvcLengths,
  detectBrand,
  type ExpiryProblem,
  groupCardNumber,
  hasLuhn,
  isCvc,
  isExpired,
  parseCardNumber,
  parseExpiry,
  wireBrand,
} from './cards.ts';

/** Published test cards, as they are printed. */
const TEST_CARDS: [string, CardBrand][] = [
  ['4242 4242 4242 4242', 'visa'],
  ['4000 0566 5566 5556', 'visa'],
  ['4222 2222 2222 2', 'visa'],
  ['4000 0000 0000 0002', 'visa'],
  ['4000 0025 0000 1001', 'visa'],
  ['5555 5555 5555 4444', 'mastercard'],
  ['2223 0031 2200 3222', 'mastercard'],
  ['5200 8282 8282 8210', 'mastercard'],
  ['5105 1051 0510 5100', 'mastercard'],
  ['3782 822463 10005', 'amex'],
  ['3714 496353 98431', 'amex'],
  ['6011 1111 1111 1117', 'discover'],
  ['3056 9300 0902 0004', 'diners'],
  ['3622 720627 1667', 'diners'],
  ['3566 0020 2036 0505', 'jcb'],
  ['6200 0000 0000 0005', 'unionpay'],
  ['5817 0200 0000 0000', 'maestro'],
];

describe('the published test cards', () => {
  it.each(TEST_CARDS)('%s is read as %s and grouped as it is printed', (printed, brand) => {
    const number = printed.replaceAll(' ', '');
    expect(parseCardNumber(printed)).toEqual({ ok: true, number, brand });
    expect(hasLuhn(number)).toBe(true);
    expect(detectBrand(number)).toBe(brand);
    expect(groupCardNumber(number)).toBe(printed);
  });

  it('a single changed digit is always noticed', () => {
    const changed = fc
      .record({
        printed: fc.constantFrom(...TEST_CARDS.map(([printed]) => printed)),
        place: fc.nat(18),
        by: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ printed, place, by }) => {
        const digits = [...printed.replaceAll(' ', '')];
        const at = place % digits.length;
        return { whole: digits.join(''), other: digits.with(at, String((Number(digits[at]) + by) % 10)).join('') };
      });
    fc.assert(fc.property(changed, ({ whole, other }) => hasLuhn(whole) && !hasLuhn(other)));
  });
});

describe('detectBrand', () => {
  it.each<[string, CardBrand]>([
    ['', 'unknown'],
    ['4', 'visa'],
    ['3', 'unknown'],
    ['34', 'amex'],
    ['35', 'jcb'],
    ['3527', 'unknown'],
    ['3528', 'jcb'],
    ['3590', 'unknown'],
    ['30', 'diners'],
    ['306', 'unknown'],
    ['5', 'unknown'],
    ['50', 'maestro'],
    ['51', 'mastercard'],
    ['56', 'maestro'],
    ['2220', 'unknown'],
    ['222100', 'mastercard'],
    ['272099', 'mastercard'],
    ['272100', 'unknown'],
    ['6', 'unknown'],
    ['60', 'unknown'],
    ['6011', 'discover'],
    ['6012', 'maestro'],
    ['62', 'unionpay'],
    ['64', 'unknown'],
    ['643', 'maestro'],
    ['644', 'discover'],
    ['65', 'discover'],
    ['6703', 'maestro'],
    ['9', 'unknown'],
    ['4a', 'unknown'],
  ])('%j is %s', (digits, brand) => {
    expect(detectBrand(digits)).toBe(brand);
  });

  it('never changes its mind about a whole number by what follows the first six digits', () => {
    const digits = fc.stringMatching(/^[0-9]{6}$/);
    fc.assert(fc.property(digits, fc.stringMatching(/^[0-9]{0,13}$/), (head, rest) => detectBrand(head) === detectBrand(head + rest)));
  });

  it('has a word of the wire for each', () => {
    expect([wireBrand('visa'), wireBrand('maestro')]).toEqual(['visa', 'unknown']);
  });
});

describe('parseCardNumber', () => {
  it.each<[string, CardNumberProblem]>([
    ['', 'empty'],
    ['   ', 'empty'],
    ['4242 4242 4242 424x', 'characters'],
    ['４２４２424242424242', 'characters'],
    ['4242', 'too_short'],
    ['42424242424242', 'too_short'],
    ['55555555555544441', 'too_long'],
    ['42424242424242424242', 'too_long'],
    ['4242424242424241', 'check_digit'],
    ['378282246310006', 'check_digit'],
  ])('answers %j with %s', (text, problem) => {
    expect(parseCardNumber(text)).toEqual({ ok: false, problem });
  });

  it('takes what was pasted with spaces and dashes', () => {
    for (const text of ['4242-4242-4242-4242', ' 4242\u00a04242 4242–4242\n', '4242.4242.4242.4242']) {
      expect(parseCardNumber(text)).toEqual({ ok: true, number: '4242424242424242', brand: 'visa' });
    }
    expect(cardDigits('42 4x')).toBeNull();
  });

  it('takes a UnionPay number without check digit', () => {
    expect(parseCardNumber('6200000000000006')).toMatchObject({ ok: true, brand: 'unionpay' });
  });
});

describe('groupCardNumber', () => {
  it('only ever adds spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,24}$/), (digits) => {
        const grouped = groupCardNumber(digits);
        expect(grouped.replaceAll(' ', '')).toBe(digits);
        expect(grouped).toBe(grouped.trim());
      }),
    );
  });

  it('groups while typing', () => {
    expect(['4', '42424', '378282246', '36227206271', '4242424242424242424'].map(groupCardNumber)).toEqual([
      '4',
      '4242 4',
      '3782 82246',
      '3622 720627 1',
      '4242 4242 4242 4242 424',
    ]);
  });
});

describe('security codes, lengths and first digits', () => {
  it('follow the brand', () => {
    expect(cardLengths('amex')).toEqual([15]);
    expect(cvcLengths('visa')).toEqual([3]);
    expect([isCvc('123', 'visa'), isCvc('1234', 'visa'), isCvc('1234', 'amex'), isCvc('12a', 'visa'), isCvc('', 'unknown')]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect([cardBin('4242424242424242'), cardBin('378282246310005')]).toEqual(['42424242', '378282']);
  });
});

describe('parseExpiry', () => {
  it.each<[string, number, number]>([
    ['12/34', 12, 2034],
    ['1/28', 1, 2028],
    ['01/28', 1, 2028],
    ['0128', 1, 2028],
    ['1228', 12, 2028],
    ['12 2034', 12, 2034],
    ['12 / 2034', 12, 2034],
    ['12-34', 12, 2034],
    ['12.34', 12, 2034],
    ['122034', 12, 2034],
  ])('reads %j as %s/%s', (text, month, year) => {
    expect(parseExpiry(text)).toEqual({ ok: true, month, year });
  });

  it.each<[string, ExpiryProblem]>([
    ['', 'empty'],
    ['1', 'incomplete'],
    ['12/', 'incomplete'],
    ['12/3', 'incomplete'],
    ['128', 'incomplete'],
    ['12/203', 'incomplete'],
    ['00/28', 'month'],
    ['13/28', 'month'],
    ['1328', 'month'],
    ['Dec 34', 'characters'],
  ])('answers %j with %s', (text, problem) => {
    expect(parseExpiry(text)).toEqual({ ok: false, problem });
  });
});

describe('isExpired', () => {
  it.each<[string, number, number, boolean]>([
    ['2026-04-30T23:59:59Z', 4, 2026, false],
    // The last day is still on somewhere in the Pacific.
    ['2026-05-01T11:59:59Z', 4, 2026, false],
    ['2026-05-01T12:00:00Z', 4, 2026, true],
    ['2027-01-01T12:00:00Z', 12, 2026, true],
    ['2026-12-31T12:00:00Z', 12, 2026, false],
  ])('at %s a card of %s/%s: %s', (now, month, year, expired) => {
    expect(isExpired(new Date(now), month, year)).toBe(expired);
  });
});
