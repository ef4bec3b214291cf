import { describe, expect, it } from 'vitest';
import type { AuthorisationRequest } from '../api.ts';
import { authorisation, noonS } from '../testing/temporaryBank.ts';
import { passesLuhn } from './cardNumber.ts';
import { decideAuthorisation } from './decideAuthorisation.ts';
import { testCards } from './testCards.ts';

const address = { line1: '12 rue du Port', postal_code: '13002', country: 'FR' };

/** number: response code, address, security code, brand, funding, country; line 1, postal code and security code all given. */
const answers: Record<string, string> = {
  '4242424242424242': '00 Y M visa credit US',
  '4000056655665556': '00 Y M visa debit US',
  '5555555555554444': '00 Y M mastercard credit US',
  '2223003122003222': '00 Y M mastercard credit US',
  '5200828282828210': '00 Y M mastercard debit US',
  '5105105105105100': '00 Y M mastercard prepaid US',
  '378282246310005': '00 Y M amex credit US',
  '371449635398431': '00 Y M amex credit US',
  '6011111111111117': '00 Y M discover credit US',
  '3056930009020004': '00 Y M diners credit US',
  '36227206271667': '00 Y M diners credit US',
  '3566002020360505': '00 Y M jcb credit US',
  '6200000000000005': '00 Y M unionpay credit US',
  '4000000000000002': '05 Y M visa credit US',
  '4000000000009995': '51 Y M visa credit US',
  '4000000000009987': '41 Y M visa credit US',
  '4000000000009979': '43 Y M visa credit US',
  '4000000000000069': '54 Y M visa credit US',
  '4000000000000127': 'N7 Y N visa credit US',
  '4000000000000119': '96 Y M visa credit US',
  '4000000000006975': '61 Y M visa credit US',
  '4000000000000341': '05 Y M visa credit US',
  '4100000000000019': '59 Y M visa credit US',
  '4000000000009235': '00 Y M visa credit US',
  '4000000000000010': '00 N M visa credit US',
  '4000000000000028': '00 Z M visa credit US',
  '4000000000000036': '00 A M visa credit US',
  '4000000000000044': '00 U M visa credit US',
  '4000000000000101': '00 Y N visa credit US',
  '4000000000000259': '00 Y M visa credit US',
  '4000000000002685': '00 Y M visa credit US',
  '4000000000001976': '00 Y M visa credit US',
  '4000000000005423': '00 Y M visa credit US',
  '4000000000000077': '00 Y M visa credit US',
  '4000000000005126': '00 Y M visa credit US',
  '4000000000007726': '00 Y M visa credit US',
  '4000002500003155': '00 S M visa credit FR',
  '4000002760003184': '00 Y M visa credit DE',
  '4000008260003178': '51 Y M visa credit GB',
  '4000002500001001': '00 S M visa credit FR',
  '5555552500001001': '00 S M mastercard credit FR',
  '4150580996517927': '00 S M visa credit FR',
  '5131072454408923': '00 S M mastercard credit FR',
  '5817020000000000': '00 S M maestro debit FR',
};

const decide = (changes: Parameters<typeof authorisation>[1]) => decideAuthorisation(authorisation('a', changes), noonS);

describe('the test cards', () => {
  it('are all in this table, and all well formed', () => {
    expect(testCards.map((card) => card.number).sort()).toEqual(Object.keys(answers).sort());
    expect(testCards.filter((card) => !passesLuhn(card.number))).toEqual([]);
  });

  it.each(Object.entries(answers))('%s by telephone answers %s', (number, expected) => {
    const { responseCode, avs, cvc, card } = decide({ number, address });
    expect([responseCode, avs, cvc, card?.brand, card?.funding, card?.country].join(' ')).toBe(expected);
  });

  it.each(['4000002500001001', '5555552500001001', '4150580996517927', '5131072454408923', '5817020000000000'])(
    '%s is a CB card',
    (number) => {
      const { card } = decide({ number });
      expect(card?.networks).toEqual(['cartes_bancaires', card?.brand]);
    },
  );
});

describe('numbers that lead nowhere', () => {
  it.each([
    ['a wrong check digit', '4242424242424241', '14'],
    ['letters', '4242x', '14'],
    ['nothing', '', '14'],
    ['twenty digits', '42424242424242424242', '14'],
    ['well formed but unknown', '4111111111111111', '15'],
  ])('%s', (_name, number, responseCode) => {
    expect(decide({ number, address })).toEqual({ responseCode, avs: null, cvc: null, card: null });
  });
});

describe('the expiry date', () => {
  it.each([
    [12, 2025, '54'],
    [1, 2025, '54'],
    [1, 2026, '00'],
    [2, 2026, '00'],
  ])('%i/%i in January 2026 answers %s', (exp_month, exp_year, responseCode) => {
    expect(decide({ card: { number: '4242424242424242', exp_month, exp_year } }).responseCode).toBe(responseCode);
  });
});

describe('the security code', () => {
  it('is not judged when it was not given', () => {
    expect(decide({ card: { number: '4242424242424242', exp_month: 1, exp_year: 2027 } }).cvc).toBeNull();
  });
});

describe('authentication', () => {
  type Case = [string, AuthorisationRequest['entry'], AuthorisationRequest['stored_credential'], string];
  const first = { first: false, network_transaction_id: '123456789012345' };
  const cases: Case[] = [
    ['4000002500003155', 'moto_mail', undefined, '00'],
    ['4000002500003155', 'moto', { first: true }, '00'],
    ['4000002500003155', 'keyed_in_person', undefined, '00'],
    ['4000002500003155', 'ecommerce', undefined, '1A'],
    ['4000002500003155', 'ecommerce', first, '1A'],
    ['4000002500003155', 'saved_cit', undefined, '1A'],
    ['4000002500003155', 'saved_cit', first, '00'],
    ['4000002500003155', 'mit_recurring', { first: false }, '1A'],
    ['4000002500003155', 'mit_recurring', first, '00'],
    ['4000002500003155', 'mit_unscheduled', first, '00'],
    ['4000002760003184', 'keyed_in_person', undefined, '00'],
    ['4000002760003184', 'ecommerce', undefined, '1A'],
    ['4000002760003184', 'saved_cit', first, '1A'],
    ['4000002760003184', 'mit_recurring', first, '1A'],
    ['4000008260003178', 'ecommerce', undefined, '1A'],
    ['4000008260003178', 'moto', undefined, '51'],
    ['4242424242424242', 'ecommerce', undefined, '00'],
  ];
  it('is asked of any card that the merchant demands it for, but by telephone', () => {
    const authentication = { return_url: 'https://shop.example.com/', demanded: true };
    expect(decide({ authentication, entry: 'ecommerce' }).responseCode).toBe('1A');
    expect(decide({ authentication }).responseCode).toBe('00');
  });

  it('is over once the holder has proved themselves', () => {
    const request = authorisation('a', { number: '4000002760003184', entry: 'ecommerce' });
    expect(decideAuthorisation(request, noonS, { proven: true, amount: 4990 }).responseCode).toBe('00');
  });

  it('leaves a card that fails later good to be kept', () => {
    const request = authorisation('a', { number: '4000000000000341' });
    expect(decideAuthorisation(request, noonS, { proven: false, amount: 0 }).responseCode).toBe('00');
    expect(decideAuthorisation(request, noonS, { proven: false, amount: 4990 }).responseCode).toBe('05');
  });

  it.each(cases)('%s by %s with %j answers %s', (number, entry, stored_credential, responseCode) => {
    expect(decide({ number, entry, ...(stored_credential && { stored_credential }) }).responseCode).toBe(responseCode);
  });
});
