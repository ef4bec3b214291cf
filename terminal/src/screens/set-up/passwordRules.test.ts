import { describe, expect, it } from 'vitest';
import { isPasswordFine, passwordRules } from './passwordRules.ts';

describe('passwordRules', () => {
  it('counts characters and not code units', () => {
    expect(passwordRules('🐟'.repeat(11)).longEnough).toBe(false);
    expect(passwordRules('🐟'.repeat(12)).longEnough).toBe(true);
  });

  it.each([
    ['correct horse 7', true],
    ['correcthorsebattery', false],
    ['123456789012', false],
    ['a1a1a1a1a1a1', false],
    ['short 1 a', false],
  ])('%s: %s', (password, fine) => {
    expect(isPasswordFine(password)).toBe(fine);
  });
});
