import { inspect } from 'node:util';
import { ApiError } from '@guichet/contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { CardData } from './cardData.ts';
import { type CardInput, enterCard } from './enterCard.ts';
import { dataOf } from './enteredCard.ts';

const options = { now: new Date('2026-04-15T10:00:00Z'), param: 'card' };
const good: CardInput = { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' };

function refusal(change: CardInput): [string, string | undefined, number] {
  try {
    enterCard({ ...good, ...change }, options);
  } catch (error) {
    if (error instanceof ApiError) return [error.code, error.details.param, error.status];
    throw error;
  }
  throw new Error('The card was taken.');
}

describe('enterCard', () => {
  it.each<[CardInput, object]>([
    [{}, { number: '4242424242424242', expMonth: 12, expYear: 2034, cvc: '123' }],
    [{ number: '4242 4242 4242 4242' }, { number: '4242424242424242' }],
    [
      { exp_month: 4, exp_year: 2026 },
      { expMonth: 4, expYear: 2026 },
    ],
    [{ exp_year: '34' }, { expYear: 2034 }],
    [{ exp_year: '2076' }, { expYear: 2076 }],
    [{ cvc: undefined }, { cvc: null }],
    [{ cvc: '' }, { cvc: null }],
    [{ number: '378282246310005', cvc: '1234' }, { cvc: '1234' }],
  ])('takes %j', (change, fields) => {
    expect(dataOf(enterCard({ ...good, ...change }, options))).toMatchObject(fields);
  });

  it.each<[CardInput, string, string, number]>([
    [{ number: undefined }, 'parameter_missing', 'card[number]', 400],
    [{ exp_month: undefined }, 'parameter_missing', 'card[exp_month]', 400],
    [{ exp_year: null }, 'parameter_missing', 'card[exp_year]', 400],
    [{ number: '' }, 'invalid_number', 'card[number]', 402],
    [{ number: '4242abcd' }, 'invalid_number', 'card[number]', 402],
    [{ number: 4242424242424242 }, 'invalid_number', 'card[number]', 402],
    [{ number: ['4242424242424242'] }, 'invalid_number', 'card[number]', 402],
    [{ number: '4242424242424241' }, 'incorrect_number', 'card[number]', 402],
    [{ number: '4242' }, 'incorrect_number', 'card[number]', 402],
    [{ exp_month: '0' }, 'invalid_expiry_month', 'card[exp_month]', 402],
    [{ exp_month: '13' }, 'invalid_expiry_month', 'card[exp_month]', 402],
    [{ exp_month: 1.5 }, 'invalid_expiry_month', 'card[exp_month]', 402],
    [{ exp_month: {} }, 'invalid_expiry_month', 'card[exp_month]', 402],
    [{ exp_month: '3', exp_year: '2026' }, 'invalid_expiry_month', 'card[exp_month]', 402],
    [{ exp_year: '2025' }, 'invalid_expiry_year', 'card[exp_year]', 402],
    [{ exp_year: '2077' }, 'invalid_expiry_year', 'card[exp_year]', 402],
    [{ exp_year: '203' }, 'invalid_expiry_year', 'card[exp_year]', 402],
    [{ exp_year: 'x' }, 'invalid_expiry_year', 'card[exp_year]', 402],
    [{ cvc: '12' }, 'invalid_cvc', 'card[cvc]', 402],
    [{ cvc: '1234' }, 'invalid_cvc', 'card[cvc]', 402],
    [{ cvc: 'abc' }, 'invalid_cvc', 'card[cvc]', 402],
    [{ cvc: 123 }, 'invalid_cvc', 'card[cvc]', 402],
  ])('refuses %j with %s at %s', (change, code, param, status) => {
    expect(refusal(change)).toEqual([code, param, status]);
  });
});

describe('a card in memory', () => {
  const entered = enterCard(good, options);

  it.each([
    ['entered', entered],
    ['in the open', new CardData({ number: '4242424242424242', expMonth: 12, expYear: 2034, cvc: '123' })],
  ])('%s shows neither number nor code, however it is printed', (_, card) => {
    const prints = [
      JSON.stringify(card),
      JSON.stringify({ card }),
      inspect(card, { depth: 9, showHidden: true }),
      String(card),
      inspect({ card }),
      Object.values({ ...card }).join(),
    ];
    for (const print of prints) {
      expect(print).not.toContain('42424242424');
      expect(print).not.toContain('123');
    }
    expect(inspect(card)).toContain('4242');
  });

  it('tells what may be shown', () => {
    expect({ ...entered }).toEqual({ brand: 'visa', last4: '4242', bin: '42424242', expMonth: 12, expYear: 2034, hasCode: true });
  });
});
