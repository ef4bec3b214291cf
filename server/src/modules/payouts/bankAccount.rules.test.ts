import { expect, it } from 'vitest';
import { routingNumberOf, usAccountNumberOf } from './bankAccount.rules.ts';

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
  ['0001 2345-6789', '000123456789'],
  ['123', null],
  ['123456789012345678', null],
  ['12a4', null],
])('the account number %s is read as %s', (typed, read) => expect(usAccountNumberOf(typed)).toBe(read));
