import { describe, expect, it } from 'vitest';
import { holdsCardNumber } from './cardNumbersIn.ts';

describe('a text holds a card number', () => {
  it.each([
    '4242424242424242',
    'Card 4242 4242 4242 4242, 12/34',
    'card:4000-0566-5566-5556.',
    'amex 3782 822463 10005',
    'a4242424242424242b',
    'Order 17 4242 4242 4242 4242',
    '4242 4242 4242 4242 123',
    'diners 3056 9300 0902 0004',
    'diners 3622 720627 1667',
    '36227206271667',
    'table 12, 4242 4242 4242 4242',
    '6200000000000005',
    '4242  4242  4242  4242',
    '4242\t4242\t4242\t4242',
    '4242\u20094242\u20094242\u20094242',
    '4242–4242–4242–4242',
    '4242\u200b4242\u200b4242\u200b4242',
    '４２４２４２４２４２４２４２４２',
    'FR14 2004 1010 0505 0001 3M02 606 4242 4242 4242 4242',
    'deadbeef-4242424242424242',
  ])('%s', (text) => expect(holdsCardNumber(text)).toBe(true));

  it.each([
    ['another check digit', '4242 4242 4242 4241'],
    ['a beginning that no card has', '1234 5678 9012 3452'],
    ['another length than the brand has', '42424242424242'],
    ['a longer number', '42424242424242424242'],
    ['only the last digits', '•••• 4242'],
    ['digits parted by something else', '4242/4242/4242/4242'],
    ['an amount, a date and a telephone number', '49.90 on 2026-11-22, call +33 1 70 18 99 00'],
    ['a UUID that holds one by chance', '61fa4242-4242-4242-4242-abcdef012345'],
    ['a hash that holds one by chance', 'b4242424242424242c0ffee0'],
    ['an IBAN that holds one by chance', 'DE87 4762 3173 7283 6484 00'],
    ['a barcode, with the check digit of a card by chance', '4006381000093'],
    ['a barcode that begins as a Maestro', '5000112001099'],
    ['the number of a French establishment that begins as a Maestro', '58293200000000'],
    ['the same in its groups, though it begins as a Diners', '381 200 005 00001'],
    ['two telephone numbers side by side', '06 44 00 44 44 06 44 04 44 44'],
    ['two American telephone numbers side by side', '424-242-4242 424-242-0000'],
    ['an id of ours', 'pi_0Vbh8tIh6DQjaoIDTV0YpxjZ'],
    ['nothing', ''],
  ])('unless it is %s', (_, text) => expect(holdsCardNumber(text)).toBe(false));
});

it.each([
  ['single digits', '4 '],
  ['digits that pass the check', '0 '],
  ['pairs', '12 '],
  ['groups of four', '4242 '],
  ['beginnings of IBANs', 'DE87 4762 '],
  ['hexadecimal digits', 'abcd-'],
])('a long text of %s is read in time that grows with its length', (_what, part) => {
  const timeMs = (characters: number): number => {
    const text = part.repeat(characters / part.length);
    const took = [1, 2, 3, 4, 5].map(() => {
      const from = performance.now();
      holdsCardNumber(text);
      return performance.now() - from;
    });
    return Math.min(...took);
  };
  timeMs(20_000);
  // Four times the text; were it the square, sixteen times as long.
  expect(timeMs(80_000)).toBeLessThan(10 * timeMs(20_000) + 5);
});
