import { describe, expect, it } from 'vitest';
import { emptyDraft, type KeyedCard, NO_CARD, type SaleDraft } from './saleDraft.ts';
import { validateSale } from './validateSale.ts';

const now = Date.UTC(2027, 4, 10);
const draft: SaleDraft = { ...emptyDraft('eur', 'FR'), amount: '49,90' };
const card: KeyedCard = { number: '4242 4242 4242 4242', expiry: '12/28', securityCode: '123' };
const problems = (change: Partial<SaleDraft>, keyed: Partial<KeyedCard> = {}) => {
  const result = validateSale({ ...draft, ...change }, { ...card, ...keyed }, now);
  return result.ok ? {} : result.problems;
};

describe('validateSale', () => {
  it.each(['49,90', '49.90', '49,9', '€ 49.90'])('understands %s', (amount) => {
    expect(validateSale({ ...draft, amount }, card, now)).toEqual({
      ok: true,
      amountMinor: 4990n,
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2028, cvc: '123' },
    });
  });

  it.each([
    ['no amount', { amount: '' }, {}, { amount: 'empty' }],
    ['an amount below the smallest', { amount: '0,10' }, {}, { amount: 'too_small' }],
    ['a wrong digit', {}, { number: '4242424242424241' }, { number: 'check_digit' }],
    ['a card of last month', {}, { expiry: '4/27' }, { expiry: 'expired' }],
    ['three digits for four', {}, { number: '378282246310005', securityCode: '12' }, { securityCode: 'length' }],
    ['a new customer without anything', { customer: { kind: 'new', name: ' ', email: '', phone: '' } }, {}, { customerName: 'empty' }],
    ['a broken address', { customer: { kind: 'new', name: 'A', email: 'a@b', phone: '' } }, {}, { customerEmail: 'not_an_email' }],
  ] as const)('%s', (_, change, keyed, expected) => {
    expect(problems(change, keyed)).toEqual(expected);
  });

  it('takes a card of this month, and a missing security code', () => {
    expect(problems({}, { expiry: '0527', securityCode: '' })).toEqual({});
  });

  it('wants no card fields where the card is entered with the provider', () => {
    expect(validateSale(draft, null, now)).toEqual({ ok: true, amountMinor: 4990n, card: null });
    expect(validateSale({ ...draft, amount: '' }, null, now)).toEqual({ ok: false, problems: { amount: 'empty' } });
  });

  it('wants no card fields when a saved card pays', () => {
    const customer = {
      id: 'cus_1',
      name: 'A',
      email: null,
      phone: null,
      cards: [{ id: 'pm_1', brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2030 }],
    };
    expect(validateSale({ ...draft, customer: { kind: 'known', customer }, savedCard: 'pm_1' }, NO_CARD, now)).toMatchObject({
      ok: true,
      card: null,
    });
  });
});
