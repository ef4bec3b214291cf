import type { ApprovalView, PaidOutTo } from '@guichet/contract/approvalViews.ts';
import { isId } from '@guichet/contract/ids.ts';
import { wireAmount } from '@guichet/contract/money.ts';
import type { NamedRef } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Approval } from './approval.ts';
import { textIn } from './keptRequest.rules.ts';

interface Beside {
  readonly named: (id: string) => NamedRef;
  readonly now: Date;
  readonly own: boolean;
  readonly accounts: ReadonlyMap<string, PaidOutTo>;
  readonly approvers: readonly NamedRef[];
}

/** The bank account of a payout that waits. */
export const destinationOf = ({ request }: Pick<Approval, 'request'>): string | null => textIn(request, 'destination');

/** An approval as it is shown. One whose time is over is shown so, also before it has been closed. */
export function approvalWire(approval: Approval, { named, now, own, accounts, approvers }: Beside): ApprovalView {
  const { subjectId, request, decidedBy, decided, failureCode: code, failureMessage: message } = approval;
  const destination = destinationOf(approval);
  const waits = approval.status === 'waiting' && approval.expires > now;
  return {
    id: approval.id,
    object: 'approval',
    kind: approval.kind,
    status: approval.status === 'waiting' && !waits ? 'expired' : approval.status,
    amount: wireAmount(approval.amount),
    currency: approval.currency,
    payment_intent: subjectId !== null && isId('pi', subjectId) ? subjectId : null,
    payment_record: subjectId !== null && isId('pr', subjectId) ? subjectId : null,
    reason: approval.reason,
    description: textIn(request, 'description'),
    destination,
    paid_out_to: (destination !== null && accounts.get(destination)) || null,
    asked_by: named(approval.askedBy),
    created: unixSeconds(approval.created),
    expires: unixSeconds(approval.expires),
    own,
    approvers: waits ? approvers.map(({ id, name }) => ({ id, name })) : [],
    decided_by: decidedBy === null || decidedBy === 'system' ? null : named(decidedBy),
    decided: decided === null ? null : unixSeconds(decided),
    note: approval.note,
    failure: code === null ? null : { code, message: message ?? '' },
    result: approval.resultId,
  };
}
