import { expect, it } from 'vitest';
import { percentText, readPercent } from './percentText.ts';

it.each([
  ['20', 200_000],
  ['5,5', 55_000],
  ['5.5 %', 55_000],
  [' 8.8875% ', 88_875],
  ['0', 0],
  ['100', 1_000_000],
])('reads "%s"', (text, rate) => {
  expect(readPercent(text)).toBe(rate);
});

it.each(['', '100.1', '-1', '1.23456', 'ten', '1,2,3'])('takes "%s" for no percentage', (text) => {
  expect(readPercent(text)).toBeNull();
});

it('writes it as the language does', () => {
  expect(percentText(55_000, 'fr')).toBe('5,5');
  expect(percentText(200_000, 'en')).toBe('20');
  expect(percentText(88_875, 'en')).toBe('8.8875');
});
