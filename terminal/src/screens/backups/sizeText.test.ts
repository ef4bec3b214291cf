import { expect, it } from 'vitest';
import { sizeText } from './sizeText.ts';

it.each([
  [0, 'en', '0 kB'],
  [512, 'en', '0.5 kB'],
  [5_138_292, 'en', '5.1 MB'],
  [20_400_000_000, 'en', '20.4 GB'],
  [3_000_000_000_000_000, 'en', '3,000 TB'],
  [5_138_292, 'fr', '5,1 Mo'],
  [5_138_292, 'it', '5,1 MB'],
])('%i bytes in %s: %s', (bytes, language, words) => {
  expect(sizeText(bytes, language).replace(/[\u00a0\u202f]/g, ' ')).toBe(words);
});
