import type { Id } from '@guichet/contract/ids.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { LedgerTransaction } from '../../ledger/index.ts';

export interface PayoutFacts {
  readonly tenantId: number;
  readonly id: Id<'txn'>;
  readonly payoutId: Id<'po'>;
  readonly amount: Money;
  readonly created: Date;
}

const common = ({ tenantId, id, payoutId, created }: PayoutFacts) => ({ tenantId, id, source: payoutId, created, availableOn: created });

/** A payout leaves the balance at once, so that nobody pays the same money out twice; it is on its way from then on. */
export const payoutCreated = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.created',
  postings: [{ debit: 'payouts_in_transit', credit: 'provider_receivable', amount: facts.amount }],
});

/** It has reached the bank. */
export const payoutPaid = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.paid',
  postings: [{ debit: 'bank', credit: 'payouts_in_transit', amount: facts.amount }],
});

/** It was not sent: the provider owes it as before. */
export const payoutCanceled = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.canceled',
  postings: [{ debit: 'provider_receivable', credit: 'payouts_in_transit', amount: facts.amount }],
});

/** It did not arrive. */
export const payoutFailed = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.failed',
  postings: [{ debit: 'provider_receivable', credit: 'payouts_in_transit', amount: facts.amount }],
});

/** It had arrived, and has come back. */
export const payoutReturned = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.returned',
  postings: [{ debit: 'provider_receivable', credit: 'bank', amount: facts.amount }],
});

/** The place has had it taken back from its account. The source is the reversal, not what it reverses. */
export const payoutReversed = (facts: PayoutFacts): LedgerTransaction => ({
  ...common(facts),
  event: 'payout.reversed',
  postings: [{ debit: 'provider_receivable', credit: 'bank', amount: facts.amount }],
});
