import type { SaleStatus } from '@guichet/contract/saleViews.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const SALE_STATUS_WORDS: Readonly<Record<SaleStatus, MessageDescriptor>> = {
  open: msg`Open`,
  paid: msg`Paid`,
  partly_refunded: msg`Partly refunded`,
  refunded: msg`Refunded`,
  canceled: msg`Cancelled`,
};

export const SALE_TONES: Readonly<Record<SaleStatus, 'good' | 'warn' | 'plain'>> = {
  open: 'warn',
  paid: 'good',
  partly_refunded: 'plain',
  refunded: 'plain',
  canceled: 'plain',
};
