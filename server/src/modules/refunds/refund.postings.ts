import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { LedgerTransaction } from '../../ledger/index.ts';

export interface RefundFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly refundId: Id<'re'>;
  readonly amount: Money;
  readonly created: Date;
}

/** A refund: the provider pays the customer out of what it owes us, and keeps its fee. It lowers what is available at once. */
export function refundCreated({ tenantId, id, refundId, amount, created }: RefundFacts): LedgerTransaction {
  const postings = [{ debit: 'refunds', credit: 'provider_receivable', amount }] as const;
  return { tenantId, id, event: 'refund.created', source: refundId, created, availableOn: created, postings };
}
