import { describe, expect, it } from 'vitest';
import { changedIntent } from './intentChange.rules.ts';
import type { IntentInput } from './intentInput.ts';
import { sampleIntent } from './testing/samples.ts';

const SHIPPING = { address: { line1: '1 rue du Port' }, name: 'Ada' };

describe('an update', () => {
  it('of nothing changes nothing', () => {
    const intent = sampleIntent({ description: 'Table 4', metadata: { order: '6' }, cardOptions: { moto: true } });
    expect(changedIntent(intent, {})).toEqual(intent);
  });

  it('keeps what it leaves out, and clears what it sets to null', () => {
    const intent = sampleIntent({
      description: 'Table 4',
      receiptEmail: 'ada@example.com',
      customerId: 'cus_1',
      statementDescriptor: 'PORT',
    });
    const changed = changedIntent(intent, { description: null, receipt_email: 'eve@example.com' });
    expect(changed).toEqual({ ...intent, description: null, receiptEmail: 'eve@example.com' });
  });

  it('fills a delivery address up, and takes one away', () => {
    const shipped = changedIntent(sampleIntent(), { shipping: SHIPPING });
    expect(shipped.shipping).toEqual({
      address: { city: null, country: null, line1: '1 rue du Port', line2: null, postal_code: null, state: null },
      carrier: null,
      name: 'Ada',
      phone: null,
      tracking_number: null,
    });
    expect(changedIntent(shipped, {}).shipping).toEqual(shipped.shipping);
    expect(changedIntent(shipped, { shipping: null }).shipping).toBeNull();
  });

  it('merges metadata and card options, and null clears them', () => {
    const intent = sampleIntent({ metadata: { order: '6', table: '4' }, cardOptions: { moto: true } });
    const input = { metadata: { table: null, guest: 'Ada' }, payment_method_options: { card: { request_three_d_secure: 'any' as const } } };
    const changed = changedIntent(intent, input);
    expect(changed.metadata).toEqual({ order: '6', guest: 'Ada' });
    expect(changed.cardOptions).toEqual({ moto: true, request_three_d_secure: 'any' });
    expect(changedIntent(changed, { metadata: null, payment_method_options: null })).toMatchObject({ metadata: {}, cardOptions: {} });
  });

  it('does not touch what belongs to the money', () => {
    const intent = sampleIntent({ status: 'requires_capture', amountCapturable: 4990n, latestChargeId: 'ch_1', version: 4 });
    const changed = changedIntent(intent, { description: 'Late' });
    expect(changed).toEqual({ ...intent, description: 'Late', viewStatus: 'requires_capture' });
  });
});

describe('a payment method', () => {
  it.each([
    ['requires_payment_method', null, 'pm_1', 'requires_confirmation'],
    ['requires_confirmation', 'pm_1', 'pm_2', 'requires_confirmation'],
    ['requires_confirmation', 'pm_1', null, 'requires_payment_method'],
    ['requires_payment_method', null, null, 'requires_payment_method'],
    ['processing', 'pm_1', 'pm_2', 'processing'],
  ] as const)('given to an intent that is %s (%s → %s) leaves it %s', (status, paymentMethodId, given, after) => {
    const changed = changedIntent(sampleIntent({ status, paymentMethodId }), { payment_method: given });
    expect(changed).toMatchObject({ status: after, paymentMethodId: given });
  });

  it('given after a decline makes the payment incomplete again', () => {
    const lastPaymentError = { type: 'card_error', code: 'card_declined', message: 'No.' } as unknown as NonNullable<
      ReturnType<typeof sampleIntent>['lastPaymentError']
    >;
    const declined = sampleIntent({ lastPaymentError, viewStatus: 'blocked' });
    expect(changedIntent(declined, { description: 'x' }).viewStatus).toBe('blocked');
    expect(changedIntent(declined, { payment_method: 'pm_2' }).viewStatus).toBe('incomplete');
  });
});

it.each([
  ['too little', { amount: 49n }, 'amount_too_small'],
  ['an unknown currency', { currency: 'xxx' }, 'parameter_invalid'],
  ['a currency in which the amount that stays is too little', { currency: 'isk' }, 'amount_too_small'],
  ['an amount that its currency has no coins for', { amount: 5_010n, currency: 'isk' }, 'parameter_invalid'],
  ['no method at all', { payment_method_types: [] }, 'parameter_invalid_empty'],
  ['a method that this currency has not', { payment_method_types: ['card', 'us_bank_account'] }, 'parameter_invalid'],
  ['to allow none that is taken', { allowed_payment_method_types: ['ideal'] }, 'parameter_invalid'],
] as [string, IntentInput, string][])('refuses %s', (_what, input, code) => {
  expect(() => changedIntent(sampleIntent(), input)).toThrow(expect.objectContaining({ code }));
});
