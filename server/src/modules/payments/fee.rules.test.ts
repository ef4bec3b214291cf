import { money } from '@guichet/contract/money.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeeSchedule } from '../../connectors/index.ts';
import { type FeeFacts, feeOf, regionOf } from './fee.rules.ts';

const SCHEDULE: FeeSchedule = [{ basisPoints: 140n, fixed: { eur: 25n } }];

const facts = (amount: bigint, currency: 'eur' | 'usd' = 'eur', more: Partial<FeeFacts> = {}): FeeFacts => ({
  settled: money(amount, currency),
  charged: currency,
  method: 'card',
  brand: 'visa',
  region: 'domestic',
  ...more,
});

describe('the fee', () => {
  it.each([
    // A share, and the fixed part of the currency.
    [4990n, 'eur', 95n],
    [4990n, 'usd', 70n],
    [999_999_999_999n, 'eur', 14_000_000_025n],
    // A tie goes to the even cent: 3.5 to 4, 10.5 to 10.
    [250n, 'usd', 4n],
    [750n, 'usd', 10n],
    // Just beside a tie.
    [249n, 'usd', 3n],
    [251n, 'usd', 4n],
    // Never more than there is to keep it from.
    [25n, 'eur', 25n],
    [10n, 'eur', 10n],
    [1n, 'usd', 0n],
  ] as const)('of %s %s is %s', (amount, currency, fee) => {
    expect(feeOf(facts(amount, currency), SCHEDULE).fee).toBe(fee);
  });

  it('has its parts shown, without those that come to nothing', () => {
    expect(feeOf(facts(4990n), SCHEDULE).parts).toEqual([
      { amount: 70n, description: 'Processing fee (1.4 %)' },
      { amount: 25n, description: 'Processing fee (per payment)' },
    ]);
    expect(feeOf(facts(4990n, 'usd'), SCHEDULE).parts).toHaveLength(1);
    expect(feeOf(facts(0n), SCHEDULE)).toEqual({ fee: 0n, parts: [] });
  });

  it.each([
    [140n, '1.4 %'],
    [135n, '1.35 %'],
    [105n, '1.05 %'],
    [5n, '0.05 %'],
    [50n, '0.5 %'],
    [200n, '2 %'],
    [1000n, '10 %'],
  ])('of %s hundredths of a percent is written %s', (basisPoints, text) => {
    expect(feeOf(facts(100_000n), [{ basisPoints, fixed: {} }]).parts).toEqual([
      { amount: basisPoints * 10n, description: `Processing fee (${text})` },
    ]);
  });

  it('has no parts where the price list says nothing', () => {
    expect(feeOf(facts(4990n), [])).toEqual({ fee: 0n, parts: [] });
  });

  it('is never below zero, above the amount, or lower for a larger amount, and its parts sum to it', () => {
    const amount = fc.bigInt({ min: 1n, max: 999_999_999_999n });
    const schedule = fc.record({ basisPoints: fc.bigInt(0n, 2_000n), fixed: fc.record({ eur: fc.bigInt(0n, 500n) }) });
    fc.assert(
      fc.property(amount, amount, schedule, (one, other, row) => {
        const [smaller, larger] = one < other ? [one, other] : [other, one];
        const [less, more] = [feeOf(facts(smaller), [row]), feeOf(facts(larger), [row])];
        expect(less.fee >= 0n && less.fee <= smaller && less.fee <= more.fee).toBe(true);
        expect(less.parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(less.fee);
      }),
    );
  });
});

describe('a price list', () => {
  const LIST: FeeSchedule = [
    { methods: ['sepa_debit'], basisPoints: 0n, fixed: { eur: 35n } },
    { brands: ['amex'], basisPoints: 300n, fixed: {} },
    { regions: ['domestic', 'eea'], currencies: ['eur'], basisPoints: 100n, fixed: {} },
    { methods: ['card'], basisPoints: 200n, fixed: {} },
  ];

  it.each<[string, Partial<FeeFacts>, bigint]>([
    ['a debit, whatever the amount', { method: 'sepa_debit', brand: null }, 35n],
    ['its brand before its region', { brand: 'amex' }, 300n],
    ['its region and the currency that was charged', { region: 'eea' }, 100n],
    ['another currency charged, the same settled', { region: 'eea', charged: 'gbp' }, 200n],
    ['a card from elsewhere', { region: 'other' }, 200n],
    ['nothing that is listed', { method: 'cash', brand: null, region: 'other' }, 0n],
  ])('is read from its beginning: %s', (_what, more, fee) => {
    expect(feeOf(facts(10_000n, 'eur', more), LIST).fee).toBe(fee);
  });

  it.each([
    ['FR', 'FR', 'domestic'],
    ['DE', 'FR', 'eea'],
    ['NO', 'FR', 'eea'],
    ['GB', 'FR', 'other'],
    ['US', 'US', 'domestic'],
    ['FR', 'US', 'other'],
    [null, 'FR', 'other'],
  ] as const)('calls a card of %s in %s %s', (card, place, region) => expect(regionOf(card, place)).toBe(region));
});
