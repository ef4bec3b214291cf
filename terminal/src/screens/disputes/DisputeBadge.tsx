import type { DisputeStatus } from '@guichet/contract/wire/dispute.ts';
import { useLingui } from '@lingui/react';
import { Badge } from '../../components/StatusBadge.tsx';
import { DISPUTE_STATUS } from './disputeWords.ts';

export function DisputeBadge({ status }: { status: DisputeStatus }) {
  const { i18n } = useLingui();
  const { words, tone } = DISPUTE_STATUS[status];
  return <Badge tone={tone}>{i18n._(words)}</Badge>;
}
