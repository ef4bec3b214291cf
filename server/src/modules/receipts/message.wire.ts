import type { MessageSummary, MessageView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Message, MessageContents } from './message.ts';
import { shownHtml } from './messageFiles.ts';
import { unnamed } from './receipt.ts';
import { receiptAsHtml } from './receiptAsHtml.ts';
import { receiptAsText } from './receiptAsText.ts';

export function messageSummary(message: Message): MessageSummary {
  const { id, kind, recipient, subject, status, language, paymentIntent, created, sentAt, error } = message;
  return {
    id,
    kind,
    to: recipient,
    subject,
    status,
    language,
    payment_intent: paymentIntent,
    created: unixSeconds(created),
    sent_at: sentAt && unixSeconds(sentAt),
    error,
  };
}

/** A message as those see it from whom customers' details are hidden; what was mailed stays as it is. */
export function withoutName<M extends Message & MessageContents>(message: M): M {
  if (message.receipt === null) return message;
  const receipt = unnamed(message.receipt);
  return { ...message, receipt, html: receiptAsHtml(receipt), text: receiptAsText(receipt) };
}

export const messageView = (message: Message & MessageContents): MessageView => ({
  ...messageSummary(message),
  html: shownHtml(message),
  text: message.text,
  has_receipt: message.receipt !== null,
});
