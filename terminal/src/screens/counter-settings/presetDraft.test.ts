import { expect, it } from 'vitest';
import { blankPreset, draftOfPreset, readPreset } from './presetDraft.ts';

const DEPOSIT = {
  id: 'pset_1',
  name: 'Table deposit',
  amount: 5000,
  currency: 'eur',
  channel: 'phone',
  reference: 'Deposit',
  taking: 'later' as const,
  fields: ['table'],
  uses: 3,
};

it('reads back what it shows', () => {
  const draft = draftOfPreset(DEPOSIT, (minor) => `${minor / 100},00`);
  expect(draft.amount).toBe('50,00');
  const { id: _id, uses: _uses, ...rest } = DEPOSIT;
  expect(readPreset(draft)).toEqual({ ok: true, request: rest });
});

it('leaves an amount open, a channel and a reference unsaid', () => {
  expect(readPreset({ ...blankPreset('eur'), name: ' Repair ' })).toEqual({
    ok: true,
    request: { name: 'Repair', currency: 'eur', taking: 'now', fields: [], amount: null, channel: null, reference: null },
  });
});

it('says what is wrong', () => {
  expect(readPreset({ ...blankPreset('eur'), amount: 'ten' })).toEqual({ ok: false, problems: { name: true, amount: 'not_a_number' } });
});
