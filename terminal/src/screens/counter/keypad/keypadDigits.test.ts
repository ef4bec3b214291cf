import { parseAmount } from '@guichet/contract/amounts.ts';
import { describe, expect, it } from 'vitest';
import { type DigitKey, digitsOf, minorOf, press, textOf } from './keypadDigits.ts';

const keys = (...pressed: (DigitKey | 'back')[]) => pressed.reduce(press, '');

describe('the keys of a till', () => {
  it.each([
    ['fill from the right', keys('4', '9', '9', '0'), '4990'],
    ['take a double nought', keys('5', '00'), '500'],
    ['begin with no nought', keys('0', '00', '7'), '7'],
    ['take the last digit away', keys('1', '2', 'back'), '1'],
    ['take nothing away from nothing', keys('back'), ''],
    ['stop at what an amount can hold', keys(...Array<DigitKey>(14).fill('9')), '9'.repeat(12)],
    ['take no half of a double nought at the end', press('9'.repeat(11), '00'), '9'.repeat(11)],
  ])('%s', (_what, digits, expected) => expect(digits).toBe(expected));
});

describe('an amount on the keys', () => {
  it.each([
    ['eur', '4990', '49,90', 4990],
    ['eur', '5', '0,05', 5],
    ['jpy', '1500', '1500', 1500],
    ['bhd', '125', '1,25', 1250],
    ['lyd', '1250', '01,250', 1250],
    ['lyd', '125', '0,125', 125],
    ['isk', '1500', '1500', 150_000],
  ] as const)('in %s: %s is written %s', (currency, digits, text, minor) => {
    expect(textOf(digits, currency, 'fr')).toBe(text);
    expect(minorOf(digits, currency)).toBe(minor);
    expect(digitsOf(text, currency)).toBe(digits);
    const read = parseAmount(text, currency);
    expect(read.ok && Number(read.money.amount)).toBe(minor);
  });

  it('has the mark of the language', () => expect(textOf('1234', 'eur', 'en')).toBe('12.34'));

  it('as typed is read by the keys', () => expect(digitsOf('12', 'eur')).toBe('1200'));

  it.each(['', '0', 'twelve', '1,2,3', '-5'])('"%s" is none', (text) => expect(digitsOf(text, 'eur')).toBe(''));

  it('is nothing without digits', () => expect([minorOf('', 'eur'), textOf('', 'eur', 'fr')]).toEqual([0, '']));
});
