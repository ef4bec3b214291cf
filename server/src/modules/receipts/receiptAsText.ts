import type { Line, Receipt } from './receipt.ts';

const separator = (language: Receipt['language']): string => (language === 'fr' ? '\u00a0: ' : ': ');

/** The receipt for those who read mail as plain text. */
export function receiptAsText(receipt: Receipt): string {
  const between = separator(receipt.language);
  const line = ({ label, value }: Line): string => `${label}${between}${value}`;
  const blocks = [
    receipt.testNotice === null ? [] : [`*** ${receipt.testNotice} ***`],
    [receipt.businessName, receipt.title],
    receipt.header,
    [line(receipt.amount), receipt.state.text],
    receipt.details.map(line),
    (receipt.sold?.items ?? []).map(line),
    (receipt.sold?.sums ?? []).map(line),
    receipt.totals.map(line),
    [receipt.thanks],
    receipt.footer,
    receipt.notes,
    receipt.contact,
    receipt.mentions,
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return `${filled.map((block) => block.join('\n')).join('\n\n')}\n`;
}
