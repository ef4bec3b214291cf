import { ApiError } from '@guichet/contract/errors.ts';
import { assertStep } from './paymentIntent.rules.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/** May this much be taken of what is held? `param` is what the caller named it by. */
export function assertCapturable(amount: bigint, { amountCapturable, currency }: PaymentIntent, param: string): void {
  if (amount <= 0n) throw new ApiError('amount_too_small', { param, message: 'The amount to capture must be above zero.' });
  if (amount > amountCapturable) {
    throw new ApiError('amount_too_large', {
      param,
      message: `The amount to capture (${amount}) is above what can be captured (${amountCapturable}).`,
    });
  }
  assertStep(amount, currency, param);
}
