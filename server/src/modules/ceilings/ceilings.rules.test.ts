import { money } from '@guichet/contract/money.ts';
import { describe, expect, it } from 'vitest';
import { tooMuchAtOnce, tooMuchForDay } from './ceilings.rules.ts';

const eur = (amount: bigint) => money(amount, 'eur');

describe('a ceiling', () => {
  it('for one payment or refund is reached and not passed', () => {
    expect(tooMuchAtOnce({ amount: eur(200_00n), ceiling: 200_00n }, 'payment')).toBeNull();
    expect(tooMuchAtOnce({ amount: eur(1n), ceiling: null }, 'payment')).toBeNull();
    expect(tooMuchAtOnce({ amount: eur(200_01n), ceiling: 200_00n }, 'payment')).toBe(
      '€200.01 is above your ceiling of €200.00 for one payment. Ask somebody whose ceiling is higher.',
    );
    expect(tooMuchAtOnce({ amount: eur(1n), ceiling: 0n }, 'refund')).toContain('€0.00 for one refund');
  });

  it('for a day counts what was taken, and says what is left', () => {
    expect(tooMuchForDay({ amount: eur(50_00n), ceiling: 200_00n }, 150_00n)).toBeNull();
    expect(tooMuchForDay({ amount: eur(50_00n), ceiling: null }, 150_00n)).toBeNull();
    expect(tooMuchForDay({ amount: eur(50_01n), ceiling: 200_00n }, 150_00n)).toContain('€200.00 for one day; €50.00 is left of it');
    expect(tooMuchForDay({ amount: eur(1n), ceiling: 200_00n }, 300_00n)).toContain('€0.00 is left of it');
  });
});
