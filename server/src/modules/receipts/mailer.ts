import type { Id } from '@guichet/contract/ids.ts';

/** A file that a message brings along. */
export interface MessageFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** The name by which the message's HTML shows it; without one it is enclosed. */
  readonly cid?: string;
}

/** A message that is ready to go. */
export interface OutgoingMessage {
  readonly id: Id<'msg'>;
  readonly recipient: string;
  readonly senderName: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly created: Date;
  readonly files: readonly MessageFile[];
}

/**
 * What became of an attempt to send. `refused`: the server won't take this message for this address, now or later. `unreached`: it may yet
 * go, so another try makes sense; the message may even have arrived, when only the server's yes was lost.
 */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreached'; readonly reason: string };

/** The way to the outside for mail. `deliver` doesn't throw for anything that a mail server does. */
export interface Mailer {
  deliver(message: OutgoingMessage): Promise<Delivery>;
}
