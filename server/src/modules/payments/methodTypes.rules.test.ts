import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import { allowedTypes, assertMethodTypes, assertTakes, methodTypesFor, withoutTypes } from './methodTypes.rules.ts';
import { sampleDebitMethod, sampleIntent, sampleMethod } from './testing/samples.ts';

it('takes cards in any currency, and debits in that of their scheme', () => {
  expect(methodTypesFor('eur')).toEqual(['card', 'sepa_debit']);
  expect(methodTypesFor('usd')).toEqual(['card', 'us_bank_account']);
  expect(methodTypesFor('jpy')).toEqual(['card']);
});

it('takes of the allowed types those that it can', () => {
  expect(allowedTypes(['ideal', 'sepa_debit', 'card'], 'eur')).toEqual(['card', 'sepa_debit']);
  expect(refusalOf(() => allowedTypes(['sepa_debit', 'ideal'], 'usd'))).toEqual({
    code: 'parameter_invalid',
    param: 'allowed_payment_method_types',
    message: expect.stringContaining('"card", "us_bank_account"'),
  });
});

it('leaves out what is excluded, as long as something is left', () => {
  expect(withoutTypes(['card', 'sepa_debit'], ['sepa_debit', 'ideal'])).toEqual(['card']);
  expect(refusalOf(() => withoutTypes(['card', 'sepa_debit'], ['sepa_debit', 'card']))).toEqual({
    code: 'parameter_invalid',
    param: 'excluded_payment_method_types',
    message: expect.stringContaining('"card", "sepa_debit"'),
  });
});

describe('types by name', () => {
  it('pass where the currency has them', () => {
    expect(() => assertMethodTypes(['sepa_debit', 'card'], 'eur')).not.toThrow();
  });

  it.each([
    [[], 'eur', 'parameter_invalid_empty', /at least one/],
    [['ideal'], 'eur', 'parameter_invalid', /"ideal" is not available here; "card", "sepa_debit" is/],
    [['constructor'], 'eur', 'parameter_invalid', /"constructor" is not available here/],
    [['sepa_debit'], 'usd', 'parameter_invalid', /"sepa_debit" takes payments in eur only, not in usd/],
    [['card', 'us_bank_account'], 'eur', 'parameter_invalid', /"us_bank_account" takes payments in usd only, not in eur/],
  ] as const)('%j in %s are refused, with what would do', (types, currency, code, words) => {
    expect(refusalOf(() => assertMethodTypes(types, currency))).toEqual({
      code,
      param: 'payment_method_types',
      message: expect.stringMatching(words),
    });
  });
});

describe('a method for an intent', () => {
  const intent = sampleIntent({ paymentMethodTypes: ['card', 'sepa_debit'] });

  it('fits when the intent takes its type', () => {
    expect(() => assertTakes(intent, sampleMethod())).not.toThrow();
    expect(() => assertTakes(intent, sampleDebitMethod())).not.toThrow();
    expect(() => assertTakes({ ...intent, captureMethod: 'manual' }, sampleMethod())).not.toThrow();
  });

  it('is refused when it does not, and when an account were to be held', () => {
    const usual = sampleIntent({ paymentMethodTypes: ['card', 'us_bank_account'], currency: 'usd' });
    expect(refusalOf(() => assertTakes(usual, sampleDebitMethod()))).toEqual({
      code: 'parameter_invalid',
      param: 'payment_method',
      message: expect.stringMatching(/sepa_debit.* in usd .*: card, us_bank_account\.$/),
    });
    expect(refusalOf(() => assertTakes({ ...intent, captureMethod: 'manual' }, sampleDebitMethod()))).toEqual({
      code: 'parameter_invalid',
      param: 'capture_method',
      message: expect.stringContaining('nothing can be held'),
    });
  });
});
