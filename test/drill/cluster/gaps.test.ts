import { expect, it } from 'vitest';
import { gapWithin } from './gaps.ts';

const window = { fromMs: 1_000, toMs: 2_000 };

it.each([
  ['between two acknowledgements within the fault', [950, 1_100, 1_800, 2_050], 700, 2],
  ['from the last one before it', [400, 1_500, 1_900, 2_010], 1_100, 2],
  ['to the first one after it', [990, 1_100, 3_600], 2_500, 1],
  ['across all of it', [900, 2_300], 1_400, 0],
  ['from its beginning, where none came before', [1_700, 1_900, 2_000], 700, 3],
  ['to its end, where none came after', [900, 1_200], 800, 1],
  ['all of it, where none came at all', [], 1_000, 0],
  ['in whatever order they are told', [2_050, 1_800, 950, 1_100], 700, 2],
])('the longest time without a write counts %s', (_, acknowledgedAtMs, gapMs, acknowledged) => {
  expect(gapWithin(acknowledgedAtMs, window)).toEqual({ gapMs, acknowledged });
});
