import { ApiError } from '@guichet/contract/errors.ts';
import { assertStep, type Charge } from '../payments/index.ts';

/** How much of a charge this refund gives back: what was asked, or all that is left. Throws when there is nothing or not enough left. */
export function refundableAmount(charge: Charge, asked: bigint | undefined): bigint {
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw new ApiError('payment_intent_unexpected_state', {
      param: 'charge',
      message: 'This charge has taken no money, so there is nothing to refund. Cancel the payment instead to release a hold.',
    });
  }
  if (charge.disputedAmount > 0n) {
    throw new ApiError('charge_disputed', {
      message: `Charge ${charge.id} has been disputed: its money was taken back, so there is nothing to refund unless the dispute is won.`,
    });
  }
  const left = charge.amountCaptured - charge.amountRefunded;
  if (left === 0n) throw new ApiError('charge_already_refunded', { message: `Charge ${charge.id} has already been refunded.` });
  const amount = asked ?? left;
  if (amount <= 0n) throw new ApiError('amount_too_small', { param: 'amount', message: 'The amount to refund must be above zero.' });
  if (amount > left) {
    throw new ApiError('amount_too_large', {
      param: 'amount',
      message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
    });
  }
  assertStep(amount, charge.currency, 'amount');
  return amount;
}
