import { expect, it } from 'vitest';
import { quickTenders } from './quickTenders.ts';

it.each([
  [1250n, 'eur', [1500n, 2000n, 5000n]],
  [500n, 'eur', [1000n, 2000n, 5000n]],
  [4990n, 'eur', [5000n, 6000n]],
  [5000n, 'eur', [6000n]],
  [10_000n, 'eur', []],
  [1200n, 'jpy', []],
] as const)('for %s %s people hand over %s', (asked, currency, expected) => {
  expect(quickTenders(asked, currency)).toEqual(expected);
});
