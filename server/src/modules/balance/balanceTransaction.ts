import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';

/** What moved the balance with a provider: the wire's view of one ledger transaction, whose id it shares. */
export interface BalanceTransaction {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly type: 'charge' | 'refund' | 'refund_failure';
  /** The charge or refund that it comes from. */
  readonly source: string;
  /** Gross; negative when money leaves. */
  readonly amount: bigint;
  readonly fee: bigint;
  readonly currency: Currency;
  readonly description: string | null;
  readonly availableOn: Date;
  readonly created: Date;
}
