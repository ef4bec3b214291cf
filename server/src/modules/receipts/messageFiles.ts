import type { Database, Transaction } from '../../platform/transaction.ts';
import { readLogo } from '../businesses/index.ts';
import type { MessageFile } from './mailer.ts';
import type { Message, MessageContents } from './message.ts';
import type { Receipt } from './receipt.ts';
import { LOGO_SOURCE } from './receiptAsHtml.ts';
import { receiptAsPdf } from './receiptAsPdf.ts';

const logoOf = async (sql: Database | Transaction, tenantId: number, { logo }: Receipt) =>
  logo === null ? null : readLogo(sql, tenantId, logo.id);

/** A name that every system can save. */
export const pdfName = (receipt: Receipt, id: string): string =>
  `${receipt.title
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}-${id}.pdf`;

export async function receiptPdf(sql: Database | Transaction, tenantId: number, receipt: Receipt, written: Date): Promise<Buffer> {
  const logo = await logoOf(sql, tenantId, receipt);
  return receiptAsPdf(receipt, logo?.bytes ?? null, written);
}

/** What goes along with a mail: the logo that it shows, and its receipt as a PDF where the place wants that. */
export async function messageFiles(
  sql: Database | Transaction,
  tenantId: number,
  message: Message & MessageContents,
): Promise<MessageFile[]> {
  const { receipt } = message;
  if (receipt === null) return [];
  const logo = await logoOf(sql, tenantId, receipt);
  const files: MessageFile[] = [];
  if (logo !== null) {
    const name = logo.type === 'image/png' ? 'logo.png' : 'logo.jpg';
    files.push({ filename: name, contentType: logo.type, content: logo.bytes, cid: LOGO_SOURCE.slice('cid:'.length) });
  }
  if (receipt.attachPdf) {
    const content = await receiptAsPdf(receipt, logo?.bytes ?? null, message.created);
    files.push({ filename: pdfName(receipt, message.paymentIntent ?? message.id), contentType: 'application/pdf', content });
  }
  return files;
}

/** The mail as a page shows it: its logo comes from where logos lie, since nothing came along. */
export const shownHtml = ({ html, receipt }: Pick<MessageContents, 'html' | 'receipt'>): string =>
  receipt?.logo == null ? html : html.replaceAll(`src="${LOGO_SOURCE}"`, `src="${receipt.logo.url}"`);
