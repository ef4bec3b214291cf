import type { WorkKind } from '@guichet/contract/workViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const WORK_WORDS: Readonly<Record<WorkKind, MessageDescriptor>> = {
  fraud_warning: msg`Fraud warning`,
  doubtful_attempt: msg`Payment in doubt`,
  refused_notice: msg`Notice that does not fit`,
  reconciliation: msg`Difference with the provider`,
  slow_down: msg`Tries of cards slowed down`,
};

/** What to do about each. */
export const WORK_ADVICE: Readonly<Record<WorkKind, MessageDescriptor>> = {
  fraud_warning: msg`The card’s bank takes this payment for fraud. Giving the money back now may spare a dispute and its fee.`,
  doubtful_attempt: msg`It is not known what became of it. Look at the payment; if it stays so, ask the provider by its number.`,
  refused_notice: msg`The provider told something that does not fit what is here. Compare the payment with the provider’s own page.`,
  reconciliation: msg`On this day the provider’s records and ours differ. The report of the reconciliation says where.`,
  slow_down: msg`Somebody tried many cards. Look at the activity log: a stolen key must be revoked, a shop page protected.`,
};
