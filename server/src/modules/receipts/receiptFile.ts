import type { Transaction } from '../../platform/transaction.ts';
import { pdfName, receiptPdf } from './messageFiles.ts';
import { findMessage, messagesOfPayment } from './messages.store.ts';
import { mayHaveReceipt, receiptLanguage } from './receipt.rules.ts';
import { type Receipt, writeReceipt } from './receipt.ts';
import type { FindReceiptFacts } from './receiptFacts.ts';
import { receiptLook } from './receiptLook.ts';

interface Asked {
  readonly tenantId: number;
  readonly livemode: boolean;
  readonly paymentIntent: string;
  readonly now: Date;
}

/** The first receipt that went out for a payment, with the moment when it was written. */
async function sentReceipt(tx: Transaction, tenantId: number, paymentIntent: string): Promise<{ receipt: Receipt; written: Date } | null> {
  for (const { id, kind } of await messagesOfPayment(tx, tenantId, paymentIntent)) {
    const message = kind === 'receipt' ? await findMessage(tx, tenantId, id) : null;
    if (message !== null && message.receipt !== null) return { receipt: message.receipt, written: message.created };
  }
  return null;
}

/** A payment's receipt as a PDF: as it was sent where it was, else as it stands; null where the payment was not approved. */
export async function receiptFile(
  tx: Transaction,
  findFacts: FindReceiptFacts,
  { tenantId, livemode, paymentIntent, now }: Asked,
): Promise<{ filename: string; bytes: Buffer } | null> {
  const named = (receipt: Receipt, bytes: Buffer) => ({ filename: pdfName(receipt, paymentIntent), bytes });
  const sent = await sentReceipt(tx, tenantId, paymentIntent);
  if (sent !== null) return named(sent.receipt, await receiptPdf(tx, tenantId, sent.receipt, sent.written));
  const facts = await findFacts(tx, tenantId, paymentIntent);
  if (facts === null || !mayHaveReceipt(facts)) return null;
  const look = await receiptLook(tx, tenantId);
  const receipt = writeReceipt(facts, { id: paymentIntent, livemode }, look, receiptLanguage(undefined, facts));
  return named(receipt, await receiptPdf(tx, tenantId, receipt, now));
}
