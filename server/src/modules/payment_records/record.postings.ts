import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { RecordedMethod } from '@guichet/contract/recordViews.ts';
import type { AccountName, LedgerTransaction, Posting } from '../../ledger/index.ts';

export interface SettledFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly recordId: Id<'pr'>;
  readonly method: RecordedMethod;
  /** Of the debt. */
  readonly amount: Money;
  /** What changed hands; differs from the amount by the rounding of cash. */
  readonly moved: bigint;
  readonly created: Date;
}

const HELD: Readonly<Record<RecordedMethod, AccountName>> = {
  cash: 'cash_on_hand',
  cheque: 'cheques_on_hand',
  bank_transfer: 'bank',
  other: 'taken_elsewhere',
};

const RECEIVED = {
  cash: { event: 'cash.received' },
  cheque: { event: 'cheque.received' },
  bank_transfer: { event: 'transfer.received' },
  other: { event: 'elsewhere.received' },
} as const;

const RETURNED = {
  cash: { event: 'cash.returned' },
  cheque: { event: 'cheque.returned' },
  bank_transfer: { event: 'transfer.returned' },
  other: { event: 'elsewhere.returned' },
} as const;

/** Postings of what is above zero. */
const above = (...postings: Posting[]): Posting[] => postings.filter(({ amount }) => amount.amount > 0n);

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * Money that staff took: held here, and never owed by a provider. What rounding took off or put on cash stands at an account of its own,
 * so that sales show what was sold.
 */
export function recordReceived({ tenantId, id, recordId, method, amount, moved, created }: SettledFacts): LedgerTransaction {
  const of = (minor: bigint): Money => money(minor, amount.currency);
  const held = HELD[method];
  const postings = above(
    { debit: held, credit: 'sales', amount: of(least(moved, amount.amount)) },
    { debit: 'cash_rounding', credit: 'sales', amount: of(amount.amount - moved) },
    { debit: held, credit: 'cash_rounding', amount: of(moved - amount.amount) },
  );
  return { tenantId, id, ...RECEIVED[method], source: recordId, created, availableOn: created, postings };
}

/** What staff gave back, the way it came. */
export function recordReturned({ tenantId, id, recordId, method, amount, moved, created }: SettledFacts): LedgerTransaction {
  const of = (minor: bigint): Money => money(minor, amount.currency);
  const held = HELD[method];
  const postings = above(
    { debit: 'refunds', credit: held, amount: of(least(moved, amount.amount)) },
    { debit: 'refunds', credit: 'cash_rounding', amount: of(amount.amount - moved) },
    { debit: 'cash_rounding', credit: held, amount: of(moved - amount.amount) },
  );
  return { tenantId, id, ...RETURNED[method], source: recordId, created, availableOn: created, postings };
}
