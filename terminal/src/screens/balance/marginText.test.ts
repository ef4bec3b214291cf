import { expect, it } from 'vitest';
import { marginText, readMargin } from './marginText.ts';

it.each([
  ['2', 200],
  ['2,5', 250],
  ['2.05 %', 205],
  ['0', 0],
  ['20', 2000],
  ['20,01', null],
  ['-1', null],
  ['2.555', null],
  ['', null],
  ['two', null],
])('"%s" is a margin of %s', (text, basisPoints) => expect(readMargin(text)).toBe(basisPoints));

it.each([0, 5, 50, 200, 205, 1000, 1234, 2000])('%d is read back as it was written', (basisPoints) => {
  for (const locale of ['en', 'fr', 'it']) expect(readMargin(marginText(basisPoints, locale))).toBe(basisPoints);
});
