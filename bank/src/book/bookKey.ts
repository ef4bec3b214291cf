import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { randomKey } from '../random.ts';
import { BookUnusable } from './BookUnusable.ts';

/**
 * The secret of a book lies in a file beside it, so that the book alone doesn't allow anybody to try card numbers against the
 * digests that it keeps. It is made with the book; a book that has lost its key could no longer tell a repeat from a
 * reference used twice, so it isn't opened.
 */
export function bookKey(bookPath: string, bookIsNew: boolean): Buffer {
  const keyPath = `${bookPath}.key`;
  if (!existsSync(keyPath)) {
    if (!bookIsNew) throw new BookUnusable(`The book ${bookPath} has entries, but its key file ${keyPath} is missing.`);
    writeKey(keyPath);
  }
  const key = Buffer.from(readFileSync(keyPath, 'utf8').trim(), 'hex');
  if (key.length !== 32) throw new BookUnusable(`The key file ${keyPath} does not hold 32 bytes in hexadecimal.`);
  return key;
}

function writeKey(keyPath: string): void {
  const file = openSync(keyPath, 'wx', 0o600);
  try {
    writeSync(file, `${randomKey().toString('hex')}\n`);
  } finally {
    closeSync(file);
  }
}
