import { RECORDED_METHODS, type RecordedMethod, type RecordStatus, type ReversalReason } from '@guichet/contract/recordViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const METHOD_WORDS: Readonly<Record<RecordedMethod, MessageDescriptor>> = {
  cash: msg`Cash`,
  cheque: msg`Cheque`,
  bank_transfer: msg`Bank transfer`,
  other: msg`Other`,
};

/** A method by the name that the till's lines have; one that is not known here stands as it is. */
export const methodWords = (method: string): MessageDescriptor | null => {
  const known = RECORDED_METHODS.find((each) => each === method);
  return known === undefined ? null : METHOD_WORDS[known];
};

export const RECORD_STATUS: Readonly<
  Record<RecordStatus, { readonly words: MessageDescriptor; readonly tone: 'good' | 'bad' | 'warn' | 'plain' }>
> = {
  open: { words: msg`Expected`, tone: 'warn' },
  succeeded: { words: msg`Received`, tone: 'good' },
  failed: { words: msg`Failed`, tone: 'bad' },
  canceled: { words: msg`Cancelled`, tone: 'plain' },
  partially_refunded: { words: msg`Partly reversed`, tone: 'plain' },
  refunded: { words: msg`Reversed`, tone: 'plain' },
};

export const REASON_WORDS: Readonly<Record<ReversalReason, MessageDescriptor>> = {
  entered_wrongly: msg`Entered wrongly`,
  requested_by_customer: msg`The customer asked for it`,
  goods_returned: msg`Goods returned`,
  cheque_unpaid: msg`The bank did not pay the cheque`,
  duplicate: msg`Taken twice`,
  other: msg`Another reason`,
};

/** Why money was given back, of records and of payments. */
export const GIVEN_BACK_WORDS: Readonly<Record<string, MessageDescriptor>> = { ...REASON_WORDS, fraudulent: msg`Fraud` };
