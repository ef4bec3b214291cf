import type { Id } from '@guichet/contract/ids.ts';
import type { Permission } from '@guichet/contract/permissions.ts';
import type { Language, MessageSummary } from '@guichet/contract/terminal.ts';
import { LETTER_KINDS, type LetterToPost } from '../../platform/letterbox.ts';
import type { Receipt } from './receipt.ts';

export type MessageKind = 'receipt' | 'refund' | LetterToPost['kind'];

/** Whether it is a letter of ours, in which nothing that people typed can look like a link; all else repeats what they typed. */
export const isLetter = ({ kind }: { readonly kind: MessageKind }): boolean => LETTER_KINDS.some((each) => each === kind);

/** What not everybody who reads messages may read: what waits for approval can be a payout. */
const NEEDS: Readonly<Partial<Record<MessageKind, Permission>>> = { approval: 'approvals.write' };

/** The kinds of messages that somebody with these rights does not get to see. */
export const hiddenKinds = (permissions: ReadonlySet<Permission>): MessageKind[] =>
  LETTER_KINDS.filter((kind) => {
    const needed = NEEDS[kind];
    return needed !== undefined && !permissions.has(needed);
  });

export type MessageStatus = MessageSummary['status'];

/** A message without its contents, as lists show it. */
export interface Message {
  readonly id: Id<'msg'>;
  readonly kind: MessageKind;
  readonly status: MessageStatus;
  readonly recipient: string;
  readonly language: Language;
  readonly subject: string;
  /** Null where the message is about no payment. */
  readonly paymentIntent: string | null;
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
  /** What it says, line by line; null in messages from before that was kept. */
  readonly receipt: Receipt | null;
}

export type NewMessage = Omit<Message, 'sentAt' | 'error'> &
  MessageContents & {
    readonly charge: string | null;
    /** The charge or the refund that made it due by itself; null when somebody asked for it. */
    readonly occasion: string | null;
  };
