import { expect, it } from 'vitest';
import type { Refused } from '../../api/outcome.ts';
import { looksPublishable, refusedField, tidyAddress } from './accessProblems.ts';

const refused = (param: string | null): Refused => ({
  ...{ kind: 'refused', status: 400, code: 'parameter_invalid', declineCode: null, message: '', paymentIntent: null },
  param,
});

it.each([
  [refused('base_url'), 'base_url'],
  [refused('secret'), 'secret'],
  [refused('publishable_key'), 'publishable_key'],
  [refused('cards'), 'cards'],
  [refused('methods'), null],
  [refused(null), null],
  [{ kind: 'lost', timedOut: true } as const, null],
  [null, null],
])('a failure stands at its field', (failure, field) => expect(refusedField(failure)).toBe(field));

it.each([
  ['https://api.stripe.com/', 'https://api.stripe.com'],
  [' https://shop.example.com/pay// ', 'https://shop.example.com/pay'],
  ['http://localhost:4242', 'http://localhost:4242'],
])('%s is kept as %s', (typed, kept) => expect(tidyAddress(typed)).toBe(kept));

it.each([
  [' pk_test_abcdefgh ', false, true],
  ['pk_test_abcdefgh', true, false],
  ['pk_live_abcdefgh', true, true],
  ['pk_live_abcdefgh', false, false],
  ['sk_test_abcdefgh', false, false],
  ['pk_test_short', false, false],
])('%s in live mode %s: %s', (typed, livemode, will) => expect(looksPublishable(typed, livemode)).toBe(will));
