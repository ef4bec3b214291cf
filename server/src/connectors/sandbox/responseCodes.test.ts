import { readFileSync } from 'node:fs';
import { DECLINES } from '@guichet/contract/declines.ts';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../test/harness/ledgerTable.ts';
import { addressChecksOf, cvcCheckOf, meaningOf } from './responseCodes.ts';

const BANK = readFileSync(new URL('../../../../docs/connectors/sandbox.md', import.meta.url), 'utf8');

/** The codes with which the bank’s test cards are declined: `05 declined without a reason`, `00; 1A for …`. */
const bankCodes = [
  ...new Set(readTable(BANK, 'Test cards').flatMap(({ answer = '' }) => answer.match(/\b(?:\d\d|\d[A-Z]|[A-Z]\d)\b/g) ?? [])),
];

describe('a response code', () => {
  it('of every test card has a meaning of its own', () => {
    const declines = bankCodes.filter((code) => code !== '00');
    expect(declines.length).toBeGreaterThan(8);
    expect(declines.filter((code) => meaningOf(code).declineCode === 'do_not_honor')).toEqual([]);
  });

  it.each([
    ['05', 'card_declined', 'generic_decline', 'try_again_later'],
    ['14', 'incorrect_number', 'incorrect_number', 'confirm_card_data'],
    ['1A', 'authentication_required', 'authentication_required', null],
    ['41', 'card_declined', 'lost_card', 'do_not_try_again'],
    ['43', 'card_declined', 'stolen_card', 'do_not_try_again'],
    ['51', 'card_declined', 'insufficient_funds', 'try_again_later'],
    ['54', 'expired_card', 'expired_card', 'confirm_card_data'],
    ['61', 'card_declined', 'card_velocity_exceeded', 'try_again_later'],
    ['96', 'processing_error', 'processing_error', 'try_again_later'],
    ['N7', 'incorrect_cvc', 'incorrect_cvc', 'confirm_card_data'],
    ['ZZ', 'card_declined', 'do_not_honor', 'try_again_later'],
  ] as const)('%s is %s, %s: %s', (code, name, declineCode, advice) => {
    expect(meaningOf(code)).toEqual({ code: name, declineCode, advice });
  });

  it('of a suspected fraud is the provider’s own refusal', () => {
    expect(meaningOf('59')).toMatchObject({ declineCode: 'fraudulent', blocked: true });
  });

  it('leads staff to an advice', () => {
    for (const code of [...bankCodes, '01', '04', '12', '15', '57', '62', '91', 'ZZ']) {
      expect(Object.keys(DECLINES)).toContain(meaningOf(code).declineCode);
    }
  });
});

it.each([
  ['Y', 'pass', 'pass'],
  ['A', 'pass', 'fail'],
  ['Z', 'fail', 'pass'],
  ['N', 'fail', 'fail'],
  ['U', 'unavailable', 'unavailable'],
  ['S', 'unavailable', 'unavailable'],
  // What was not compared, or in a letter that nobody knows, was not checked.
  [null, null, null],
  ['?', null, null],
] as const)('the address letter %s', (letter, line1, postalCode) => {
  expect(addressChecksOf(letter)).toEqual({ line1, postalCode });
});

it.each([
  ['M', 'pass'],
  ['N', 'fail'],
  ['P', 'unavailable'],
  ['S', 'unchecked'],
  [null, null],
  ['?', null],
] as const)('the security code letter %s is %s', (letter, check) => {
  expect(cvcCheckOf(letter)).toBe(check);
});
