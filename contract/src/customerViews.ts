import type { NamedRef } from './terminal.ts';

/** What `/guichet/v1` answers about customers besides `CustomerView`. Times are unix seconds. */

/** What somebody of the staff noted about a customer. */
export interface CustomerNoteView {
  readonly id: string;
  readonly object: 'guichet.customer_note';
  readonly customer: string;
  readonly text: string;
  /** Null where it was a program. */
  readonly staff: NamedRef | null;
  readonly created: number;
}
