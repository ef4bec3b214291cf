import type { Id } from '@guichet/contract/ids.ts';
import { type Money, money } from '@guichet/contract/money.ts';
import type { LedgerTransaction, Posting } from '../../ledger/index.ts';

export interface CapturedFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly chargeId: Id<'ch'>;
  /** Gross. */
  readonly amount: Money;
  readonly fee: bigint;
  readonly created: Date;
  readonly availableOn: Date;
}

/** A capture: the provider owes us the sale, and keeps its fee. An authorisation alone moves nothing and has no postings. */
export function chargeCaptured({ tenantId, id, chargeId, amount, fee, created, availableOn }: CapturedFacts): LedgerTransaction {
  const sale: Posting = { debit: 'provider_receivable', credit: 'sales', amount };
  const kept: Posting = { debit: 'processing_fees', credit: 'provider_receivable', amount: money(fee, amount.currency) };
  return { tenantId, id, event: 'charge.captured', source: chargeId, created, availableOn, postings: fee > 0n ? [sale, kept] : [sale] };
}
