import { expect, it } from 'vitest';
import { hashPassword, isPassword } from './passwordHash.ts';

it('stores argon2id with a salt of its own, and knows only the right password', async () => {
  const stored = await hashPassword('correct horse 42');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword('correct horse 42')).not.toBe(stored);
  expect(await isPassword(stored, 'correct horse 42')).toBe(true);
  expect(await isPassword(stored, 'correct horse 43')).toBe(false);
});

it('takes an accent for the same however a keyboard writes it', async () => {
  const stored = await hashPassword('caf\u00e9 du coin 1');
  expect(await isPassword(stored, 'cafe\u0301 du coin 1')).toBe(true);
});
