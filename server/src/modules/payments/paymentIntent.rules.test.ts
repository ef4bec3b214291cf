import type { PaymentIntentStatus } from '@guichet/contract/wire/paymentIntent.ts';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../test/harness/refusalOf.ts';
import { assertAllowed, assertChargeable, assertStep, type IntentAction, requireCurrency, viewStatusOf } from './paymentIntent.rules.ts';
import { sampleIntent } from './testing/samples.ts';

const ACTIONS: readonly IntentAction[] = ['update', 'confirm', 'capture', 'increment', 'cancel'];

/** What each state allows. */
const STATES: Readonly<Record<PaymentIntentStatus, readonly IntentAction[]>> = {
  requires_payment_method: ['update', 'confirm', 'cancel'],
  requires_confirmation: ['update', 'confirm', 'cancel'],
  requires_action: ['confirm', 'cancel'],
  processing: [],
  requires_capture: ['capture', 'increment', 'cancel'],
  succeeded: [],
  canceled: [],
};

describe.each(Object.entries(STATES) as [PaymentIntentStatus, readonly IntentAction[]][])('an intent that is %s', (status, allowed) => {
  it.each(ACTIONS)('can be asked to %s', (action) => {
    const intent = sampleIntent({ status });
    const refused = { code: 'payment_intent_unexpected_state', message: expect.stringContaining(`status of ${status}`) };
    expect(refusalOf(() => assertAllowed(action, intent, { id: intent.id }))).toEqual(allowed.includes(action) ? null : refused);
  });
});

it('a refusal shows the intent and names the states that allow it', () => {
  expect(() => assertAllowed('capture', sampleIntent({ status: 'canceled' }), { id: 'pi_1' })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/cannot capture .* status of canceled\..*: requires_capture\./),
      details: expect.objectContaining({ paymentIntent: { id: 'pi_1' } }),
    }),
  );
});

it('a refusal names all of the states that would allow it', () => {
  expect(() => assertAllowed('update', sampleIntent({ status: 'canceled' }), {})).toThrow(
    /: requires_payment_method, requires_confirmation\.$/,
  );
});

describe('an intent beneath a charge that was made by itself', () => {
  const direct = sampleIntent({ status: 'requires_capture', direct: true });

  it.each(['capture', 'cancel'] as const)('can be asked to %s', (action) => {
    expect(refusalOf(() => assertAllowed(action, direct, {}))).toBeNull();
  });

  it.each(['update', 'confirm', 'increment'] as const)('cannot be asked to %s, in whichever state', (action) => {
    for (const status of ['requires_payment_method', 'requires_capture'] as const) {
      expect(() => assertAllowed(action, { ...direct, status }, { id: 'pi_1' })).toThrow(
        expect.objectContaining({
          code: 'payment_intent_unexpected_state',
          message: expect.stringMatching(new RegExp(`cannot ${action} .*belongs to a charge`)),
          details: expect.objectContaining({ paymentIntent: { id: 'pi_1' } }),
        }),
      );
    }
  });

  it('can be captured and canceled only where any intent can', () => {
    expect(refusalOf(() => assertAllowed('capture', { ...direct, status: 'succeeded' }, {}))).toMatchObject({
      code: 'payment_intent_unexpected_state',
      message: expect.stringContaining('status of succeeded'),
    });
  });
});

describe('what can be charged', () => {
  it.each([
    [50n, 'eur', null, ''],
    [49n, 'eur', 'amount_too_small', 'at least 50 (in eur'],
    [0n, 'eur', 'amount_too_small', 'at least 50 '],
    [-50n, 'eur', 'amount_too_small', 'at least 50 '],
    [30n, 'gbp', null, ''],
    [29n, 'gbp', 'amount_too_small', 'at least 30 (in gbp'],
    [50n, 'jpy', null, ''],
    [5_000n, 'isk', null, ''],
    [5_050n, 'isk', 'parameter_invalid', 'multiple of 100'],
    [500n, 'kwd', null, ''],
    [505n, 'kwd', 'parameter_invalid', 'multiple of 10'],
    [999_999_999_999n, 'eur', null, ''],
  ] as const)('%s %s: %s', (amount, currency, code, words) => {
    const refused = { code, param: 'amount', message: expect.stringContaining(words) };
    expect(refusalOf(() => assertChargeable(amount, currency))).toEqual(code && refused);
  });

  it('binds parts of it as well', () => {
    expect(refusalOf(() => assertStep(1_010n, 'isk', 'amount_to_capture'))).toMatchObject({
      code: 'parameter_invalid',
      param: 'amount_to_capture',
    });
    expect(refusalOf(() => assertStep(1_100n, 'isk', 'amount_to_capture'))).toBeNull();
  });

  it.each(['EUR', 'euro', 'xxx', '', 'eur '])('is no amount in %j', (currency) => {
    expect(refusalOf(() => requireCurrency(currency))).toEqual({
      code: 'parameter_invalid',
      param: 'currency',
      message: expect.stringContaining(`Invalid currency: ${currency}.`),
    });
  });
});

describe('the list names a payment', () => {
  const failed = { type: 'card_error', code: 'card_declined', message: 'No.' } as unknown as NonNullable<
    ReturnType<typeof sampleIntent>['lastPaymentError']
  >;
  it.each([
    ['succeeded', sampleIntent({ status: 'succeeded', amountReceived: 4990n }), false],
    ['partially_refunded', sampleIntent({ status: 'succeeded', amountReceived: 4990n, amountRefunded: 1n }), false],
    ['partially_refunded', sampleIntent({ status: 'succeeded', amountReceived: 4990n, amountRefunded: 4989n }), false],
    ['refunded', sampleIntent({ status: 'succeeded', amountReceived: 4990n, amountRefunded: 4990n }), false],
    // Of a part that was captured, all came back.
    ['refunded', sampleIntent({ status: 'succeeded', amountReceived: 1000n, amountRefunded: 1000n }), false],
    ['incomplete', sampleIntent({ status: 'requires_payment_method' }), false],
    ['incomplete', sampleIntent({ status: 'requires_confirmation' }), false],
    ['incomplete', sampleIntent({ status: 'requires_confirmation', lastPaymentError: failed }), true],
    ['failed', sampleIntent({ status: 'requires_payment_method', lastPaymentError: failed }), false],
    ['blocked', sampleIntent({ status: 'requires_payment_method', lastPaymentError: failed }), true],
    ['processing', sampleIntent({ status: 'processing' }), false],
    ['requires_capture', sampleIntent({ status: 'requires_capture' }), false],
    ['canceled', sampleIntent({ status: 'canceled', lastPaymentError: failed }), true],
  ] as const)('%s', (view, intent, blocked) => {
    expect(viewStatusOf(intent, blocked)).toBe(view);
  });
});
