import { describe, expect, it } from 'vitest';
import { chargeWire } from './charge.wire.ts';
import { debitErrorOf, failedDebit, pendingCharge } from './debited.rules.ts';
import { NOW, sampleAttempt, sampleDebitMethod, sampleIntent } from './testing/samples.ts';

const facts = {
  attempt: sampleAttempt({ kind: 'debit', details: { mandate: 'mandate_1' } }),
  intent: sampleIntent(),
  method: sampleDebitMethod(),
  now: NOW,
};
const pending = pendingCharge(facts, 1_773_000_000);

describe('the charge of a debit that was taken in', () => {
  it('is pending, with nothing captured in the books', () => {
    expect(pending).toMatchObject({
      status: 'pending',
      captured: false,
      amountCaptured: 0n,
      balanceTransactionId: null,
      failureCode: null,
    });
    expect(pending.details).toEqual({
      type: 'sepa_debit',
      bankCode: '37040044',
      branchCode: null,
      country: 'DE',
      last4: '3000',
      mandateId: 'mandate_1',
      expectedDebitDate: '2026-03-08',
    });
  });

  it('counts as taken on the wire, which has no card', () => {
    const wire = chargeWire(pending, false);
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
    const charge = failedDebit(pending, { result: 'declined', decline: { reason } });
    expect(charge).toMatchObject({ status: 'failed', failureCode, captured: false });
    expect(charge.outcome).toMatchObject({ network_decline_code: reason, network_status: 'declined_by_network', advice_code: advice });
  });

  it('that never reached the bank was not declined by it', () => {
    const charge = failedDebit(pending, { result: 'failed', reason: 'tombstone' });
    expect(charge).toMatchObject({ status: 'failed', failureCode: 'processing_error' });
    expect(charge.outcome).toMatchObject({ network_decline_code: null, network_status: 'not_sent_to_network' });
  });

  it('becomes the intent’s error', () => {
    const charge = failedDebit(pending, { result: 'declined', decline: { reason: 'AM04' } });
    const error = debitErrorOf(charge, { id: 'pm_1' } as never);
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      code: 'insufficient_funds',
      network_decline_code: 'AM04',
      charge: 'ch_1',
    });
  });
});
