import type { ApprovalKind, ApprovalStatus } from '@guichet/contract/approvalViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { GIVEN_BACK_WORDS } from '../records/recordWords.ts';

export const KIND_WORDS: Readonly<Record<ApprovalKind, MessageDescriptor>> = {
  refund: msg({ message: 'Refund', context: 'noun' }),
  payout: msg`Payout`,
  record: msg`Record of cash`,
};

export const APPROVAL_STATUS: Readonly<
  Record<ApprovalStatus, { readonly words: MessageDescriptor; readonly tone: 'good' | 'bad' | 'warn' | 'plain' }>
> = {
  waiting: { words: msg`Waits for approval`, tone: 'warn' },
  approved: { words: msg({ message: 'Approved', context: 'by a person' }), tone: 'good' },
  declined: { words: msg({ message: 'Declined', context: 'by a person' }), tone: 'bad' },
  withdrawn: { words: msg`Withdrawn`, tone: 'plain' },
  expired: { words: msg({ message: 'Expired', context: 'request' }), tone: 'plain' },
  failed: { words: msg`Not carried out`, tone: 'bad' },
};

/** Why it was asked for: a reason that we know in words, anything else as it was written. */
export const reasonOf = (reason: string): MessageDescriptor | string => GIVEN_BACK_WORDS[reason] ?? reason;
