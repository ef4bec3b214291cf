import type { Id } from '@guichet/contract/ids.ts';
import type { Language, MessageSummary } from '@guichet/contract/terminal.ts';

export type MessageKind = 'receipt' | 'refund';
export type MessageStatus = MessageSummary['status'];

/** A message without its contents, as lists show it. */
export interface Message {
  readonly id: Id<'msg'>;
  readonly kind: MessageKind;
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

export type NewMessage = Omit<Message, 'sentAt' | 'error'> &
  MessageContents & {
    readonly charge: string;
    /** The charge or the refund that made it due by itself; null when somebody asked for it. */
    readonly occasion: string | null;
  };
