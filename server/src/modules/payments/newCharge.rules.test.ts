import { describe, expect, it } from 'vitest';
import { newCharge } from './newCharge.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { NOW, sampleAttempt, sampleIntent, sampleMethod } from './testing/samples.ts';

const charge = (details: Readonly<Record<string, unknown>> = {}, intent: Partial<PaymentIntent> = {}) =>
  newCharge({ attempt: sampleAttempt({ details }), intent: sampleIntent(intent), method: sampleMethod(), now: NOW });

describe('a new charge', () => {
  it('is for what was asked of the provider, whatever the intent says by now', () => {
    expect(charge({}, { amount: 1n, currency: 'usd' })).toMatchObject({ amount: 4990n, currency: 'eur', authorisation: 'att_1' });
  });

  it('has taken, returned and lost nothing', () => {
    expect(charge()).toMatchObject({
      captured: false,
      amountCaptured: 0n,
      amountRefunded: 0n,
      disputedAmount: 0n,
      disputeId: null,
      balanceTransactionId: null,
    });
  });

  it.each([
    ['the text that the provider was given', { descriptor: 'CHEZ ODILE* BAR' }, 'CHEZ ODILE* BAR'],
    ['nothing where an older attempt kept no text', {}, null],
    ['nothing where no text was given', { descriptor: null }, null],
  ])('knows of the statement %s', (_what, details, text) => {
    expect(charge(details, { statementDescriptor: 'Order 17' }).calculatedDescriptor).toBe(text);
  });
});
