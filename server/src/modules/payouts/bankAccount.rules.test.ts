import { describe, expect, it } from 'vitest';
import { ibanOf, routingNumberOf, usAccountNumberOf } from './bankAccount.rules.ts';

describe('an IBAN', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['gb82 west 1234 5698 7654 32', 'GB82WEST12345698765432'],
    ['FR1420041010050500013M02606', 'FR1420041010050500013M02606'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
    ['NO93 8601 1117 947', 'NO9386011117947'],
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

it.each([
  ['110000000', '110000000'],
  ['021000021', '021000021'],
  ['0210-0002-1', '021000021'],
  ['110000001', null],
  ['000000000', null],
  ['11000000', null],
])('the routing number %s is read as %s', (typed, read) => expect(routingNumberOf(typed)).toBe(read));

it.each([
  ['000123456789', '000123456789'],
  ['1234', '1234'],
  ['123', null],
  ['123456789012345678', null],
  ['12a4', null],
])('the account number %s is read as %s', (typed, read) => expect(usAccountNumberOf(typed)).toBe(read));
