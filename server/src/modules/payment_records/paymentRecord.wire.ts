import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WirePaymentAttemptRecord, WirePaymentRecord } from '@guichet/contract/wire/paymentRecord.ts';
import type { Attempt, PaymentRecord } from './paymentRecord.ts';

const customerDetails = ({ customerId, payer }: Attempt): WirePaymentRecord['customer_details'] =>
  customerId === null && payer === null
    ? null
    : { customer: customerId, email: payer?.email ?? null, name: payer?.name ?? null, phone: payer?.phone ?? null };

function shared(record: PaymentRecord, attempt: Attempt, livemode: boolean) {
  const value = (minor: bigint) => ({ currency: record.currency, value: wireAmount(minor) });
  const inState = (state: Attempt['state']) => value(attempt.state === state ? record.amount : 0n);
  return {
    amount: value(record.amount),
    // Nobody holds such money for us: it has come, or it has not.
    amount_authorized: value(0n),
    amount_canceled: inState('canceled'),
    amount_failed: inState('failed'),
    amount_guaranteed: inState('guaranteed'),
    amount_refunded: value(attempt.amountRefunded),
    amount_requested: value(record.amount),
    application: null,
    customer_details: customerDetails(attempt),
    customer_presence: record.customerPresence,
    description: attempt.description,
    livemode,
    metadata: attempt.metadata,
    payment_method_details: {
      billing_details: attempt.billing,
      custom: { display_name: attempt.displayName, type: attempt.customType },
      payment_method: null,
      type: 'custom' as const,
    },
    processor_details: { custom: { payment_reference: attempt.reference }, type: 'custom' as const },
    reported_by: 'self' as const,
    shipping_details: attempt.shipping,
  };
}

/** A record shows what its latest attempt came to. */
export const paymentRecordWire = (record: PaymentRecord, livemode: boolean): WirePaymentRecord => ({
  id: record.id,
  object: 'payment_record',
  created: unixSeconds(record.created),
  latest_payment_attempt_record: record.latest.id,
  ...shared(record, record.latest, livemode),
});

export const attemptRecordWire = (record: PaymentRecord, attempt: Attempt, livemode: boolean): WirePaymentAttemptRecord => ({
  id: attempt.id,
  object: 'payment_attempt_record',
  created: unixSeconds(attempt.created),
  payment_record: record.id,
  ...shared(record, attempt, livemode),
});
