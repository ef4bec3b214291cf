import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ibanOf, parseIban } from './ibans.ts';

// Examples of the IBAN registry and published test numbers.
const KNOWN = [
  ['AT611904300234573201', 'AT', '19043', null],
  ['BE68539007547034', 'BE', '539', null],
  ['CH9300762011623852957', 'CH', '00762', null],
  ['DE89370400440532013000', 'DE', '37040044', null],
  ['ES9121000418450200051332', 'ES', '2100', '0418'],
  ['FR1420041010050500013M02606', 'FR', '20041', '01005'],
  ['GB29NWBK60161331926819', 'GB', 'NWBK', '601613'],
  ['IT60X0542811101000000123456', 'IT', '05428', '11101'],
  ['MT84MALT011000012345MTLCAST001S', 'MT', 'MALT', '01100'],
  ['NL91ABNA0417164300', 'NL', 'ABNA', null],
  ['NO9386011117947', 'NO', '8601', null],
  ['SM86U0322509800000000270100', 'SM', '03225', '09800'],
] as const;

describe('parseIban', () => {
  it.each(KNOWN)('reads %s', (iban, country, bankCode, branchCode) => {
    expect(parseIban(iban)).toEqual({ ok: true, iban, country, bankCode, branchCode });
  });

  it('takes it as people write it', () => {
    expect(parseIban(' de89 3704 0044 0532 0130 00 ')).toMatchObject({ ok: true, iban: 'DE89370400440532013000' });
  });

  it.each([
    ['', 'form'],
    ['DE', 'form'],
    ['DE89370400440532013_00', 'form'],
    ['__proto__', 'form'],
    ['BR1800360305000010009795493C1', 'country'],
    ['DE8937040044053201300', 'length'],
    ['DE893704004405320130000', 'length'],
    ['DE88370400440532013000', 'check_digits'],
    ['FR1420041010050500013M02607', 'check_digits'],
  ] as const)('refuses %j: %s', (text, problem) => {
    expect(parseIban(text)).toEqual({ ok: false, problem });
  });

  it('notices any one digit that is wrong', () => {
    const iban = 'DE89370400440532013000';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = (Number(iban[at]) + by) % 10;
        expect(parseIban(`${iban.slice(0, at)}${wrong}${iban.slice(at + 1)}`).ok).toBe(false);
      }),
    );
  });
});

describe('an IBAN of any country', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['gb82 west 1234 5698 7654 32', 'GB82WEST12345698765432'],
    ['FR1420041010050500013M02606', 'FR1420041010050500013M02606'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
    ['NO93 8601 1117 947', 'NO9386011117947'],
    ['BR1800360305000010009795493C1', 'BR1800360305000010009795493C1'],
  ])('%s is one', (typed, iban) => expect(ibanOf(typed)).toBe(iban));

  it.each([
    '',
    'DE',
    'DE88370400440532013000',
    'DE8937040044053201300',
    'XX89370400440532013000',
    'US89370400440532013000',
    'DE89-3704-0044-0532-0130-00',
  ])('"%s" is none', (typed) => expect(ibanOf(typed)).toBeNull());

  it('with two neighbours exchanged or one sign wrong is none', () => {
    const iban = 'DE89370400440532013000';
    for (let at = 4; at < iban.length; at += 1) {
      const wrong = iban[at] === '9' ? '0' : String(Number(iban[at]) + 1);
      expect(ibanOf(iban.slice(0, at) + wrong + iban.slice(at + 1))).toBeNull();
      const [one = '', other = ''] = [iban[at - 1], iban[at]];
      if (one !== other) expect(ibanOf(iban.slice(0, at - 1) + other + one + iban.slice(at + 1))).toBeNull();
    }
  });
});
