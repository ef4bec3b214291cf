import type { Book } from '../book/openBook.ts';
import type { Clock } from '../clock.ts';

/** What every operation works with. */
export interface Bank {
  book: Book;
  clock: Clock;
}
