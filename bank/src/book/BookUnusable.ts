/** The book can't be opened. Its message is one sentence for whoever started the bank. */
export class BookUnusable extends Error {
  override name = 'BookUnusable';
}
