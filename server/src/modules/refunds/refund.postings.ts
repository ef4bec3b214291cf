import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import { type LedgerTransaction, type Posting, reverse } from '../../ledger/index.ts';

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

export interface ConvertedRefundFacts extends RefundFacts {
  /** What the provider takes for it today, in the settlement's currency. */
  readonly settled: Money;
  /** What this part of the sale had brought, in the same currency. */
  readonly brought: Money;
}

/**
 * A refund of a sale that settled in another currency: it closes what the sale left open at the position account, in both currencies, and
 * the difference between what it brought then and what it costs now is a gain or a loss.
 */
export function refundConverted({ tenantId, id, refundId, amount, settled, brought, created }: ConvertedRefundFacts): LedgerTransaction {
  const gain = brought.amount - settled.amount;
  const postings: Posting[] = [
    { debit: 'refunds', credit: 'conversion_position', amount },
    { debit: 'conversion_position', credit: 'provider_receivable', amount: settled },
    { debit: 'conversion_position', credit: 'conversion_gain', amount: money(gain, settled.currency) },
    { debit: 'conversion_loss', credit: 'conversion_position', amount: money(-gain, settled.currency) },
  ];
  const common = { tenantId, id, source: refundId, created, availableOn: created };
  return { ...common, event: 'refund.converted', postings: postings.filter((posting) => posting.amount.amount > 0n) };
}

/** A refund that did not reach the payer: all that it posted is taken back, and is available at once. */
export const refundReversed = (refund: LedgerTransaction, { id, now }: { readonly id: Id<'txn'>; readonly now: Date }): LedgerTransaction =>
  reverse(refund, { id, event: 'refund.failed', source: refund.source, created: now, availableOn: now });
