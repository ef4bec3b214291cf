import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SABOTAGES } from './sabotages.ts';

it.each(SABOTAGES)('the fault “$name” still has its place, once', ({ file, replace }) => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
  expect(text.split(replace)).toHaveLength(2);
});
