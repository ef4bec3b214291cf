import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import { changedIntent } from './intentChange.rules.ts';
import type { IntentInput } from './intentInput.ts';
import type { CardOptions } from './paymentIntent.ts';
import { sampleIntent } from './testing/samples.ts';

const ALL_OPTIONS: CardOptions = {
  moto: true,
  network: 'cartes_bancaires',
  request_incremental_authorization: 'if_available',
  request_three_d_secure: 'any',
};
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
    const cleared = changedIntent(changed, { metadata: null, payment_method_options: null });
    expect([cleared.metadata, cleared.cardOptions]).toEqual([{}, {}]);
  });

  it.each<[CardOptions, CardOptions, CardOptions]>([
    [{}, { moto: true }, { moto: true }],
    [{}, { network: 'visa' }, { network: 'visa' }],
    [{}, { request_incremental_authorization: 'if_available' }, { request_incremental_authorization: 'if_available' }],
    [{}, { request_three_d_secure: 'challenge' }, { request_three_d_secure: 'challenge' }],
    [{ network: 'visa', moto: true }, { network: null }, { network: null, moto: true }],
    [ALL_OPTIONS, { moto: false }, { ...ALL_OPTIONS, moto: false }],
    [ALL_OPTIONS, { network: 'visa' }, { ...ALL_OPTIONS, network: 'visa' }],
    [ALL_OPTIONS, {}, ALL_OPTIONS],
  ])('of card options that were %j by %j leaves %j', (cardOptions, card, after) => {
    expect(changedIntent(sampleIntent({ cardOptions }), { payment_method_options: { card } }).cardOptions).toStrictEqual(after);
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
    expect(changedIntent({ ...declined, viewStatus: 'failed' }, { description: 'x' }).viewStatus).toBe('failed');
    expect(changedIntent(declined, { payment_method: 'pm_2' }).viewStatus).toBe('incomplete');
  });
});

describe('the types of method', () => {
  const AUTOMATIC = { automaticPaymentMethods: { enabled: true } };

  it('stay as they are while nothing is said of them', () => {
    // Made when there were only cards.
    const older = sampleIntent({ ...AUTOMATIC, paymentMethodTypes: ['card'] });
    expect(changedIntent(older, { description: 'Table 4' }).paymentMethodTypes).toEqual(['card']);
  });

  it('follow the currency where they are automatic, less what is excluded', () => {
    const intent = sampleIntent({ ...AUTOMATIC, paymentMethodTypes: ['card', 'sepa_debit'] });
    expect(changedIntent(intent, { currency: 'usd' }).paymentMethodTypes).toEqual(['card', 'us_bank_account']);
    const excluding = { ...intent, excludedPaymentMethodTypes: ['card'] };
    expect(changedIntent(excluding, { currency: 'usd' }).paymentMethodTypes).toEqual(['us_bank_account']);
  });

  it('given by name stay so in another currency, as long as that has them', () => {
    expect(changedIntent(sampleIntent(), { currency: 'usd' }).paymentMethodTypes).toEqual(['card']);
    const debits = sampleIntent({ paymentMethodTypes: ['card', 'sepa_debit'] });
    expect(refusalOf(() => changedIntent(debits, { currency: 'usd' }))).toMatchObject({
      code: 'parameter_invalid',
      param: 'payment_method_types',
    });
  });

  it('can be named anew', () => {
    expect(changedIntent(sampleIntent(), { payment_method_types: ['sepa_debit'] }).paymentMethodTypes).toEqual(['sepa_debit']);
  });

  it('lose what is excluded, and have it again with an empty list', () => {
    const intent = sampleIntent({ ...AUTOMATIC, paymentMethodTypes: ['card', 'sepa_debit'] });
    const without = changedIntent(intent, { excluded_payment_method_types: ['sepa_debit'] });
    expect(without).toMatchObject({ excludedPaymentMethodTypes: ['sepa_debit'], paymentMethodTypes: ['card'] });
    expect(changedIntent(without, { description: 'x' })).toMatchObject({
      excludedPaymentMethodTypes: ['sepa_debit'],
      paymentMethodTypes: ['card'],
    });
    expect(changedIntent(without, { excluded_payment_method_types: [] })).toMatchObject({
      excludedPaymentMethodTypes: null,
      paymentMethodTypes: ['card', 'sepa_debit'],
    });
  });

  it('are of those that are allowed the ones that are taken here, less what is excluded', () => {
    const intent = sampleIntent({ excludedPaymentMethodTypes: ['card'], paymentMethodTypes: ['sepa_debit'] });
    const allowing = changedIntent(intent, { allowed_payment_method_types: ['ideal', 'card', 'sepa_debit'] });
    expect(allowing).toMatchObject({
      allowedPaymentMethodTypes: ['ideal', 'card', 'sepa_debit'],
      paymentMethodTypes: ['sepa_debit'],
    });
    const more = changedIntent(allowing, { excluded_payment_method_types: [] });
    expect(more.paymentMethodTypes).toEqual(['card', 'sepa_debit']);
  });

  it.each([
    ['together with names', { payment_method_types: ['card'], excluded_payment_method_types: ['sepa_debit'] }, 'not both'],
    ['from names that stand', { excluded_payment_method_types: ['sepa_debit'] }, 'given by name'],
  ])('are not excluded %s', (_what, input, words) => {
    expect(refusalOf(() => changedIntent(sampleIntent(), input))).toEqual({
      code: 'parameters_exclusive',
      param: 'excluded_payment_method_types',
      message: expect.stringContaining(words),
    });
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
