import { ApiError } from '@guichet/contract/errors.ts';
import type { PaymentIntentStatus } from '@guichet/contract/wire/paymentIntent.ts';
import { describe, expect, it } from 'vitest';
import { assertAllowed, assertChargeable, assertStep, type IntentAction, requireCurrency, viewStatusOf } from './paymentIntent.rules.ts';
import { sampleIntent } from './testing/samples.ts';

const ACTIONS: readonly IntentAction[] = ['update', 'confirm', 'capture', 'cancel'];

/** What each state allows. */
const STATES: Readonly<Record<PaymentIntentStatus, readonly IntentAction[]>> = {
  requires_payment_method: ['update', 'confirm', 'cancel'],
  requires_confirmation: ['update', 'confirm', 'cancel'],
  requires_action: ['confirm', 'cancel'],
  processing: [],
  requires_capture: ['capture', 'cancel'],
  succeeded: [],
  canceled: [],
};

function refusal(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { code: error.code, param: error.details.param };
  }
  return null;
}

describe.each(Object.entries(STATES) as [PaymentIntentStatus, readonly IntentAction[]][])('an intent that is %s', (status, allowed) => {
  it.each(ACTIONS)('can be asked to %s', (action) => {
    const intent = sampleIntent({ status });
    const code = refusal(() => assertAllowed(action, intent, { id: intent.id }));
    expect(code).toEqual(allowed.includes(action) ? null : { code: 'payment_intent_unexpected_state', param: undefined });
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

describe('what can be charged', () => {
  it.each([
    [50n, 'eur', null],
    [49n, 'eur', 'amount_too_small'],
    [0n, 'eur', 'amount_too_small'],
    [-50n, 'eur', 'amount_too_small'],
    [30n, 'gbp', null],
    [29n, 'gbp', 'amount_too_small'],
    [50n, 'jpy', null],
    [5_000n, 'isk', null],
    [5_050n, 'isk', 'parameter_invalid'],
    [500n, 'kwd', null],
    [505n, 'kwd', 'parameter_invalid'],
    [999_999_999_999n, 'eur', null],
  ] as const)('%s %s: %s', (amount, currency, code) => {
    expect(refusal(() => assertChargeable(amount, currency))).toEqual(code && { code, param: 'amount' });
  });

  it('binds parts of it as well', () => {
    expect(refusal(() => assertStep(1_010n, 'isk', 'amount_to_capture'))).toEqual({
      code: 'parameter_invalid',
      param: 'amount_to_capture',
    });
    expect(refusal(() => assertStep(1_100n, 'isk', 'amount_to_capture'))).toBeNull();
  });

  it.each(['EUR', 'euro', 'xxx', '', 'eur '])('is no amount in %j', (currency) => {
    expect(refusal(() => requireCurrency(currency))).toEqual({ code: 'parameter_invalid', param: 'currency' });
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
