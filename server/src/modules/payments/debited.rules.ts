import type { WireOutcome } from '@guichet/contract/wire/charge.ts';
import type { WireLastPaymentError } from '@guichet/contract/wire/paymentIntent.ts';
import type { WirePaymentMethod } from '@guichet/contract/wire/paymentMethod.ts';
import { FAILURE_MESSAGES, returnMeaning } from '../../connectors/index.ts';
import type { Attempt, SettledOutcome } from '../attempts/index.ts';
import type { DebitMethod } from '../payment_methods/index.ts';
import type { Charge, ChargedAccount } from './charge.ts';
import { newCharge } from './newCharge.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** What a debit is about: the attempt, the intent that waits for it, the account. */
export interface DebitFacts {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: DebitMethod;
  readonly now: Date;
}

const TAKEN_IN: WireOutcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'not_assessed',
  seller_message: 'Payment complete.',
  type: 'authorized',
};

const dayOf = (unixSeconds: number | null): string | null =>
  unixSeconds === null ? null : new Date(unixSeconds * 1000).toISOString().slice(0, 10);

function debitedAccount({ attempt, method }: DebitFacts, expectedAt: number | null): ChargedAccount {
  const mandateId = (attempt.details.mandate ?? null) as ChargedAccount['mandateId'];
  const shared = { last4: method.last4, mandateId, expectedDebitDate: dayOf(expectedAt) };
  return method.type === 'sepa_debit'
    ? { type: method.type, ...method.details, ...shared }
    : { type: method.type, ...method.details, ...shared };
}

/** The charge of a debit that the provider has taken in. Nothing is captured until the payer's bank has paid. */
export function pendingCharge(facts: DebitFacts, expectedAt: number | null): Charge {
  return {
    ...newCharge(facts),
    providerReference: null,
    status: 'pending',
    details: debitedAccount(facts, expectedAt),
    outcome: TAKEN_IN,
    failureCode: null,
    failureMessage: null,
    declineCode: null,
    captureBefore: null,
  };
}

/** The charge of a debit that did not come off, with what the bank's reason means on the wire. */
export function failedDebit(charge: Charge, outcome: Exclude<SettledOutcome, { readonly result: 'approved' }>): Charge {
  if (outcome.result === 'failed' || !('reason' in outcome.decline)) {
    return {
      ...charge,
      status: 'failed',
      failureCode: 'processing_error',
      failureMessage: FAILURE_MESSAGES.processing_error,
      declineCode: 'processing_error',
      outcome: {
        ...TAKEN_IN,
        network_status: 'not_sent_to_network',
        reason: 'processing_error',
        seller_message: 'The provider was not reached or did not take the debit in; nothing was debited.',
        type: 'issuer_declined',
      },
    };
  }
  const { reason } = outcome.decline;
  const { failureCode, message, retries } = returnMeaning(reason);
  return {
    ...charge,
    status: 'failed',
    failureCode,
    failureMessage: message,
    declineCode: failureCode,
    outcome: {
      ...TAKEN_IN,
      advice_code: retries > 0 ? 'try_again_later' : 'do_not_try_again',
      network_decline_code: reason,
      network_status: 'declined_by_network',
      reason: failureCode,
      seller_message: 'The payer’s bank did not pay this debit.',
      type: 'issuer_declined',
    },
  };
}

/** Why a debit failed, as the intent keeps it. */
export function debitErrorOf({ id, failureCode, failureMessage, outcome }: Charge, paymentMethod: WirePaymentMethod): WireLastPaymentError {
  if (failureCode === null || failureMessage === null) throw new Error('A charge that did not fail has no error.');
  return {
    type: 'invalid_request_error',
    code: failureCode,
    ...(outcome.advice_code === null ? {} : { advice_code: outcome.advice_code }),
    ...(outcome.network_decline_code === null ? {} : { network_decline_code: outcome.network_decline_code }),
    message: failureMessage,
    charge: id,
    payment_method: paymentMethod,
  };
}
