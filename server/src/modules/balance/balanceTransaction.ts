import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { BalanceTransactionType } from '@guichet/contract/wire/balance.ts';
import type { Quote } from '../exchange/index.ts';

/** One part of a fee, in the currency of the balance transaction. */
export interface FeePart {
  readonly amount: bigint;
  readonly description: string;
}

/** What the payer was charged or given back, where that is another currency than the one that is settled in, and the rates. */
export interface Conversion {
  readonly presented: Money;
  readonly quote: Quote;
}

/** What moved the balance with a provider: the wire's view of one ledger transaction, whose id it shares. */
export interface BalanceTransaction {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly type: BalanceTransactionType;
  /** The charge, refund, dispute or payout that it comes from. */
  readonly source: string;
  /** Gross; negative when money leaves. */
  readonly amount: bigint;
  readonly fee: bigint;
  /** What the fee is made of; the parts sum to it. */
  readonly feeDetails?: readonly FeePart[];
  /** The currency that is settled in. */
  readonly currency: Currency;
  readonly conversion?: Conversion;
  readonly description: string | null;
  readonly availableOn: Date;
  readonly created: Date;
}
