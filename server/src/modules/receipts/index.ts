export { deliverMessages } from './deliverMessages.ts';
export type { Mailer } from './mailer.ts';
export { messageSummary } from './message.wire.ts';
export { messagesOfPayment } from './messages.store.ts';
export type { FindReceiptFacts, ReceiptFacts } from './receiptFacts.ts';
export { receiptRoutes } from './receipts.routes.ts';
export { createSmtpMailer } from './smtpMailer.ts';
export { tellPayer } from './tellPayer.ts';
