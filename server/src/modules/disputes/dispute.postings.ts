import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import { type LedgerTransaction, type Posting, reverse } from '../../ledger/index.ts';

export interface WithdrawalFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly disputeId: Id<'dp'>;
  readonly amount: Money;
  /** In the settlement's currency. */
  readonly fee: Money;
  readonly now: Date;
}

/** A dispute takes money back: the provider keeps it off what it owes us at once, and its fee with it. */
export function fundsWithdrawn({ tenantId, id, disputeId, amount, fee, now }: WithdrawalFacts): LedgerTransaction {
  const postings = [
    { debit: 'disputes', credit: 'provider_receivable', amount },
    { debit: 'dispute_fees', credit: 'provider_receivable', amount: fee },
  ] as const;
  const common = { tenantId, id, source: disputeId, created: now, availableOn: now };
  return { ...common, event: 'dispute.withdrawn', postings: postings.filter((posting) => posting.amount.amount > 0n) };
}

export interface ConvertedWithdrawalFacts extends WithdrawalFacts {
  /** What the provider takes for it today, in the settlement's currency. */
  readonly settled: Money;
  /** What this part of the sale had brought, in the same currency. */
  readonly brought: Money;
}

/** A dispute of a sale that settled in another currency closes what the sale left open at the position account, as a refund does. */
export function convertedWithdrawal({
  tenantId,
  id,
  disputeId,
  amount,
  fee,
  settled,
  brought,
  now,
}: ConvertedWithdrawalFacts): LedgerTransaction {
  const gain = brought.amount - settled.amount;
  const postings: Posting[] = [
    { debit: 'disputes', credit: 'conversion_position', amount },
    { debit: 'conversion_position', credit: 'provider_receivable', amount: settled },
    { debit: 'conversion_position', credit: 'conversion_gain', amount: money(gain, settled.currency) },
    { debit: 'conversion_loss', credit: 'conversion_position', amount: money(-gain, settled.currency) },
    { debit: 'dispute_fees', credit: 'provider_receivable', amount: fee },
  ];
  const common = { tenantId, id, source: disputeId, created: now, availableOn: now };
  return { ...common, event: 'dispute.converted', postings: postings.filter((posting) => posting.amount.amount > 0n) };
}

/** A dispute was won: what it took back is returned. The provider keeps its fee. */
export function fundsReinstated(
  withdrawal: LedgerTransaction,
  { id, now }: { readonly id: Id<'txn'>; readonly now: Date },
): LedgerTransaction {
  const postings = withdrawal.postings.filter(({ debit }) => debit !== 'dispute_fees');
  const reversal = { id, event: 'dispute.reinstated', source: withdrawal.source, created: now, availableOn: now };
  return reverse({ ...withdrawal, postings }, reversal);
}
