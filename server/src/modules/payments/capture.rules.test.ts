import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import { assertCapturable } from './capture.rules.ts';
import { sampleIntent } from './testing/samples.ts';

const PARAM = 'amount_to_capture';
const HELD = sampleIntent({ status: 'requires_capture', amountCapturable: 4990n });
const HELD_KRONUR = sampleIntent({ status: 'requires_capture', currency: 'isk', amount: 5000n, amountCapturable: 5000n });

describe('of a hold', () => {
  it.each([
    ['all', 4990n],
    ['all but a cent', 4989n],
    // A part may be below the smallest charge, since the whole was not.
    ['a single cent', 1n],
  ])('can be taken: %s', (_what, amount) => {
    expect(refusalOf(() => assertCapturable(amount, HELD, PARAM))).toBeNull();
  });

  it.each([
    ['nothing', 0n],
    ['less than nothing', -1n],
  ])('cannot be taken: %s', (_what, amount) => {
    expect(refusalOf(() => assertCapturable(amount, HELD, PARAM))).toEqual({
      code: 'amount_too_small',
      param: PARAM,
      message: 'The amount to capture must be above zero.',
    });
  });

  it('cannot be taken more than is held, and the refusal says how much that is', () => {
    expect(refusalOf(() => assertCapturable(4991n, HELD, PARAM))).toEqual({
      code: 'amount_too_large',
      param: PARAM,
      message: 'The amount to capture (4991) is above what can be captured (4990).',
    });
  });

  it('cannot be taken what its currency has no coins for', () => {
    expect(refusalOf(() => assertCapturable(1010n, HELD_KRONUR, 'amount'))).toMatchObject({ code: 'parameter_invalid', param: 'amount' });
    expect(refusalOf(() => assertCapturable(1100n, HELD_KRONUR, 'amount'))).toBeNull();
  });

  it('can be taken any amount from one cent to the whole, and no other', () => {
    const amounts = fc.bigInt({ min: -1_000n, max: 1_000_000n });
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 1_000_000n }), (amount, amountCapturable) => {
        const refused = refusalOf(() => assertCapturable(amount, { ...HELD, amountCapturable }, PARAM)) !== null;
        expect(refused).toBe(amount < 1n || amount > amountCapturable);
      }),
    );
  });
});
