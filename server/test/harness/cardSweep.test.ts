import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findCardNumber, formsOf } from './cardSearch.ts';
import { CardSweep } from './cardSweep.ts';

const NUMBERS = ['4242424242424242', '378282246310005', '36227206271667', '4000000000000002'];
const sweep = new CardSweep(NUMBERS);
const folder = mkdtempSync(join(tmpdir(), `guichet-test-${process.pid}-`));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(NUMBERS)('%s', (number) => {
  it('is found in each form that the search for one number finds', () => {
    for (const [form, planted] of formsOf(number)) {
      const bytes = Buffer.concat([randomBytes(1001), planted, randomBytes(999)]);
      const found = sweep.sweep('here', bytes).filter(({ last4 }) => last4 === number.slice(-4));
      // Mostly zeros: see CardSweep.
      const isVague = number === '4000000000000002' && form.includes('bcd');
      expect([form, found.some(({ offset }) => offset === 1001)]).toEqual([form, !isVague]);
      if (!isVague) expect(findCardNumber(bytes, number).length).toBeGreaterThan(0);
    }
  });
});

it('finds a number at the very beginning and at the very end', () => {
  const number = Buffer.from('4242424242424242');
  expect(sweep.sweep('x', number)).toEqual([{ where: 'x', last4: '4242', form: 'text', offset: 0 }]);
  expect(sweep.sweep('x', Buffer.concat([randomBytes(100), number])).map(({ offset }) => offset)).toContain(100);
  expect(sweep.sweep('x', number.subarray(0, 15))).toEqual([]);
  expect(sweep.sweep('x', Buffer.alloc(0))).toEqual([]);
});

it('finds nothing in zeros, in noise, and in what may be shown of a card', () => {
  expect(sweep.sweep('x', Buffer.alloc(1_000_000))).toEqual([]);
  expect(sweep.sweep('x', randomBytes(1_000_000))).toEqual([]);
  expect(sweep.sweep('x', Buffer.from('{"bin":"42424242","last4":"4242","masked":"424242******4242"}'))).toEqual([]);
});

it('goes through a folder and all below it, and says where', () => {
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'a/b/card'), 'Card: 3782 822463 10005.');
  writeFileSync(join(folder, 'clean'), 'nothing');
  expect(sweep.sweepFolder(folder)).toEqual({
    files: 2,
    bytes: 31,
    found: [{ where: '/a/b/card', last4: '0005', form: 'spaced 4-6-5', offset: 6 }],
  });
});
