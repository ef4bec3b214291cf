import { wireAmount } from '@guichet/contract/money.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WirePaymentIntent } from '@guichet/contract/wire/paymentIntent.ts';
import type { PaymentIntent } from './paymentIntent.ts';

export function paymentIntentWire(intent: PaymentIntent, livemode: boolean): WirePaymentIntent {
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: intent.allowedPaymentMethodTypes && [...intent.allowedPaymentMethodTypes],
    amount: wireAmount(intent.amount),
    amount_capturable: wireAmount(intent.amountCapturable),
    amount_details: { tip: {} },
    amount_received: wireAmount(intent.amountReceived),
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: intent.automaticPaymentMethods,
    canceled_at: intent.canceledAt && unixSeconds(intent.canceledAt),
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: intent.confirmationMethod,
    created: unixSeconds(intent.created),
    currency: intent.currency,
    customer: intent.customerId,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: intent.excludedPaymentMethodTypes && [...intent.excludedPaymentMethodTypes],
    last_payment_error: intent.lastPaymentError,
    latest_charge: intent.latestChargeId,
    livemode,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: intent.status === 'requires_action' ? intent.nextAction : null,
    on_behalf_of: null,
    payment_method: intent.paymentMethodId,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: intent.cardOptions.network ?? null,
        ...(intent.cardOptions.request_incremental_authorization !== undefined && {
          request_incremental_authorization: intent.cardOptions.request_incremental_authorization,
        }),
        request_three_d_secure: intent.cardOptions.request_three_d_secure ?? 'automatic',
      },
    },
    payment_method_types: [...intent.paymentMethodTypes],
    payment_record: null,
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: intent.setupFutureUsage,
    shipping: intent.shipping,
    source: null,
    statement_descriptor: intent.statementDescriptor,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}
