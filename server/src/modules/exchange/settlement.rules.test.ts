import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quote } from './conversion.rules.ts';
import { ageInDays, inItself, openShare, settled, utcDay } from './settlement.rules.ts';

const TWO_POUNDS_A_EURO: Quote = {
  ...{ from: 'gbp', to: 'eur', fromRate: '2', toRate: '1' },
  ...{ marginBasisPoints: 0, source: 'ecb', day: '2026-04-13' },
};

describe('what the place is owed', () => {
  it('is the amount itself where nothing is converted', () => {
    expect(settled(money(4990n, 'gbp'), inItself('gbp'))).toEqual(money(4990n, 'gbp'));
  });

  it('is the amount by the quote where it is', () => {
    expect(settled(money(4990n, 'gbp'), { currency: 'eur', quote: TWO_POUNDS_A_EURO })).toEqual(money(2495n, 'eur'));
  });
});

it.each([
  ['2026-04-13T00:00:00.000Z', '2026-04-13'],
  ['2026-04-13T23:59:59.999Z', '2026-04-13'],
  ['2026-04-14T01:00:00+02:00', '2026-04-13'],
])('%s belongs to %s in UTC', (moment, day) => expect(utcDay(new Date(moment))).toBe(day));

it.each([
  ['2026-04-13', '2026-04-13T00:00:00Z', 0],
  ['2026-04-13', '2026-04-13T23:59:59Z', 0],
  ['2026-04-13', '2026-04-14T00:00:00Z', 1],
  ['2026-04-10', '2026-04-13T12:00:00Z', 3],
  ['2025-12-31', '2026-03-01T08:00:00Z', 60],
])('a rate of %s is, at %s, %i days old', (day, now, days) => expect(ageInDays(day, new Date(now))).toBe(days));

describe('the share of a part in what is open', () => {
  const open = { presented: 200n, settled: money(100n, 'eur') };

  it.each([
    ['a part takes its share', 150n, 75n],
    ['a tie goes to the even neighbour below', 1n, 0n],
    ['a tie goes to the even neighbour above', 3n, 2n],
    ['nothing takes nothing', 0n, 0n],
    ['the last part takes the rest', 200n, 100n],
    ['more than all takes no more than all', 210n, 100n],
  ])('%s', (_what, part, share) => expect(openShare(open, part)).toEqual(money(share, 'eur')));

  it('is the rest where nothing is open in the currency of the charge any more', () => {
    expect(openShare({ presented: 0n, settled: money(7n, 'eur') }, 0n)).toEqual(money(7n, 'eur'));
  });

  it('sums to the whole, in however many parts it is given back', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 100_000n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.bigInt({ min: 0n, max: 1_000_000n }), (given, whole) => {
        let presented = given.reduce((sum, part) => sum + part, 0n);
        let left = whole;
        for (const part of given) {
          const share = openShare({ presented, settled: money(left, 'eur') }, part).amount;
          expect(share >= 0n && share <= left).toBe(true);
          left -= share;
          presented -= part;
        }
        expect(left).toBe(0n);
      }),
    );
  });
});
