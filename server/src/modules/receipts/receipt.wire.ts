import type { ReceiptTemplateView, ReceiptView } from '@guichet/contract/businessViews.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Receipt } from './receipt.ts';
import type { ReceiptTemplate } from './template.ts';

export const receiptView = (receipt: Receipt): ReceiptView => ({
  object: 'receipt',
  language: receipt.language,
  business_name: receipt.businessName,
  title: receipt.title,
  test_notice: receipt.testNotice,
  amount: receipt.amount,
  state: receipt.state.text,
  details: receipt.details,
  sold: receipt.sold ?? null,
  totals: receipt.totals,
  thanks: receipt.thanks,
  notes: receipt.notes,
  header: receipt.header,
  footer: receipt.footer,
  contact: receipt.contact,
  mentions: receipt.mentions,
  logo: receipt.logo,
  template_version: receipt.templateVersion,
});

export const templateView = ({ version, lines, words, attach_pdf, created, createdBy }: ReceiptTemplate): ReceiptTemplateView => ({
  object: 'receipt_template',
  version,
  lines,
  words,
  attach_pdf,
  created: created && unixSeconds(created),
  created_by: createdBy,
});
