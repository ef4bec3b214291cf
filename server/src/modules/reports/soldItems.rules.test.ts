import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type SaleMovement, type SoldSale, soldParts } from './soldItems.rules.ts';

const amount = fc.integer({ min: 0, max: 10_000 });
const sale: fc.Arbitrary<SoldSale> = fc
  .record({ totals: fc.array(amount, { minLength: 1, maxLength: 5 }), tip: amount, taxes: fc.array(amount, { maxLength: 2 }) })
  .filter(({ totals, tip }) => totals.some((total) => total > 0) || tip > 0)
  .map(({ totals, tip, taxes }) => ({
    amount: BigInt(totals.reduce((sum, total) => sum + total, tip)),
    currency: 'eur',
    content: {
      tip,
      lines: totals.map((total, at) => {
        const shown = { name: `Thing ${at}`, product: `prod_${at}`, quantity: at + 1 };
        return { ...shown, unit_amount: 0, listed: total, discount: 0, tax: 0, total };
      }),
      taxes: taxes.map((tax, at) => ({ id: `txr_${at}`, name: 'VAT', rate: 0, inclusive: true, base: tax * 5, amount: tax })),
    },
  }));

/** Pays all of a sale in parts that are cut anywhere. */
function paid(one: SoldSale, cuts: readonly number[]): SaleMovement[] {
  const whole = Number(one.amount);
  const bounds = [0, ...cuts.map((cut) => cut % whole).sort((a, b) => a - b), whole];
  return bounds.slice(1).flatMap((until, at) => {
    const part = BigInt(until - (bounds[at] ?? 0));
    const facts = { saleId: 'sale_1', kind: 'sale' as const, created: new Date(0), sale: one, before: 0n };
    return part === 0n ? [] : [{ ...facts, amount: part }];
  });
}

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((one, other) => one + other, 0n);

it('parts of a sale sum exactly to its lines, its tip and its taxes, and giving all back takes all of it', () => {
  fc.assert(
    fc.property(sale, fc.array(fc.nat(), { maxLength: 6 }), (one, cuts) => {
      const movements = paid(one, cuts);
      const { items, taxes } = soldParts(movements);
      for (const line of one.content.lines) {
        const those = items.filter(({ item }) => item === line.product);
        expect(sum(those.map(({ sold }) => sold))).toBe(BigInt(line.total));
        expect(sum(those.map(({ quantity }) => quantity))).toBe(BigInt(line.quantity));
      }
      expect(sum(items.filter(({ item }) => item === 'tip').map(({ sold }) => sold))).toBe(BigInt(one.content.tip));
      for (const tax of one.content.taxes) {
        const those = taxes.filter(({ tax_rate_id: id }) => id === tax.id);
        expect([sum(those.map(({ base }) => base)), sum(those.map((each) => each.tax))]).toEqual([BigInt(tax.base), BigInt(tax.amount)]);
      }
      // Each movement is shared out wholly.
      for (const movement of movements) {
        expect(sum(soldParts([movement]).items.map(({ sold }) => sold))).toBe(movement.amount);
      }

      const back = movements.map((movement) => ({ ...movement, kind: 'refund' as const, amount: -movement.amount }));
      const all = soldParts([...movements, ...back]);
      expect([sum(all.items.map(({ sold }) => sold)), sum(all.items.map(({ refunded }) => refunded))]).toEqual([one.amount, one.amount]);
      expect(all.items.filter(({ quantity, sold, refunded }) => quantity === 0n && sold === 0n && refunded === 0n)).toEqual([]);
      expect([sum(all.items.map(({ quantity }) => quantity)), sum(all.taxes.map(({ tax }) => tax))]).toEqual([0n, 0n]);
    }),
  );
});
