import { describe, expect, it } from 'vitest';
import { type Answer, authorisedCharge } from './authorised.rules.ts';
import { APPROVAL, DECLINE, NOW, sampleAttempt, sampleIntent, sampleMethod } from './testing/samples.ts';

const intent = sampleIntent({
  customerId: 'cus_1',
  description: 'Table 4',
  metadata: { order: '6' },
  cardOptions: { moto: true },
  status: 'processing',
});
const facts = { attempt: sampleAttempt(), intent, method: sampleMethod({ country: 'DE', funding: 'credit' }), now: NOW };
const charged = (answer: Answer) => authorisedCharge(facts, answer);

describe('an approval', () => {
  const charge = charged({ result: 'approved', approval: APPROVAL });

  it('holds the money and takes none', () => {
    expect(charge).toMatchObject({
      id: 'ch_1',
      authorisation: 'att_1',
      status: 'succeeded',
      amount: 4990n,
      captured: false,
      amountCaptured: 0n,
      amountRefunded: 0n,
      balanceTransactionId: null,
      captureBefore: new Date(1_773_000_000_000),
      failureCode: null,
      failureMessage: null,
      declineCode: null,
    });
    expect(charge.outcome).toMatchObject({ type: 'authorized', network_status: 'approved_by_network', risk_level: 'normal', reason: null });
  });

  it('carries the card as the issuer described it', () => {
    expect(charge.details).toEqual({
      type: 'card',
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2034,
      country: 'FR',
      funding: 'debit',
      network: 'cartes_bancaires',
      checks: { address_line1_check: 'pass', address_postal_code_check: 'fail', cvc_check: 'pass' },
      authorisationCode: '7KQ2MD',
      networkTransactionId: '123456789012345',
      moto: true,
      proof: null,
    });
  });

  it('copies from the intent what describes the payment', () => {
    expect(charge).toMatchObject({ customerId: 'cus_1', description: 'Table 4', metadata: { order: '6' }, createdBy: 'user_1' });
  });
});

describe('a refusal', () => {
  it('by the issuer says what it said', () => {
    const charge = charged({ result: 'declined', decline: DECLINE });
    expect(charge).toMatchObject({ status: 'failed', failureCode: 'card_declined', declineCode: 'lost_card', captureBefore: null });
    expect(charge.outcome).toEqual({
      advice_code: 'do_not_try_again',
      network_advice_code: null,
      network_decline_code: '41',
      network_status: 'declined_by_network',
      reason: 'lost_card',
      risk_level: 'normal',
      seller_message: 'The bank declined this payment.',
      type: 'issuer_declined',
    });
    expect(charge.details).toMatchObject({ authorisationCode: null, networkTransactionId: null, checks: { cvc_check: 'pass' } });
  });

  it('by the provider as too risky is told apart from it', () => {
    const { outcome } = charged({
      result: 'declined',
      decline: { ...DECLINE, declineCode: 'fraudulent', networkCode: '59', blocked: true },
    });
    expect(outcome).toMatchObject({
      type: 'blocked',
      risk_level: 'highest',
      reason: 'highest_risk_level',
      network_status: 'not_sent_to_network',
    });
  });

  it('for want of funds says so in words', () => {
    const { failureMessage } = charged({ result: 'declined', decline: { ...DECLINE, declineCode: 'insufficient_funds' } });
    expect(failureMessage).toBe('Your card has insufficient funds.');
  });

  it('of which nothing came, since the provider was not reached, is a processing error that checked nothing', () => {
    const charge = charged({ result: 'failed', reason: 'tombstone' });
    expect(charge).toMatchObject({ status: 'failed', failureCode: 'processing_error', declineCode: 'processing_error' });
    expect(charge.outcome.network_status).toBe('not_sent_to_network');
    // What was known of the card before stays.
    expect(charge.details).toMatchObject({ country: 'DE', funding: 'credit', network: null });
    expect(charge.details.checks).toEqual({ address_line1_check: null, address_postal_code_check: null, cvc_check: null });
  });
});
