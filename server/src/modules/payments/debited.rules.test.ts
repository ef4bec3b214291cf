import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import { describe, expect, it } from 'vitest';
import type { Charge } from './charge.ts';
import { chargeWire } from './charge.wire.ts';
import { debitErrorOf, failedDebit, pendingCharge } from './debited.rules.ts';
import { DECLINE, NOW, sampleAttempt, sampleDebitMethod, sampleIntent, sampleUsBankAccount } from './testing/samples.ts';

const facts = {
  attempt: sampleAttempt({ kind: 'debit', details: { mandate: 'mandate_1' } }),
  intent: sampleIntent(),
  method: sampleDebitMethod(),
  now: NOW,
};
const pending = (): Charge => pendingCharge(facts, 1_773_000_000);

/** As the intent's error shows the account. */
const WIRE_METHOD = { id: 'pm_1' } as WirePaymentMethod;

describe('the charge of a debit that was taken in', () => {
  it('is pending, with nothing captured in the books', () => {
    expect(pending()).toMatchObject({
      status: 'pending',
      captured: false,
      amountCaptured: 0n,
      balanceTransactionId: null,
      captureBefore: null,
      failureCode: null,
      failureMessage: null,
      declineCode: null,
    });
    expect(pending().details).toEqual({
      type: 'sepa_debit',
      bankCode: '37040044',
      branchCode: null,
      country: 'DE',
      last4: '3000',
      mandateId: 'mandate_1',
      expectedDebitDate: '2026-03-08',
    });
  });

  it('is of an American account as well', () => {
    expect(pendingCharge({ ...facts, method: sampleUsBankAccount() }, 1_773_000_000).details).toEqual({
      type: 'us_bank_account',
      routingNumber: '110000000',
      bankName: 'Sandbox Bank',
      accountHolderType: 'individual',
      accountType: 'checking',
      last4: '6789',
      mandateId: 'mandate_1',
      expectedDebitDate: '2026-03-08',
    });
  });

  it('names no mandate where the attempt has none', () => {
    expect(pendingCharge({ ...facts, attempt: sampleAttempt({ kind: 'debit' }) }, null).details).toMatchObject({
      mandateId: null,
      expectedDebitDate: null,
    });
  });

  it('counts as taken on the wire, which has no card', () => {
    const wire = chargeWire(pending(), false);
    expect(wire).toMatchObject({ status: 'pending', paid: false, captured: true, amount_captured: 4990, refunded: false });
    expect(wire.payment_method_details).toEqual({
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: null,
        country: 'DE',
        expected_debit_date: '2026-03-08',
        fingerprint: 'accountfingerpri',
        last4: '3000',
        mandate: 'mandate_1',
      },
    });
  });

  it('names no day that the provider does not', () => {
    expect(chargeWire(pendingCharge(facts, null), false).payment_method_details.sepa_debit).not.toHaveProperty('expected_debit_date');
  });
});

describe('the charge of a debit that failed', () => {
  it.each([
    ['AM04', 'insufficient_funds', 'try_again_later'],
    ['AC04', 'account_closed', 'do_not_try_again'],
  ])('%s: says why, and whether to try again', (reason, failureCode, advice) => {
    const charge = failedDebit(pending(), { result: 'declined', decline: { reason } });
    expect(charge).toMatchObject({ status: 'failed', failureCode, declineCode: failureCode, captured: false });
    expect(charge.outcome).toMatchObject({
      advice_code: advice,
      network_decline_code: reason,
      network_status: 'declined_by_network',
      reason: failureCode,
      seller_message: 'The payer’s bank did not pay this debit.',
      type: 'issuer_declined',
    });
  });

  it('says in words what the bank’s reason means', () => {
    const charge = failedDebit(pending(), { result: 'declined', decline: { reason: 'AC04' } });
    expect(charge.failureMessage).toBe('The account has been closed.');
  });

  it.each<[string, Parameters<typeof failedDebit>[1]]>([
    ['that never reached the bank', { result: 'failed', reason: 'tombstone' }],
    ['of which no bank told a reason', { result: 'declined', decline: DECLINE }],
  ])('%s was not declined by it', (_what, outcome) => {
    const charge = failedDebit(pending(), outcome);
    expect(charge).toMatchObject({ status: 'failed', failureCode: 'processing_error', declineCode: 'processing_error' });
    expect(charge.failureMessage).toContain('Nothing was debited.');
    expect(charge.outcome).toMatchObject({
      advice_code: null,
      network_decline_code: null,
      network_status: 'not_sent_to_network',
      reason: 'processing_error',
      seller_message: expect.stringContaining('nothing was debited'),
      type: 'issuer_declined',
    });
  });

  it('becomes the intent’s error', () => {
    const charge = failedDebit(pending(), { result: 'declined', decline: { reason: 'AM04' } });
    expect(debitErrorOf(charge, WIRE_METHOD)).toEqual({
      type: 'invalid_request_error',
      code: 'insufficient_funds',
      advice_code: 'try_again_later',
      network_decline_code: 'AM04',
      message: 'The account has insufficient funds.',
      charge: 'ch_1',
      payment_method: WIRE_METHOD,
    });
  });

  it('names in the intent’s error neither advice nor a bank’s code where there are none', () => {
    const error = debitErrorOf(failedDebit(pending(), { result: 'failed', reason: 'tombstone' }), WIRE_METHOD);
    expect(Object.keys(error)).toEqual(['type', 'code', 'message', 'charge', 'payment_method']);
  });

  it.each([
    ['did not fail', { failureCode: null, failureMessage: null }],
    ['has no code of a failure', { failureCode: null, failureMessage: 'The account has been closed.' }],
    ['has no words for its failure', { failureCode: 'account_closed', failureMessage: null }],
  ])('is asked for its error in vain where it %s', (_what, changes) => {
    expect(() => debitErrorOf({ ...pending(), ...changes }, WIRE_METHOD)).toThrow('did not fail has no error');
  });
});
