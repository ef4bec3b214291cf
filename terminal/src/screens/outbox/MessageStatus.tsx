import type { MessageSummary } from '@guichet/contract/terminal.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Badge } from '../../components/StatusBadge.tsx';

const STATUS: Readonly<Record<MessageSummary['status'], { words: MessageDescriptor; tone: 'good' | 'bad' | 'warn' | 'plain' }>> = {
  queued: { words: msg`Waiting`, tone: 'warn' },
  sent: { words: msg`Sent`, tone: 'good' },
  kept: { words: msg`In the outbox`, tone: 'plain' },
  failed: { words: msg`Not sent`, tone: 'bad' },
};

export function MessageStatus({ status }: { status: MessageSummary['status'] }) {
  const { i18n } = useLingui();
  const { words, tone } = STATUS[status];
  return <Badge tone={tone}>{i18n._(words)}</Badge>;
}
