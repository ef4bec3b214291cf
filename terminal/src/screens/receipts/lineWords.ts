import type { ReceiptLine } from '@guichet/contract/businessViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const LINE_WORDS: Readonly<Record<ReceiptLine, MessageDescriptor>> = {
  reference: msg`Reference of the sale`,
  paid_with: msg`Card or account, by its last digits`,
  statement: msg`Name on the payer’s statement`,
  payment: msg`Payment number`,
  address: msg`Address of the business`,
  contact: msg`Phone, e-mail and website`,
  legal: msg`Legal mentions`,
};
