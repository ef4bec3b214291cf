import { defaultParseSearch } from '@tanstack/react-router';
import { expect, it } from 'vitest';
import { withPhoneAsText } from './phoneInAddress.ts';

it.each([
  ['?phone=+33612345678', '+33612345678'],
  ['?phone=%2B33612345678', '+33612345678'],
  ['?phone=33612345678', '33612345678'],
  ['?phone=0612345678', '0612345678'],
  ['?customer=cus_1&phone=06%2012%2034', '06 12 34'],
  ['?phone=%22%2B336%22', '+336'],
  ['?phone=%ZZ', '%ZZ'],
])('%s names %s', (query, phone) => {
  expect(defaultParseSearch(withPhoneAsText(query))).toMatchObject({ phone });
});

it('leaves every other address as it is', () => {
  expect(withPhoneAsText('?query=%2B33&after=pi_1')).toBe('?query=%2B33&after=pi_1');
  expect(withPhoneAsText('')).toBe('');
});
