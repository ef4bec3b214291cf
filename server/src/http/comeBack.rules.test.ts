import { expect, it } from 'vitest';
import { nextComeBack, SHORTEST_SECONDS } from './comeBack.rules.ts';

it.each([
  ['longer where more are refused than served', 4, { refused: 11, served: 10 }, 6],
  ['longer where nobody is served', 4, { refused: 1, served: 0 }, 6],
  ['never longer than the longest', 25, { refused: 500, served: 10 }, 30],
  ['the same in between', 12, { refused: 7, served: 10 }, 12],
  ['sooner where few are refused', 12, { refused: 4, served: 10 }, 8],
  ['sooner where nobody comes', 12, { refused: 0, served: 0 }, 8],
  ['never sooner than the shortest', 4, { refused: 0, served: 10 }, SHORTEST_SECONDS],
])('%s', (_, seconds, counts, next) => {
  expect(nextComeBack(seconds, counts)).toBe(next);
});
