import type { ProviderRecord } from '../../connectors/index.ts';

/** What we have of something that was begun at a provider. */
export interface OwnRecord {
  readonly reference: string;
  readonly kind: ProviderRecord['kind'];
  /** What it is called here: the charge, refund or payout; the payment while there is no charge. */
  readonly subject: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly taken: bigint;
  readonly state: ProviderRecord['state'] | 'in doubt';
  /** Somebody is just asking the provider about this payment: what it says may be ahead of us. */
  readonly isAsked: boolean;
}

/** One thing on which the provider and we do not agree. */
export interface Difference {
  readonly kind: 'unknown_here' | 'unknown_there' | 'amount' | 'state' | 'in_doubt';
  readonly reference: string;
  /** The charge, refund or payout here; the provider's own name where there is none. */
  readonly subject: string;
  readonly says: string;
  /** What it may come from, and what to do. */
  readonly explanation: string;
}

/** What was in doubt and has been found out. */
export interface Resolved {
  readonly reference: string;
  readonly subject: string;
  readonly says: string;
}

/** A day of a place at one provider. */
export interface SourceReport {
  readonly place: string;
  readonly provider: string;
  readonly day: string;
  readonly from: string;
  readonly until: string;
  /** What the provider has of the day, and what we have. */
  readonly there: number;
  readonly here: number;
  /** Of what the provider has, others have begun so much: its references are none of ours. */
  readonly others: number;
  readonly resolved: readonly Resolved[];
  readonly differences: readonly Difference[];
  /** Why the provider's records could not be read to their end; null when they were. */
  readonly unread: string | null;
}

export interface ReconciliationReport {
  readonly at: string;
  readonly sources: readonly SourceReport[];
  /** Differences that stand, and providers that could not be read. */
  readonly unresolved: number;
}
