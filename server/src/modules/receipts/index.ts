export { createReceipts } from './createReceipts.ts';
export type { Mailer } from './mailer.ts';
export { messageSummary } from './message.wire.ts';
export { type Message, messagesOfPayment } from './messages.store.ts';
export type { FindReceiptFacts, ReceiptFacts } from './receiptFacts.ts';
export { createSmtpMailer } from './smtpMailer.ts';
