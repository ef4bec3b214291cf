import { formatAmount } from '@guichet/contract/amounts.ts';
import type { ApprovalKind } from '@guichet/contract/approvalViews.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import type { Money } from '@guichet/contract/money.ts';
import type { Approval } from './approval.ts';

const DAY_MS = 24 * 3_600_000;
/** How long a request waits: over a weekend and a holiday, and no longer than somebody remembers why. */
const WAIT_DAYS = 7;

export const expiryOf = (asked: Date): Date => new Date(asked.getTime() + WAIT_DAYS * DAY_MS);

/** What is asked for in the currency of the limit, null where no rate tells it, beside the limit; null: none. */
interface Compared {
  readonly counted: bigint | null;
  readonly limit: bigint | null;
}

/** Whether another person must agree. What cannot be compared with a limit is not below it. */
export const needsApproval = ({ counted, limit }: Compared): boolean => limit !== null && (counted === null || counted > limit);

const NOUNS: Readonly<Record<ApprovalKind, string>> = { refund: 'refunds', payout: 'a payout', record: 'a record of cash' };

/** What who asked is told. */
export function waitsMessage(kind: ApprovalKind, limit: Money, id: string): string {
  const most = formatAmount(limit, 'en');
  const above = kind === 'refund' ? `Refunds of one payment above ${most}` : `What is above ${most} for ${NOUNS[kind]}`;
  return `${above} must be approved by another person. Nothing has been done yet; it waits as ${id}.`;
}

type Person = { readonly id: string };

/** Whether a request is somebody's own: made by them, or by a key of theirs. */
export const isOwn = ({ askedBy, behind }: Pick<Approval, 'askedBy' | 'behind'>, { id }: Person): boolean =>
  askedBy === id || behind === id;

const CLOSED: Readonly<Record<Exclude<Approval['status'], 'waiting'>, string>> = {
  approved: 'It was approved before.',
  declined: 'It was declined before.',
  withdrawn: 'Who asked for it has withdrawn it.',
  expired: 'Nobody decided in time, so it has expired. It can be asked for again.',
  failed: 'It was approved before, and could not be carried out.',
};

/** Throws `approval_unexpected_state` where nothing is left to decide. */
export function assertWaiting({ status, expires }: Pick<Approval, 'status' | 'expires'>, now: Date): void {
  const over = status === 'waiting' && expires <= now ? 'expired' : status;
  if (over !== 'waiting') throw new ApiError('approval_unexpected_state', { message: CLOSED[over] });
}

/** Throws `forbidden` where somebody would decide about what they asked for themselves. */
export function assertNotOwn(approval: Pick<Approval, 'askedBy' | 'behind'>, person: Person): void {
  if (!isOwn(approval, person)) return;
  throw new ApiError('forbidden', { message: 'Nobody approves or declines what they asked for themselves. Ask somebody else.' });
}

/** Throws `approval_unexpected_state` where a request comes to another amount by now than the one that somebody agreed to. */
export function assertAsApproved(seen: Money, due: Money): void {
  if (seen.amount === due.amount && seen.currency === due.currency) return;
  const message = `It comes to ${formatAmount(due, 'en')} by now, and ${formatAmount(seen, 'en')} waited for approval. Ask for it again.`;
  throw new ApiError('approval_unexpected_state', { message });
}
