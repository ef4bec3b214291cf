import { describe, expect, it } from 'vitest';
import { assertSameSale } from './keptSale.rules.ts';

const A = { guichet_sale: 'sale_a' };

describe('the sale that a taken payment names', () => {
  it.each([
    [{}, {}],
    [A, { ...A, order: '1' }],
    [{ order: '1' }, {}],
  ])('stays from %j to %j', (before, after) => {
    expect(() => assertSameSale(before, after)).not.toThrow();
  });

  it.each([
    [{}, A],
    [A, {}],
    [A, { guichet_sale: 'sale_b' }],
  ])('does not change from %j to %j', (before, after) => {
    expect(() => assertSameSale(before, after)).toThrow(
      expect.objectContaining({
        code: 'parameter_invalid',
        message: expect.stringContaining('stays'),
        details: expect.objectContaining({ param: 'metadata[guichet_sale]' }),
      }),
    );
  });
});
