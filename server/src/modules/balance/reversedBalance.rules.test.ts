import { money } from '@guichet/contract/money.ts';
import { expect, it } from 'vitest';
import type { Quote } from '../exchange/index.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';
import { reversedBalance } from './reversedBalance.rules.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REFUND: BalanceTransaction = {
  ...{ tenantId: 1, id: 'txn_1', type: 'refund', source: 're_1', currency: 'eur', description: 'Order 17' },
  ...{ amount: -4990n, fee: 25n, feeDetails: [{ amount: 25n, description: 'Refund fee' }] },
  ...{ availableOn: new Date('2026-02-04T09:00:00Z'), created: new Date('2026-02-02T09:00:00Z') },
};
const BACK = { id: 'txn_2', type: 'refund_failure', description: 'REFUND FAILED', now: NOW } as const;

it('what takes a movement back is the same amount the other way, at once and without a fee', () => {
  expect(reversedBalance(REFUND, BACK)).toStrictEqual({
    ...{ tenantId: 1, id: 'txn_2', type: 'refund_failure', source: 're_1', currency: 'eur', description: 'REFUND FAILED' },
    ...{ amount: 4990n, fee: 0n, availableOn: NOW, created: NOW },
  });
});

it('what was converted is taken back by the same rates, in both currencies', () => {
  const quote: Quote = {
    ...{ from: 'gbp', to: 'eur', fromRate: '0.87058', toRate: '1' },
    ...{ marginBasisPoints: 0, source: 'ecb', day: '2026-02-02' },
  };
  const back = reversedBalance({ ...REFUND, conversion: { presented: money(-4344n, 'gbp'), quote } }, BACK);
  expect(back).toMatchObject({ amount: 4990n, fee: 0n, conversion: { presented: money(4344n, 'gbp'), quote } });
});
