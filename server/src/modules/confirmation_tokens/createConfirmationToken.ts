import { type AddressInput, wholeAddress } from '@guichet/contract/address.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import {
  assertKept,
  type EnteredMethod,
  type MethodParts,
  type PaymentMethod,
  requirePaymentMethod,
  storeMethod,
} from '../payment_methods/index.ts';
import type { ConfirmationToken } from './confirmationToken.ts';
import { insertConfirmationToken } from './confirmationTokens.store.ts';

const LIFE_MS = 12 * 3600_000;

export interface ConfirmationTokenInput {
  readonly return_url?: string | undefined;
  readonly setup_future_usage?: 'off_session' | 'on_session' | undefined;
  readonly shipping?: { readonly address: AddressInput; readonly name: string; readonly phone?: string | null | undefined } | undefined;
}

/** Puts away what a page has gathered for one confirmation. `given` is a method that exists, or one that the request brings. */
export async function createConfirmationToken(
  tx: Transaction,
  parts: UseCaseParts & MethodParts,
  context: RequestContext,
  input: ConfirmationTokenInput,
  given: { readonly id: string } | { readonly entered: EnteredMethod },
): Promise<{ readonly token: ConfirmationToken; readonly method: PaymentMethod }> {
  const { tenantId, publishable } = context.caller;
  // A page knows no cards but the one that was typed into it.
  if (publishable && 'id' in given) throw new ApiError('forbidden', { message: 'With a publishable key, give "payment_method_data".' });
  const method =
    'id' in given
      ? await requirePaymentMethod(tx, tenantId, given.id)
      : (await storeMethod(tx, parts, context, given.entered, 'later')).method;
  assertKept(method);
  const { shipping } = input;
  const token: ConfirmationToken = {
    tenantId,
    id: parts.makeId('ctoken'),
    paymentMethodId: method.id,
    returnUrl: input.return_url ?? null,
    setupFutureUsage: input.setup_future_usage ?? null,
    shipping: shipping
      ? {
          address: wholeAddress(shipping.address),
          carrier: null,
          name: shipping.name,
          phone: shipping.phone ?? null,
          tracking_number: null,
        }
      : null,
    paymentIntentId: null,
    setupIntentId: null,
    created: context.now,
    expiresAt: new Date(context.now.getTime() + LIFE_MS),
  };
  await insertConfirmationToken(tx, token);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'confirmation_token.create',
    target: token.id,
    details: { last4: method.last4 },
  });
  return { token, method };
}
