import { ApiError } from '@guichet/contract/errors.ts';
import { describe, expect, it } from 'vitest';
import { assertPayerConfirms, assertPayerMay } from './payerMay.rules.ts';

const PAYER = { publishable: true };
const MERCHANT = { publishable: false };

function refusedParam(body: Parameters<typeof assertPayerMay>[1]): string | undefined {
  try {
    assertPayerMay(PAYER, body);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    return (error as ApiError).details.param;
  }
}

describe('a payer’s page', () => {
  it.each([
    [{ off_session: true }, 'off_session'],
    [{ capture_method: 'automatic' }, 'capture_method'],
    [{ allowed_payment_method_types: ['sepa_debit'] }, 'allowed_payment_method_types'],
    [{ error_on_requires_action: true }, 'error_on_requires_action'],
    [{ mandate: 'mandate_1' }, 'mandate'],
    [{ payment_method_options: { card: { moto: true } } }, 'payment_method_options[card][moto]'],
    [{ payment_method_options: { card: { request_three_d_secure: 'automatic' } } }, 'payment_method_options[card][request_three_d_secure]'],
    [{ mandate_data: { customer_acceptance: { type: 'offline' } } }, 'mandate_data[customer_acceptance][type]'],
  ])('may not say %j', (body, param) => {
    expect(refusedParam(body as Parameters<typeof assertPayerMay>[1])).toBe(param);
    expect(() => assertPayerMay(MERCHANT, body as Parameters<typeof assertPayerMay>[1])).not.toThrow();
  });

  it.each([
    {},
    { payment_method: 'pm_1', return_url: 'https://shop.test/', use_stripe_sdk: true, off_session: undefined },
    { payment_method_options: { card: { network: 'visa', moto: undefined } } },
    { payment_method_options: null },
    { mandate_data: { customer_acceptance: { type: 'online' } } },
  ])('may say %j', (body) => {
    expect(refusedParam(body as Parameters<typeof assertPayerMay>[1])).toBeUndefined();
  });

  it('is told that the merchant decides, and how', () => {
    const asked: object = { off_session: true };
    expect(() => assertPayerMay(PAYER, asked)).toThrow(
      expect.objectContaining({
        code: 'forbidden',
        message:
          'With a publishable key "off_session" cannot be given: it is the merchant’s to decide. Set it with a secret key before the payer confirms.',
      }),
    );
    expect(() => assertPayerConfirms(PAYER, { confirmationMethod: 'manual' })).toThrow(
      expect.objectContaining({ code: 'forbidden', details: expect.objectContaining({ param: 'confirmation_method' }) }),
    );
  });

  it('does not confirm what the merchant confirms', () => {
    expect(() => assertPayerConfirms(PAYER, { confirmationMethod: 'manual' })).toThrow('confirmed by the merchant');
    expect(() => assertPayerConfirms(PAYER, { confirmationMethod: 'automatic' })).not.toThrow();
    expect(() => assertPayerConfirms(MERCHANT, { confirmationMethod: 'manual' })).not.toThrow();
  });
});
