import { wireBrand } from '@guichet/contract/cards.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { WireSetupAttempt } from '@guichet/contract/wire/setupAttempt.ts';
import type { WireSetupIntent } from '@guichet/contract/wire/setupIntent.ts';
import type { SetupIntent, SetupTry } from './setupIntent.ts';

export function setupIntentWire(intent: SetupIntent, livemode: boolean): WireSetupIntent {
  return {
    id: intent.id,
    object: 'setup_intent',
    allowed_payment_method_types: intent.allowedPaymentMethodTypes && [...intent.allowedPaymentMethodTypes],
    application: null,
    automatic_payment_methods: intent.automaticPaymentMethods,
    cancellation_reason: intent.cancellationReason,
    client_secret: intent.clientSecret,
    created: unixSeconds(intent.created),
    customer: intent.customerId,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: intent.lastSetupError,
    latest_attempt: intent.latestAttemptId,
    livemode,
    mandate: null,
    metadata: intent.metadata,
    next_action: intent.status === 'requires_action' ? intent.nextAction : null,
    on_behalf_of: null,
    payment_method: intent.paymentMethodId,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        mandate_options: null,
        network: intent.cardOptions.network ?? null,
        request_three_d_secure: intent.cardOptions.request_three_d_secure ?? 'automatic',
      },
    },
    payment_method_types: [...intent.paymentMethodTypes],
    single_use_mandate: null,
    status: intent.status,
    usage: intent.usage,
  };
}

export function setupAttemptWire(one: SetupTry, livemode: boolean): WireSetupAttempt {
  const { card } = one;
  return {
    id: one.id,
    object: 'setup_attempt',
    application: null,
    attach_to_self: false,
    created: unixSeconds(one.created),
    customer: one.customerId,
    customer_account: null,
    flow_directions: null,
    livemode,
    on_behalf_of: null,
    payment_method: one.paymentMethodId,
    payment_method_details: {
      type: 'card',
      card: {
        brand: wireBrand(card.brand as Parameters<typeof wireBrand>[0]),
        checks: card.checks,
        country: card.country,
        exp_month: card.expMonth,
        exp_year: card.expYear,
        fingerprint: card.fingerprint,
        funding: card.funding,
        last4: card.last4,
        moto: card.moto,
        network: card.network,
        three_d_secure: card.proof && {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: card.proof.eci,
          result: 'authenticated',
          result_reason: null,
          transaction_id: card.proof.transactionId,
          version: card.proof.version,
        },
        wallet: null,
      },
    },
    setup_error: one.setupError,
    setup_intent: one.setupIntentId,
    status: one.status,
    usage: one.usage,
  };
}
