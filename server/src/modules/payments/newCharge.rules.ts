import type { Attempt } from '../attempts/index.ts';
import type { PaymentMethod } from '../payment_methods/index.ts';
import type { Charge } from './charge.ts';
import type { PaymentIntent } from './paymentIntent.ts';

interface NewChargeFacts {
  readonly attempt: Attempt;
  readonly intent: PaymentIntent;
  readonly method: PaymentMethod;
  readonly now: Date;
}

type FromTheAnswer =
  | 'status'
  | 'details'
  | 'outcome'
  | 'failureCode'
  | 'failureMessage'
  | 'declineCode'
  | 'captureBefore'
  | 'providerReference';

/** What every charge takes from its attempt, its intent and its method, whatever the provider said. Nothing is captured yet. */
export function newCharge({ attempt, intent, method, now }: NewChargeFacts): Omit<Charge, FromTheAnswer> {
  return {
    tenantId: attempt.tenantId,
    id: attempt.chargeId,
    version: 1,
    paymentIntentId: intent.id,
    direct: intent.direct,
    authorisation: attempt.id,
    connector: attempt.connector,
    amount: attempt.amount.amount,
    currency: attempt.amount.currency,
    amountCaptured: 0n,
    amountRefunded: 0n,
    disputedAmount: 0n,
    disputeId: null,
    captured: false,
    customerId: intent.customerId,
    paymentMethodId: method.id,
    fingerprint: method.fingerprint,
    billingDetails: method.billingDetails,
    balanceTransactionId: null,
    description: intent.description,
    metadata: intent.metadata,
    receiptEmail: intent.receiptEmail,
    shipping: intent.shipping,
    statementDescriptor: intent.statementDescriptor,
    statementDescriptorSuffix: intent.statementDescriptorSuffix,
    calculatedDescriptor: typeof attempt.details.descriptor === 'string' ? attempt.details.descriptor : null,
    fraudDetails: {},
    createdBy: attempt.actor.id,
    created: now,
  };
}
