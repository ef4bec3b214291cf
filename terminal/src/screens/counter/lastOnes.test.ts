import type { PaymentView } from '@guichet/contract/terminal.ts';
import { expect, it } from 'vitest';
import { lastOnes } from './lastOnes.ts';

const payment = (amount: number, currency: string, customer: string | null = null) =>
  ({ amount, currency, customer: customer && { id: `cus_${customer}`, name: customer, email: null } }) as PaymentView;

it('has each amount of the currency and each named customer once, the newest first', () => {
  const payments = [
    payment(500, 'eur', 'Ada'),
    payment(500, 'eur'),
    payment(900, 'usd', 'Bo'),
    payment(700, 'eur', 'Ada'),
    payment(1, 'eur', ''),
  ];
  expect(lastOnes(payments, 'eur')).toEqual({
    amounts: [500, 700, 1],
    customers: [
      { id: 'cus_Ada', name: 'Ada' },
      { id: 'cus_Bo', name: 'Bo' },
    ],
  });
  expect(
    lastOnes(
      [1, 2, 3, 4].map((amount) => payment(amount, 'eur')),
      'eur',
    ).amounts,
  ).toEqual([1, 2, 3]);
});
