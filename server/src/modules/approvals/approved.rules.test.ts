import { expect, it } from 'vitest';
import { approved } from './approved.rules.ts';

it('the log names who approved, where somebody did', () => {
  expect(approved({}, { amount: '100' })).toEqual({ amount: '100' });
  expect(approved({ approval: { id: 'appr_1', by: 'bea' } }, { amount: '100' })).toEqual({
    amount: '100',
    approval: 'appr_1',
    approved_by: 'bea',
  });
});
