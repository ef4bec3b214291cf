import { expect, it } from 'vitest';
import type { Refused } from '../../api/outcome.ts';
import { refusedField, tidyAddress } from './accessProblems.ts';

const refused = (param: string | null): Refused => ({
  ...{ kind: 'refused', status: 400, code: 'parameter_invalid', declineCode: null, message: '', paymentIntent: null },
  param,
});

it.each([
  [refused('base_url'), 'base_url'],
  [refused('secret'), 'secret'],
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
