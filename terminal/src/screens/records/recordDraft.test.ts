import { describe, expect, it } from 'vitest';
import { blankDraft, type RecordDraft, reckon, requestOf } from './recordDraft.ts';

const draft = (more: Partial<RecordDraft> = {}): RecordDraft => ({ ...blankDraft('eur'), amount: '12,50', ...more });
const request = (more: Partial<RecordDraft> = {}, country = 'FR') => requestOf(draft(more), reckon(draft(more), country));

describe('the amounts of the form', () => {
  it.each([
    [{ tendered: '20' }, 'FR', { amount: 1250n, asked: 1250n, tendered: 2000n, change: 750n }],
    [{}, 'FR', { amount: 1250n, asked: 1250n, tendered: null, change: null }],
    [{ amount: '12,52', tendered: '12,50' }, 'FI', { amount: 1252n, asked: 1250n, change: 0n }],
    [{ amount: '12,52' }, 'FR', { asked: 1252n }],
    // A cheque is written on any amount.
    [{ amount: '12,52', method: 'cheque', tendered: '1' }, 'FI', { asked: 1252n, tendered: null, tenderedProblem: null }],
    [{ tendered: '12' }, 'FR', { tenderedProblem: 'too_little', change: null }],
    [{ tendered: 'a lot' }, 'FR', { tenderedProblem: 'not_a_number' }],
    [{ amount: '' }, 'FR', { amount: null, amountProblem: 'empty' }],
    [{ amount: '0' }, 'FR', { amount: null, amountProblem: 'empty' }],
  ] as const)('%j in %s', (more, country, expected) => {
    expect(reckon(draft(more as Partial<RecordDraft>), country)).toMatchObject(expected);
  });
});

describe('the request', () => {
  it('says what belongs to the method, and no more', () => {
    const typed = { reference: ' 0042 ', bank: 'Crédit du Nord', drawer: ' ', description: 'Bread', tendered: '20' };
    expect(request(typed)).toEqual({ amount: 1250, currency: 'eur', method: 'cash', tendered: 2000, description: 'Bread' });
    expect(request({ ...typed, method: 'cheque' })).toEqual({
      amount: 1250,
      currency: 'eur',
      method: 'cheque',
      reference: '0042',
      cheque: { bank: 'Crédit du Nord' },
      description: 'Bread',
    });
    expect(request({ method: 'bank_transfer', customer: { id: 'cus_1', name: 'Ada' } })).toEqual({
      amount: 1250,
      currency: 'eur',
      method: 'bank_transfer',
      customer: 'cus_1',
    });
  });

  it('carries what was answered to the fields of the place', () => {
    const extras = { answers: { order_number: ' A-17 ', place: '' }, asked: [], looked: true, sale: 'sale_1' };
    expect(request({ extras })).toMatchObject({ metadata: { order_number: 'A-17', guichet_sale: 'sale_1' } });
    expect(request({ extras: { answers: {}, asked: [], looked: false } })).not.toHaveProperty('metadata');
  });

  it('is none while an amount is wrong', () => {
    expect(request({ amount: '' })).toBeNull();
    expect(request({ tendered: '1' })).toBeNull();
  });
});
