import { expect, it } from 'vitest';
import { compareAddress } from './compareAddress.ts';
import { findTestCard } from './testCards.ts';

const both = { line1: '1 Main St', postal_code: '44114' };
const line1 = { line1: '1 Main St' };
const postalCode = { postal_code: '44114' };

it.each([
  ['4242424242424242', both, 'Y'],
  ['4242424242424242', line1, 'A'],
  ['4242424242424242', postalCode, 'Z'],
  ['4242424242424242', { country: 'US' }, null],
  ['4242424242424242', { line1: '', postal_code: ' ' }, null],
  ['4242424242424242', undefined, null],
  ['4000000000000010', both, 'N'],
  ['4000000000000010', line1, 'N'],
  ['4000000000000010', postalCode, 'N'],
  ['4000000000000010', undefined, null],
  ['4000000000000028', both, 'Z'],
  ['4000000000000028', line1, 'N'],
  ['4000000000000028', postalCode, 'Z'],
  ['4000000000000036', both, 'A'],
  ['4000000000000036', line1, 'A'],
  ['4000000000000036', postalCode, 'N'],
  ['4000000000000044', postalCode, 'U'],
  ['4000000000000044', undefined, null],
  ['4000002500001001', both, 'S'],
  ['4000002500001001', undefined, null],
])('%s with %j answers %s', (number, address, expected) => {
  const card = findTestCard(number);
  expect(card && compareAddress(card, address)).toBe(expected);
});
