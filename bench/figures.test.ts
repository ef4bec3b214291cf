import { describe, expect, it } from 'vitest';
import { medians, quantile, spread } from './figures.ts';

describe('figures', () => {
  it.each([
    [[], 0.5, 0],
    [[7], 0.99, 7],
    [[1, 2, 3, 4], 0.5, 3],
    [Array.from({ length: 200 }, (_, n) => n), 0.99, 198],
    [[1, 2, 3], 1, 3],
  ])('of %j the share %d lies below %d', (values, share, expected) => expect(quantile(values, share)).toBe(expected));

  it.each([
    [[3, 1, 2], { median: 2, min: 1, max: 3 }],
    [[4, 1, 2, 3], { median: 2.5, min: 1, max: 4 }],
    [[5], { median: 5, min: 5, max: 5 }],
  ])('of %j are spread as %j', (values, expected) => expect(spread(values)).toEqual(expected));

  it('of several runs are told as their medians, in the same shape', () => {
    const run = (per_s: number) => ({ name: 'x', payments: [{ connections: 64, per_s, why: null }] });
    expect(medians([run(3), run(9), run(4)])).toEqual({ name: 'x', payments: [{ connections: 64, per_s: 4, why: null }] });
  });
});
