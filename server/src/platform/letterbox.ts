import type { Language } from '@guichet/contract/terminal.ts';
import type { Actor } from './context.ts';
import type { Transaction } from './sql.ts';

/** A message that is no receipt: a few sentences, and one link to follow. */
export interface Letter {
  readonly language: Language;
  readonly senderName: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly words: string; readonly url: string };
  readonly notes: readonly string[];
}

/** What letters are about. */
export const LETTER_KINDS = ['invitation', 'mandate_request', 'owner_reset', 'approval'] as const;

export interface LetterToPost {
  readonly tenantId: number;
  readonly kind: (typeof LETTER_KINDS)[number];
  readonly recipient: string;
  readonly letter: Letter;
  readonly actor: Actor;
  readonly now: Date;
}

/** Where letters are left, by whoever has something to write that is no receipt. */
export interface Letterbox {
  /** The message and its job stand in the caller's transaction. */
  post(tx: Transaction, letter: LetterToPost): Promise<void>;
  /** To be called after it: what was posted goes out at once. */
  wake(): void;
}
