import { describe, expect, it } from 'vitest';
import { boundsUpTo, idleLimit, mayHoldMore, nextLimit } from './capacity.rules.ts';

const BOUNDS = boundsUpTo(1_000);

describe('how many are let in', () => {
  it.each([
    ['a little crowded: a tenth fewer', 100, { delayMs: 301, inFlight: 100, wasFull: true }, 90],
    ['twice too crowded: half', 100, { delayMs: 600, inFlight: 100, wasFull: true }, 50],
    ['a stall: three tenths', 100, { delayMs: 9_000, inFlight: 100, wasFull: true }, 30],
    ['crowded, but the last step has not shown its effect yet', 100, { delayMs: 900, inFlight: 101, wasFull: true }, 100],
    ['crowded, but not by us', 100, { delayMs: 900, inFlight: 49, wasFull: false }, 100],
    ['never fewer than the least', 17, { delayMs: 5_000, inFlight: 17, wasFull: true }, 16],
    ['roomy and wanted: half as many again', 100, { delayMs: 0, inFlight: 100, wasFull: true }, 150],
    ['less roomy', 100, { delayMs: 75, inFlight: 100, wasFull: true }, 125],
    ['roomy, and nobody waits', 100, { delayMs: 1, inFlight: 100, wasFull: false }, 100],
    ['in between', 100, { delayMs: 150, inFlight: 100, wasFull: true }, 100],
    ['never more than the most', 1_000, { delayMs: 1, inFlight: 1_000, wasFull: true }, 1_000],
  ])('%s', (_, limit, crowding, next) => {
    expect(nextLimit(limit, crowding, BOUNDS)).toBe(next);
  });

  it.each([
    [500, 450],
    [66, 64],
    [64, 64],
    [20, 20],
  ])('with little to do, %i becomes %i', (limit, next) => {
    expect(idleLimit(limit, BOUNDS)).toBe(next);
  });

  it('grows from one', () => {
    expect(nextLimit(1, { delayMs: 0, inFlight: 1, wasFull: true }, BOUNDS)).toBe(2);
    expect(boundsUpTo(4)).toEqual({ least: 4, most: 4 });
  });
});

describe('what accounts may hold of it', () => {
  /** Each takes as much as it may, turn by turn. */
  const shares = (limit: number, accounts: number): number[] => {
    const held = Array.from({ length: accounts }, () => 0);
    for (let free = limit; ; ) {
      const before = free;
      for (const [at, has] of held.entries()) {
        if (!mayHoldMore(has, free)) continue;
        held[at] = has + 1;
        free -= 1;
      }
      if (free === before) return held;
    }
  };

  it.each([
    [90, 1, [80]],
    [85, 2, [40, 40]],
    [100, 3, [32, 32, 32]],
    [4, 1, [4]],
    [1, 1, [1]],
  ])('of %i places, %i of them: %j', (limit, accounts, held) => {
    expect(shares(limit, accounts)).toEqual(held);
  });
});
