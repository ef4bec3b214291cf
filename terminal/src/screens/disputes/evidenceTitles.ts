import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { EvidenceTopic } from './evidenceGroups.ts';

export const EVIDENCE_TITLES: Readonly<Record<EvidenceTopic, MessageDescriptor>> = {
  sale: msg`The sale`,
  payer: msg`The payer`,
  delivery: msg`Delivery`,
  service: msg`Service`,
  refunds: msg`Refunds and cancellation`,
  duplicate: msg`The other charge`,
};
