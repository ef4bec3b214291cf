import type { Id } from '@guichet/contract/ids.ts';
import type { Language, MessageSummary } from '@guichet/contract/terminal.ts';

export type MessageStatus = MessageSummary['status'];

/** A message without its contents, as lists show it. */
export interface Message {
  readonly id: Id<'msg'>;
  readonly kind: 'receipt';
  readonly status: MessageStatus;
  readonly recipient: string;
  readonly language: Language;
  readonly subject: string;
  readonly paymentIntent: string;
  readonly created: Date;
  /** The id of the person or key that asked for it. */
  readonly createdBy: string;
  readonly sentAt: Date | null;
  readonly error: string | null;
}

export interface MessageContents {
  readonly senderName: string;
  readonly html: string;
  readonly text: string;
}

export type NewMessage = Omit<Message, 'sentAt' | 'error'> & MessageContents & { readonly charge: string };
