import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';
import type { RefundReason } from '@guichet/contract/wire/refund.ts';

/**
 * Money given back.
 *
 *   pending ──the provider did it──▶ succeeded ──it came back──▶ failed
 *          ├─it refused, certainly did not, or it came back──▶ failed
 *          └─called back before it reached the payer──▶ canceled
 *
 * While it is pending its amount is set aside on the charge, so that refunds at the same time cannot exceed what was paid.
 */
export interface Refund {
  readonly tenantId: number;
  readonly id: Id<'re'>;
  readonly version: number;
  readonly chargeId: Id<'ch'>;
  readonly paymentIntentId: Id<'pi'>;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  readonly amount: bigint;
  readonly currency: Currency;
  readonly reason: RefundReason | null;
  readonly failureReason: string | null;
  readonly metadata: Metadata;
  readonly balanceTransactionId: Id<'txn'> | null;
  /** What brought the money back when a refund that was booked did not reach the payer. */
  readonly failureBalanceTransactionId: Id<'txn'> | null;
  readonly createdBy: string;
  readonly created: Date;
}
