import { ApiError } from '@guichet/contract/errors.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { applyMetadata } from '@guichet/contract/metadata.ts';
import type { SetupIntentStatus } from '@guichet/contract/wire/setupIntent.ts';
import { assertKept, type CardMethod, type PaymentMethod } from '../payment_methods/index.ts';
import type { SetupInput } from './setupInput.ts';
import type { SetupIntent } from './setupIntent.ts';

/** What can be done to a setup intent, and in which states. `processing` allows nothing: the provider is being asked. */
const ALLOWED = {
  update: ['requires_payment_method', 'requires_confirmation'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
} as const satisfies Record<string, readonly SetupIntentStatus[]>;

/** Throws `setup_intent_unexpected_state` with the intent as it is. */
export function assertAllowed(action: keyof typeof ALLOWED, intent: SetupIntent, wire: unknown): void {
  if ((ALLOWED[action] as readonly string[]).includes(intent.status)) return;
  throw new ApiError('setup_intent_unexpected_state', {
    message: `You cannot ${action} this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of the following statuses allows it: ${ALLOWED[action].join(', ')}.`,
    setupIntent: wire,
  });
}

/** Only cards are set up here. */
export function requireCardType(method: PaymentMethod): CardMethod {
  if (method.type === 'card') return method;
  throw new ApiError('payment_method_unexpected_state', {
    param: 'payment_method',
    message: 'This payment method is not a card; only cards can be set up here.',
  });
}

/** A card on file is set up for its customer alone; one that was taken off file is gone. */
export function assertUsable(method: CardMethod, intent: SetupIntent): void {
  if (method.customerId !== null && method.customerId !== intent.customerId) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message: 'This payment method is on file for a customer. Give that customer with the setup intent.',
    });
  }
  if (method.customerId === null && method.attached !== null) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'payment_method',
      message: 'This payment method was taken off its customer’s file and cannot be used any more.',
    });
  }
  assertKept(method);
}

function assertTypes(types: readonly string[]): void {
  const other = types.find((type) => type !== 'card');
  if (types.length > 0 && other === undefined) return;
  throw new ApiError('parameter_invalid', {
    param: 'payment_method_types',
    message:
      other === undefined ? 'Name at least one payment method type: card.' : `The type "${other}" cannot be set up here; "card" can.`,
  });
}

const chosen = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given);

/** The intent after a request, its version not yet raised. The customer and the method are ids that the use case has looked up. */
export function changedSetup(intent: SetupIntent, input: SetupInput): SetupIntent {
  if (input.payment_method_types !== undefined) assertTypes(input.payment_method_types);
  if (input.allowed_payment_method_types?.includes('card') === false) {
    throw new ApiError('parameter_invalid', {
      param: 'allowed_payment_method_types',
      message: 'None of these payment method types can be set up here; "card" can.',
    });
  }
  const { moto, network, request_three_d_secure: asked } = input.payment_method_options?.card ?? {};
  const paymentMethodId = chosen(input.payment_method, intent.paymentMethodId) as Id<'pm'> | null;
  return {
    ...intent,
    customerId: chosen(input.customer, intent.customerId) as Id<'cus'> | null,
    description: chosen(input.description, intent.description),
    metadata: applyMetadata(intent.metadata, input.metadata),
    paymentMethodId,
    allowedPaymentMethodTypes: chosen(input.allowed_payment_method_types, intent.allowedPaymentMethodTypes),
    paymentMethodTypes: chosen(input.payment_method_types, intent.paymentMethodTypes),
    cardOptions:
      input.payment_method_options === null
        ? {}
        : {
            ...intent.cardOptions,
            ...(moto === undefined ? {} : { moto }),
            ...(network === undefined ? {} : { network }),
            ...(asked === undefined ? {} : { request_three_d_secure: asked }),
          },
    status: statusWith(intent.status, paymentMethodId),
  };
}

function statusWith(status: SetupIntentStatus, paymentMethodId: string | null): SetupIntentStatus {
  if (status === 'requires_payment_method' && paymentMethodId !== null) return 'requires_confirmation';
  if (status === 'requires_confirmation' && paymentMethodId === null) return 'requires_payment_method';
  return status;
}
