import type { ApprovalKind, ApprovalStatus } from '@guichet/contract/approvalViews.ts';
import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import type { Channel } from '../../platform/context.ts';

/**
 * A request that was above a limit of the place, and that waits for another person.
 *
 *   waiting ──┬─ approved    somebody else agreed, and what was asked for has begun: both in one transaction
 *             ├─ failed      somebody else agreed, but it could not be carried out any more
 *             ├─ declined    by somebody else
 *             ├─ withdrawn   by who asked
 *             └─ expired     nobody decided in time
 */
export interface Approval {
  readonly tenantId: number;
  readonly id: Id<'appr'>;
  readonly kind: ApprovalKind;
  /** Which use case carries it out. */
  readonly operation: string;
  /** What it is carried out with; null once it is closed. */
  readonly request: unknown;
  readonly channel: Channel;
  readonly amount: bigint;
  readonly currency: Currency;
  /** The payment or the record that it is about; null for what is new. */
  readonly subjectId: string | null;
  readonly reason: string | null;
  /** The person, or the key. */
  readonly askedBy: string;
  /** The person who made the key that asked, and otherwise who asked; null for a key that nobody made. */
  readonly behind: string | null;
  readonly created: Date;
  readonly expires: Date;
  readonly status: ApprovalStatus;
  readonly decidedBy: string | null;
  readonly decided: Date | null;
  readonly note: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly resultId: string | null;
}

/** How an approval is closed. */
export interface Closing extends Pick<Approval, 'tenantId' | 'id'> {
  readonly status: Exclude<ApprovalStatus, 'waiting'>;
  readonly decidedBy: string;
  readonly decided: Date;
  readonly note?: string | undefined;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly resultId?: string;
}
