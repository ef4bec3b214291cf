import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { LedgerTransaction, Posting } from '../../ledger/index.ts';

export interface CapturedFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly chargeId: Id<'ch'>;
  /** Gross, as the payer was charged. */
  readonly amount: Money;
  /** Gross, in the currency that the provider settles in; the same as `amount` where nothing is converted. */
  readonly settled: Money;
  /** In the settlement's currency. */
  readonly fee: bigint;
  readonly created: Date;
  readonly availableOn: Date;
}

/** What is nothing has no posting: a fee of zero, an amount so small that its conversion comes to nothing. */
const aboveZero = (postings: readonly Posting[]): Posting[] => postings.filter(({ amount }) => amount.amount > 0n);

/**
 * A capture: the provider owes us the sale, and keeps its fee. An authorisation alone moves nothing and has no postings. Where the
 * provider settles in another currency the two sides meet at the position account, which has one of each currency.
 */
export function chargeCaptured(facts: CapturedFacts): LedgerTransaction {
  const { tenantId, id, chargeId, amount, settled, created, availableOn } = facts;
  const fee: Posting = { debit: 'processing_fees', credit: 'provider_receivable', amount: money(facts.fee, settled.currency) };
  const common = { tenantId, id, source: chargeId, created, availableOn };
  if (amount.currency === settled.currency)
    return { ...common, event: 'charge.captured', postings: aboveZero([{ debit: 'provider_receivable', credit: 'sales', amount }, fee]) };
  const sale: Posting = { debit: 'conversion_position', credit: 'sales', amount };
  const owed: Posting = { debit: 'provider_receivable', credit: 'conversion_position', amount: settled };
  return { ...common, event: 'charge.converted', postings: aboveZero([sale, owed, fee]) };
}
