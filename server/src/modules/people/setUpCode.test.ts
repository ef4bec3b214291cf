import { expect, it } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import { systemRandom } from '../../platform/random.ts';
import { SetUpCode } from './setUpCode.ts';

const NOON = new Date('2026-03-02T12:00:00Z');

it('can be read out and copied without mistakes', () => {
  for (let n = 0; n < 50; n += 1) expect(new SetUpCode(systemRandom).text).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  expect(new SetUpCode(systemRandom).text).not.toBe(new SetUpCode(systemRandom).text);
});

it('closes for a minute after each ten wrong ones', () => {
  const code = new SetUpCode({ bytes: (length) => Buffer.alloc(length) });
  const clock = manualClock(NOON);
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 10; n += 1) expect(code.check('BBBB-BBBB', clock.now())).toBe('wrong');
    expect(code.check('AAAA-AAAA', clock.now())).toBe('closed');
    clock.advance(60_000);
  }
  expect(code.check('aaaa aaaa', clock.now())).toBe('right');
  expect(code.check('', clock.now())).toBe('wrong');
});
