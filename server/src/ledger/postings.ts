import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { AccountName } from './accounts.ts';

/** Moves an amount above zero from the credit account to the debit account, both in the amount's currency. */
export interface Posting {
  readonly debit: AccountName;
  readonly credit: AccountName;
  readonly amount: Money;
}

/** What belongs together: the postings of one event on one object. */
export interface LedgerTransaction {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  /** A row of `docs/ledger.md`. */
  readonly event: string;
  /** The object that the event happened to. */
  readonly source: string;
  readonly created: Date;
  /** Pending before this time, available from it on. */
  readonly availableOn: Date;
  readonly postings: readonly Posting[];
}

/** Throws where a transaction breaks what the books rely on; the database holds the same as CHECKs. */
export function assertSound(transaction: LedgerTransaction): void {
  const { id, postings } = transaction;
  if (postings.length === 0) throw new Error(`Ledger transaction ${id} has no postings.`);
  for (const { debit, credit, amount } of postings) {
    if (amount.amount <= 0n)
      throw new Error(`Ledger transaction ${id} posts ${amount.amount} ${amount.currency}, which is not above zero.`);
    if (debit === credit) throw new Error(`Ledger transaction ${id} posts from ${debit} to itself.`);
  }
}

/** Takes a transaction back: the same amounts with the sides exchanged, as a new transaction. The first one stays in the books. */
export function reverse(
  transaction: LedgerTransaction,
  reversal: Pick<LedgerTransaction, 'id' | 'event' | 'source' | 'created' | 'availableOn'>,
): LedgerTransaction {
  const postings = transaction.postings.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount }));
  return { ...reversal, tenantId: transaction.tenantId, postings };
}

/** How a transaction changes an account's total, in the account's own sense where debits are positive. */
export function netOf(transaction: LedgerTransaction, account: AccountName): bigint {
  return transaction.postings.reduce((net, { debit, credit, amount }) => {
    if (debit === account) return net + amount.amount;
    return credit === account ? net - amount.amount : net;
  }, 0n);
}
