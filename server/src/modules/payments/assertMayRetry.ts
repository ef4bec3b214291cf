import { ApiError } from '@guichet/contract/errors.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { CardMethod } from '../payment_methods/index.ts';
import { recentRefusals } from './charges.store.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { RETRY_WINDOW_MS, type RetryRefusal, retryRefusal } from './retry.rules.ts';

interface RetryFacts {
  readonly intent: PaymentIntent;
  readonly method: CardMethod;
  readonly offSession: boolean;
  readonly onFile: boolean;
  readonly now: Date;
}

/** Refuses to ask an issuer again what the card networks forbid to ask: docs/decisions/0014 says why this is decided here. One look-up. */
export async function assertMayRetry(tx: Transaction, { intent, method, offSession, onFile, now }: RetryFacts): Promise<void> {
  const { tenantId, amount, currency } = intent;
  const since = new Date(now.getTime() - RETRY_WINDOW_MS);
  const refusals = await recentRefusals(tx, tenantId, { fingerprint: method.fingerprint, amount, currency, since });
  const wasTried = refusals.some(({ paymentMethodId }) => paymentMethodId === method.id);
  const refusal = retryRefusal(refusals, { isFresh: !offSession && !onFile && !wasTried, now });
  if (refusal !== null) throw apiErrorOf(refusal);
}

function apiErrorOf(refusal: RetryRefusal): ApiError {
  if (refusal.because === 'too_often') {
    return new ApiError('card_declined', {
      ...{ declineCode: 'do_not_try_again', adviceCode: 'do_not_try_again' },
      message: `This card was refused for this amount ${refusal.tries} times within 30 days, and the card networks bound such repeats. Take another card.`,
    });
  }
  const code = refusal.networkCode === null ? {} : { networkDeclineCode: refusal.networkCode };
  if (refusal.because === 'never') {
    return new ApiError('card_declined', {
      ...{ declineCode: 'previously_declined_do_not_retry', adviceCode: 'do_not_try_again', ...code },
      message: 'The bank refused this card for good, and the card networks forbid to ask again. Take another card.',
    });
  }
  return new ApiError('card_declined', {
    ...{ declineCode: 'try_again_later', adviceCode: 'try_again_later', ...code },
    message: `The bank refused this card for this amount, and may be asked again from ${refusal.from.toISOString()} on. Take another card or wait.`,
  });
}
