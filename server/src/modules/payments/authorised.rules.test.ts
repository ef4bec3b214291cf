import { describe, expect, it } from 'vitest';
import type { Approval, Decline } from '../../connectors/index.ts';
import { type Answer, type AuthorisationFacts, authorisedCharge } from './authorised.rules.ts';
import type { CardOptions } from './paymentIntent.ts';
import { APPROVAL, DECLINE, NOW, sampleAttempt, sampleIntent, sampleMethod } from './testing/samples.ts';

const intent = sampleIntent({
  customerId: 'cus_1',
  description: 'Table 4',
  metadata: { order: '6' },
  cardOptions: { moto: true },
  status: 'processing',
});
const facts = { attempt: sampleAttempt(), intent, method: sampleMethod({ country: 'DE', funding: 'credit' }), now: NOW };
const charged = (answer: Answer, more: Partial<AuthorisationFacts> = {}) => authorisedCharge({ ...facts, ...more }, answer);
const approved = (changes: Partial<Approval> = {}, more: Partial<AuthorisationFacts> = {}) =>
  charged({ result: 'approved', approval: { ...APPROVAL, ...changes } }, more);
const declined = (changes: Partial<Decline> = {}) => charged({ result: 'declined', decline: { ...DECLINE, ...changes } });

describe('an approval', () => {
  it('holds the money and takes none', () => {
    const charge = approved();
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
  });

  it.each(['normal', 'elevated'] as const)('says that the payment is complete, and what the provider makes of it: %s', (riskLevel) => {
    expect(approved({ riskLevel }).outcome).toEqual({
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: riskLevel,
      seller_message: 'Payment complete.',
      type: 'authorized',
    });
  });

  it('of money that is taken at once has no time limit', () => {
    expect(approved({ captureBefore: null }).captureBefore).toBeNull();
  });

  it('keeps the provider’s own name for it, where there is one', () => {
    expect(approved({ providerReference: 'psp_1' }).providerReference).toBe('psp_1');
    expect(approved().providerReference).toBeNull();
  });

  it('keeps that the hold can be raised, where that was granted', () => {
    expect(approved({ incremental: true }).details).toHaveProperty('incremental', true);
    expect(approved({ incremental: false }).details).not.toHaveProperty('incremental');
    expect(approved().details).not.toHaveProperty('incremental');
  });

  it.each<[CardOptions, boolean]>([
    [{ moto: true }, true],
    [{ moto: false }, false],
    [{}, false],
  ])('with the card options %j was given by mail or telephone: %s', (cardOptions, moto) => {
    expect(approved({}, { intent: sampleIntent({ cardOptions }) }).details.moto).toBe(moto);
  });

  it('shows how the payer proved themselves, and not what proves it', () => {
    const proof = { authentication: 'auth_1', eci: '05', cavv: 'AAAA', version: '2.2.0', transactionId: 'ds_1' };
    const { details } = approved({}, { attempt: sampleAttempt({ details: { proof } }) });
    expect(details.proof).toEqual({ eci: '05', version: '2.2.0', transactionId: 'ds_1' });
  });

  it('carries the card as the issuer described it', () => {
    expect(approved().details).toEqual({
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
    expect(approved()).toMatchObject({ customerId: 'cus_1', description: 'Table 4', metadata: { order: '6' }, createdBy: 'user_1' });
  });
});

describe('a refusal', () => {
  it('by the issuer says what it said', () => {
    const charge = declined();
    expect(charge).toMatchObject({
      status: 'failed',
      failureCode: 'card_declined',
      failureMessage: 'Your card was declined.',
      declineCode: 'lost_card',
      captureBefore: null,
      providerReference: null,
    });
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
    const { outcome } = declined({ declineCode: 'fraudulent', networkCode: '59', blocked: true });
    expect(outcome).toMatchObject({
      type: 'blocked',
      risk_level: 'highest',
      reason: 'highest_risk_level',
      network_status: 'not_sent_to_network',
      seller_message: 'The provider blocked this payment as too risky.',
    });
  });

  it('passes the network’s own advice on', () => {
    expect(declined({ networkAdvice: '03' }).outcome.network_advice_code).toBe('03');
  });

  it('for want of funds says so in words', () => {
    const { failureMessage } = declined({ declineCode: 'insufficient_funds' });
    expect(failureMessage).toBe('Your card has insufficient funds.');
  });

  it('of which nothing came, since the provider was not reached, is a processing error that checked nothing', () => {
    const charge = charged({ result: 'failed', reason: 'tombstone' });
    expect(charge).toMatchObject({ status: 'failed', failureCode: 'processing_error', declineCode: 'processing_error' });
    expect(charge.outcome).toEqual({
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: 'not_sent_to_network',
      reason: 'processing_error',
      risk_level: 'normal',
      seller_message: 'The provider was not reached or did not answer; nothing was authorised.',
      type: 'issuer_declined',
    });
    // What was known of the card before stays.
    expect(charge.details).toMatchObject({ country: 'DE', funding: 'credit', network: null });
    expect(charge.details.checks).toEqual({ address_line1_check: null, address_postal_code_check: null, cvc_check: null });
  });
});
