import type { DisputeView, PaymentDetail } from '@guichet/contract/terminal.ts';
import { expect, it } from 'vitest';
import { remainingMinor, takenBackMinor } from './takenBack.ts';

const detail = (...statuses: DisputeView['status'][]) => ({
  payment: { amount_captured: 5000, amount_refunded: 500 } as PaymentDetail['payment'],
  disputes: statuses.map((status) => ({ status, amount: 1500 }) as DisputeView),
});

it.each([
  [[], 0, 4500],
  [['needs_response'], 1500, 3000],
  [['under_review'], 1500, 3000],
  [['lost', 'needs_response'], 3000, 1500],
  [['won'], 0, 4500],
  [['warning_needs_response', 'warning_under_review', 'warning_closed'], 0, 4500],
] as const)('%o have taken %d back, and leave %d', (statuses, taken, left) => {
  const given = detail(...statuses);
  expect([takenBackMinor(given), remainingMinor(given)]).toEqual([taken, left]);
});
