import type { PaymentStatus } from '@guichet/contract/terminal.ts';
import { describe, expect, it } from 'vitest';
import { standingOf } from './sale.rules.ts';
import type { SalePayment } from './sale.ts';

const SALE = { amount: 10_000n, currency: 'eur', parts: null, canceled: null } as const;
type Refunds = readonly (readonly [amount: bigint, second: number])[];
const money = (amount: bigint, refunds: Refunds, second: number) => ({
  ...{ saleId: 'sale_1', amount, refunded: refunds.reduce((sum, [refund]) => sum + refund, 0n) },
  refunds: refunds.map(([refund, at]) => ({ amount: refund, created: new Date(at * 1_000) })),
  // A hold is made long before its money comes.
  ...{ created: new Date(0), came: new Date(second * 1_000) },
});
const card = (amount: bigint, status: PaymentStatus, refunds: Refunds = [], second = 1): SalePayment => ({
  ...{ ...money(amount, refunds, second), id: 'pi_1' },
  through: { kind: 'payment', status },
});
const cash = (amount: bigint, state: string, refunds: Refunds = [], second = 1): SalePayment => ({
  ...{ ...money(amount, refunds, second), id: 'pr_1' },
  through: { kind: 'record', state, method: 'cash' },
});
const standing = (...payments: SalePayment[]) => {
  const { status, paid, open } = standingOf(SALE, payments);
  return [status, Number(paid), Number(open)];
};

describe('how a sale stands', () => {
  it.each([
    ['nothing yet', [], ['open', 0, 10_000]],
    ['a declined card', [card(10_000n, 'failed')], ['open', 0, 10_000]],
    ['a part', [cash(4_000n, 'guaranteed')], ['open', 4_000, 6_000]],
    ['a part, another under way', [cash(4_000n, 'guaranteed'), card(6_000n, 'processing')], ['open', 4_000, 0]],
    ['a hold', [card(10_000n, 'requires_capture')], ['open', 0, 0]],
    ['more under way than is open', [card(6_000n, 'processing'), card(6_000n, 'requires_action')], ['open', 0, 0]],
    ['all of it, and more after it', [card(10_000n, 'succeeded'), cash(500n, 'guaranteed', [], 2)], ['paid', 10_500, 0]],
    ['all of it in two ways', [cash(4_000n, 'guaranteed'), card(6_000n, 'succeeded')], ['paid', 10_000, 0]],
    ['a part that went back while it was open', [cash(4_000n, 'guaranteed', [[4_000n, 2]])], ['open', 4_000, 10_000]],
    ['a refund after all was paid', [card(10_000n, 'partially_refunded', [[100n, 2]])], ['partly_refunded', 10_000, 0]],
    ['all given back', [card(6_000n, 'refunded', [[6_000n, 3]]), cash(4_000n, 'guaranteed', [[4_000n, 4]], 2)], ['refunded', 10_000, 0]],
    [
      'a part that went back, and then the other',
      [card(6_000n, 'refunded', [[6_000n, 2]]), cash(4_000n, 'guaranteed', [], 3)],
      ['open', 10_000, 6_000],
    ],
    [
      'a part that went back, and then all of it',
      [card(6_000n, 'refunded', [[6_000n, 2]]), card(10_000n, 'succeeded', [], 3)],
      ['paid', 16_000, 0],
    ],
    [
      'the same, and a part of that given back',
      [card(6_000n, 'refunded', [[6_000n, 2]]), card(10_000n, 'partially_refunded', [[1n, 4]], 3)],
      ['partly_refunded', 16_000, 0],
    ],
    [
      'a hold that was captured after the other part went back',
      [card(6_000n, 'refunded', [[6_000n, 2]]), card(4_000n, 'succeeded', [], 3)],
      ['open', 10_000, 6_000],
    ],
  ] as const)('%s', (_, payments, expected) => {
    expect(standing(...payments)).toEqual(expected);
  });

  it('asks for nothing once it is cancelled', () => {
    expect(standingOf({ ...SALE, canceled: new Date(0) }, [cash(4_000n, 'guaranteed')])).toMatchObject({
      status: 'canceled',
      open: 0n,
      next: 0n,
    });
  });

  it('counts as taken what is not given back in full, and what is under way', () => {
    const three = { ...SALE, parts: 3 };
    const back = cash(3_334n, 'guaranteed', [[3_334n, 2]]);
    const partly = cash(3_333n, 'guaranteed', [[1n, 2]]);
    const counts = (sale: typeof SALE | typeof three, payments: SalePayment[]) => {
      const { taken, partsLeft } = standingOf(sale, payments);
      return [taken, partsLeft];
    };
    expect(counts(three, [])).toEqual([0, 3]);
    expect(counts(three, [back])).toEqual([0, 3]);
    expect(counts(three, [partly])).toEqual([1, 2]);
    expect(counts(three, [back, card(3_333n, 'processing')])).toEqual([1, 2]);
    expect(counts(three, [card(3_334n, 'succeeded'), card(3_333n, 'processing'), cash(3_000n, 'guaranteed')])).toEqual([3, 1]);
    expect(counts(three, [card(10_000n, 'succeeded')])).toEqual([1, 0]);
    expect(counts(SALE, [partly])).toEqual([1, null]);
  });

  it('divides what is open over the parts that are left, the odd cents first', () => {
    const three = { ...SALE, parts: 3 };
    expect(standingOf(three, []).next).toBe(3_334n);
    expect(standingOf(three, [card(3_334n, 'succeeded')]).next).toBe(3_333n);
    expect(standingOf(three, [card(3_334n, 'succeeded'), card(3_333n, 'failed')]).next).toBe(3_333n);
    expect(standingOf(three, [card(3_334n, 'succeeded'), cash(3_333n, 'guaranteed')]).next).toBe(3_333n);
  });
});
