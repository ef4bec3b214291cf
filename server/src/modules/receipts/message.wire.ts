import type { MessageSummary, MessageView } from '@guichet/contract/terminal.ts';
import { unixSeconds } from '@guichet/contract/time.ts';
import type { Message, MessageContents } from './message.ts';

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

export const messageView = (message: Message & MessageContents): MessageView => ({
  ...messageSummary(message),
  html: message.html,
  text: message.text,
});
