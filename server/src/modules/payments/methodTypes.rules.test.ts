import { describe, expect, it } from 'vitest';
import { allowedTypes, assertMethodTypes, assertTakes, methodTypesFor, withoutTypes } from './methodTypes.rules.ts';
import { sampleDebitMethod, sampleIntent, sampleMethod } from './testing/samples.ts';

it('takes cards in any currency, and debits in that of their scheme', () => {
  expect(methodTypesFor('eur')).toEqual(['card', 'sepa_debit']);
  expect(methodTypesFor('usd')).toEqual(['card', 'us_bank_account']);
  expect(methodTypesFor('jpy')).toEqual(['card']);
});

it('takes of the allowed types those that it can', () => {
  expect(allowedTypes(['ideal', 'sepa_debit', 'card'], 'eur')).toEqual(['card', 'sepa_debit']);
  expect(() => allowedTypes(['sepa_debit', 'ideal'], 'usd')).toThrow(expect.objectContaining({ code: 'parameter_invalid' }));
});

it('leaves out what is excluded, as long as something is left', () => {
  expect(withoutTypes(['card', 'sepa_debit'], ['sepa_debit', 'ideal'])).toEqual(['card']);
  expect(() => withoutTypes(['card', 'sepa_debit'], ['sepa_debit', 'card'])).toThrow(
    expect.objectContaining({ code: 'parameter_invalid', details: expect.objectContaining({ param: 'excluded_payment_method_types' }) }),
  );
});

describe('types by name', () => {
  it('pass where the currency has them', () => {
    expect(() => assertMethodTypes(['sepa_debit', 'card'], 'eur')).not.toThrow();
  });

  it.each([
    [[], 'eur', 'parameter_invalid_empty'],
    [['ideal'], 'eur', 'parameter_invalid'],
    [['constructor'], 'eur', 'parameter_invalid'],
    [['sepa_debit'], 'usd', 'parameter_invalid'],
    [['card', 'us_bank_account'], 'eur', 'parameter_invalid'],
  ] as const)('%j in %s are refused', (types, currency, code) => {
    expect(() => assertMethodTypes(types, currency)).toThrow(expect.objectContaining({ code }));
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
    expect(() => assertTakes(sampleIntent(), sampleDebitMethod())).toThrow(expect.objectContaining({ code: 'parameter_invalid' }));
    expect(() => assertTakes({ ...intent, captureMethod: 'manual' }, sampleDebitMethod())).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ param: 'capture_method' }) }),
    );
  });
});
