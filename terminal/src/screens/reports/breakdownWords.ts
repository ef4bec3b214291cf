import type { BreakdownName } from '@guichet/contract/breakdownViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { GIVEN_BACK_WORDS } from '../records/recordWords.ts';

export const BREAKDOWN_WORDS: Readonly<Record<BreakdownName, MessageDescriptor>> = {
  products: msg`Products`,
  taxes: msg`Taxes by rate`,
  fees: msg`Fees`,
  refunds: msg`Refunds by reason`,
  disputes: msg`Disputes by reason`,
};

/** What a report cannot say by its figures alone. */
export const BREAKDOWN_NOTES: Readonly<Record<BreakdownName, MessageDescriptor>> = {
  products: msg`What was paid for each product, and what was given back of it. A payment of a part pays its share of each.`,
  taxes: msg`Taxes in sales with items, less those in what was given back. Sales without items have none.`,
  fees: msg`What providers kept, for payments and for disputes.`,
  refunds: msg`What was given back on these days, by the reason that was chosen.`,
  disputes: msg`Disputes that were opened on these days, as they stand now.`,
};

const REFUND_REASONS: Readonly<Record<string, MessageDescriptor>> = { ...GIVEN_BACK_WORDS, '': msg`No reason given` };

/** Why money was given back; a reason that is not known here stands as it is. */
export const refundReasonWords = (reason: string): MessageDescriptor | null => REFUND_REASONS[reason] ?? null;
