import { describe, expect, it } from 'vitest';
import { type DebitDraft, debitProblems, earlyProblems, knownBySeconds, NO_DEBIT, typedIban } from './debitDraft.ts';

const GOOD: DebitDraft = { ...NO_DEBIT, holder: 'Ada', email: 'ada@example.com', iban: 'DE89 3704 0044 0532 0130 00', agreed: true };
const ACH: DebitDraft = { ...NO_DEBIT, holder: 'Ada', routing: '110000000', account: '000123456789', agreed: true };

it('an IBAN is written in groups, however it is typed', () => {
  expect(typedIban('de89 37040044-0532013000')).toBe('DE89 3704 0044 0532 0130 00');
});

describe('the whole form', () => {
  it.each([
    ['sepa_debit', GOOD, {}],
    ['sepa_debit', { ...GOOD, iban: '' }, { iban: 'empty' }],
    ['sepa_debit', { ...GOOD, iban: 'DE88 3704 0044 0532 0130 00' }, { iban: 'check_digits' }],
    ['sepa_debit', { ...GOOD, iban: 'US64SVBKUS6S3300958879' }, { iban: 'country' }],
    ['sepa_debit', { ...GOOD, email: '' }, { email: 'not_an_email' }],
    ['sepa_debit', NO_DEBIT, { holder: 'empty', email: 'not_an_email', iban: 'empty', agreed: 'missing' }],
    ['sepa_debit', { ...GOOD, given: 'by_mail', agreed: false }, {}],
    ['us_bank_account', ACH, {}],
    ['us_bank_account', { ...ACH, given: 'by_mail', agreed: false }, { email: 'not_an_email' }],
    ['us_bank_account', { ...ACH, routing: '110000001', account: '12' }, { routing: 'wrong', account: 'wrong' }],
  ] as const)('%s %j', (scheme, draft, expected) => {
    expect(debitProblems(scheme, draft)).toEqual(expected);
  });
});

describe('while one types', () => {
  it.each([
    ['sepa_debit', { ...GOOD, iban: 'DE89 3704' }, {}],
    ['sepa_debit', { ...GOOD, iban: 'DE88 3704 0044 0532 0130 00' }, { iban: 'check_digits' }],
    ['us_bank_account', { ...ACH, routing: '1100' }, {}],
    ['us_bank_account', { ...ACH, routing: '110000001' }, { routing: 'wrong' }],
  ] as const)('%s %j', (scheme, draft, expected) => {
    expect(earlyProblems(scheme, draft)).toEqual(expected);
  });
});

it('the answer is expected after so many working days', () => {
  const friday = Date.UTC(2026, 10, 20, 12);
  expect(new Date(knownBySeconds('sepa_debit', friday) * 1000).toISOString().slice(0, 10)).toBe('2026-12-01');
  expect(new Date(knownBySeconds('us_bank_account', friday) * 1000).toISOString().slice(0, 10)).toBe('2026-11-26');
});
