import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Metadata } from '@guichet/contract/wire/common.ts';

/**
 * Money that a place takes out of its balance to one of its bank accounts, or back from there.
 *
 *   pending ──the provider took it on──▶ in_transit ──arrived──▶ paid
 *      │  └──it refused──▶ failed            └──did not arrive──▶ failed
 *      └─canceled, while it has not been sent                paid ──came back──▶ failed
 *
 * It stands in the database before the provider is asked; `sentAt` is committed first, and its id is the reference under which the
 * provider does it once, however often it is asked.
 */
export interface Payout {
  readonly tenantId: number;
  readonly id: Id<'po'>;
  readonly version: number;
  readonly status: PayoutStatus;
  /** Above zero also for a reversal, which is shown below zero. */
  readonly amount: bigint;
  readonly currency: Currency;
  /** The payout that this one takes back. */
  readonly originalPayoutId: Id<'po'> | null;
  readonly reversedById: Id<'po'> | null;
  readonly bankAccountId: Id<'ba'>;
  readonly connector: string;
  readonly automatic: boolean;
  /** The place's day for which the schedule made it. */
  readonly scheduleDay: string | null;
  readonly description: string | null;
  readonly statementDescriptor: string | null;
  readonly metadata: Metadata;
  readonly arrivalDate: Date;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly balanceTransactionId: Id<'txn'> | null;
  readonly failureBalanceTransactionId: Id<'txn'> | null;
  readonly sentAt: Date | null;
  readonly askAfter: Date | null;
  readonly tries: number;
  readonly createdBy: string;
  readonly created: Date;
}

export const PAYOUT_STATUSES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];
