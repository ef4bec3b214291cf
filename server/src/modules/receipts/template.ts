import { RECEIPT_LINES, type ReceiptTemplateContent } from '@guichet/contract/businessViews.ts';

/** How a place wants its receipts; never changed, only followed by another version. */
export interface ReceiptTemplate extends ReceiptTemplateContent {
  /** 0 is the one that every place begins with. */
  readonly version: number;
  readonly created: Date | null;
  readonly createdBy: string | null;
}

const NOTHING = { header: '', footer: '' };

export const FIRST_TEMPLATE: ReceiptTemplate = {
  version: 0,
  lines: RECEIPT_LINES,
  words: { en: NOTHING, fr: NOTHING, it: NOTHING },
  attach_pdf: false,
  created: null,
  createdBy: null,
};
