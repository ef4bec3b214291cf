import type { DisputeStatus } from '@guichet/contract/wire/dispute.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Badge } from '../../components/StatusBadge.tsx';

type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** How a dispute stands, said of its payment. An inquiry that is closed says nothing of it any more. */
const WORDS: Readonly<Record<DisputeStatus, { readonly words: MessageDescriptor; readonly tone: Tone } | null>> = {
  warning_needs_response: { words: msg`Inquiry to answer`, tone: 'warn' },
  warning_under_review: { words: msg`Inquiry under review`, tone: 'warn' },
  warning_closed: null,
  needs_response: { words: msg`Disputed, to answer`, tone: 'bad' },
  under_review: { words: msg`Disputed`, tone: 'bad' },
  won: { words: msg`Dispute won`, tone: 'good' },
  lost: { words: msg`Dispute lost`, tone: 'bad' },
};

/** Beside the state of a payment: that it is disputed, and how that stands. */
export function DisputedBadge({ status }: { status: DisputeStatus | undefined }) {
  const { i18n } = useLingui();
  const shown = status === undefined ? null : WORDS[status];
  return shown === null ? null : <Badge tone={shown.tone}>{i18n._(shown.words)}</Badge>;
}
