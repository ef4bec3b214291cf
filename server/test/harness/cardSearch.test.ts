import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findCardNumber } from './cardSearch.ts';

const NUMBERS = ['4242424242424242', '378282246310005', '36227206271667', '6011111111111117'];

const around = (planted: Buffer): Buffer => Buffer.concat([randomBytes(1001), planted, randomBytes(999)]);
const nibbles = (hex: string): Buffer => Buffer.from(hex.length % 2 === 0 ? hex : `${hex}f`, 'hex');

const plantings: [string, (number: string) => Buffer][] = [
  ['text', (n) => Buffer.from(n)],
  ['JSON', (n) => Buffer.from(JSON.stringify({ number: n }))],
  ['spaced', (n) => Buffer.from(n.replace(/(.{4})(?=.)/g, '$1 '))],
  ['dashed', (n) => Buffer.from(n.replace(/(.{4})(?=.)/g, '$1-'))],
  ['BCD', (n) => nibbles(n)],
  ['BCD behind another digit', (n) => nibbles(`7${n}`)],
  ['BCD with a filler in front', (n) => nibbles(`0${n}`)],
  ['base64', (n) => Buffer.from(Buffer.from(n).toString('base64'))],
  ['base64 of JSON at three places', (n) => Buffer.from(Buffer.from(`{"n":"${n}"}`).toString('base64'))],
  ['base64 one further', (n) => Buffer.from(Buffer.from(`{"nu":"${n}"}`).toString('base64'))],
  ['base64 two further', (n) => Buffer.from(Buffer.from(`{"num":"${n}"}`).toString('base64'))],
  ['base64url', (n) => Buffer.from(Buffer.from(`??>${n}`).toString('base64url'))],
  ['base64 of BCD', (n) => Buffer.from(nibbles(n).toString('base64'))],
  ['hex', (n) => Buffer.from(Buffer.from(n).toString('hex'))],
  ['UTF-16', (n) => Buffer.from(n, 'utf16le')],
  ['UTF-16 with the big end first', (n) => Buffer.from(n, 'utf16le').swap16()],
];

describe.each(NUMBERS)('%s', (number) => {
  it.each(plantings)('is found when it was planted as %s', (_, plant) => {
    const bytes = around(plant(number));
    expect(findCardNumber(bytes, number)).not.toEqual([]);
  });

  it('is not found where it is not', () => {
    expect(findCardNumber(randomBytes(200_000), number)).toEqual([]);
    expect(findCardNumber(Buffer.from(number.slice(0, 8) + number.slice(-4)), number)).toEqual([]);
  });
});

it('finds Amex as it is printed', () => {
  expect(findCardNumber(Buffer.from('Card 3782 822463 10005.'), '378282246310005')).toEqual([{ form: 'spaced 4-6-5', offset: 5 }]);
});
