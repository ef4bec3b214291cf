import { expect, it } from 'vitest';
import { paymentsOf } from './paymentsOf.ts';

const period = { from: '2026-02-10', to: '2026-04-05' };

it.each([
  ['day', '2026-03-01', { from: '2026-03-01', to: '2026-03-01' }],
  ['month', '2026-02', { from: '2026-02-10', to: '2026-02-28' }],
  ['month', '2026-04', { from: '2026-04-01', to: '2026-04-05' }],
  ['channel', 'phone', { ...period, channel: 'phone' }],
  ['staff', 'u_1', { ...period, staff: 'u_1' }],
  ['staff', '', { ...period, staff: 'api' }],
  ['currency', 'eur', { ...period, currency: 'eur' }],
  ['method', 'sepa_debit', { ...period, method: 'sepa_debit' }],
  ['method', 'cash', null],
  ['field', '12', { ...period, field: 'table', answer: '12' }],
  ['field', '', null],
] as const)('%s %s leads to its payments', (by, key, search) => {
  expect(paymentsOf(by, key, period, 'table')).toEqual(search);
});
