import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { authorisation, temporaryBank, temporaryBookPath } from '../testing/temporaryBank.ts';
import { BookUnusable } from './BookUnusable.ts';
import { openBook } from './openBook.ts';

/** Every file of the book, write-ahead log and key included. */
function bytesOfBook(bookPath: string): Buffer {
  const folder = dirname(bookPath);
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
}

/** The ways in which digits could hide: text, BCD with either padding, base64 at each of its three alignments. */
function disguises(digits: string): Buffer[] {
  const base64 = ['', ' ', '  '].map((shift) => Buffer.from(shift + digits).toString('base64'));
  const inner = base64.map((encoded, shift) => encoded.slice(shift === 0 ? 0 : 4, -4));
  const padded = digits.length % 2 === 0 ? [digits] : [`0${digits}`, `${digits}f`];
  return [...padded.map((bcd) => Buffer.from(bcd, 'hex')), Buffer.from(digits), ...inner.map((encoded) => Buffer.from(encoded))];
}

describe('the files of the book', () => {
  const numbers = ['4242424242424242', '378282246310005', '4000000000000002', '4111111111111111', '4242424242424241'];

  it('hold no card number in any form', async () => {
    const bank = temporaryBank();
    for (const [index, number] of numbers.entries()) {
      await bank.post('/v1/authorisations', authorisation(`a${index}`, { number, capture: true }));
      await bank.post('/v1/authorisations', authorisation(`a${index}`, { number, capture: false }));
    }
    const bytes = bytesOfBook(bank.bookPath);
    const found = numbers.filter((number) => disguises(number).some((disguise) => bytes.includes(disguise)));
    expect(found).toEqual([]);
  });

  it('would be found to hold one, in every form', async () => {
    const bank = temporaryBank();
    const [number = ''] = numbers;
    for (const [index, hidden] of disguises(number).entries()) {
      writeFileSync(join(dirname(bank.bookPath), 'planted'), hidden);
      expect([index, bytesOfBook(bank.bookPath).includes(hidden)]).toEqual([index, true]);
    }
    await bank.post('/v1/authorisations', authorisation('a', { merchant: { name: number, country: 'FR' } }));
    rmSync(join(dirname(bank.bookPath), 'planted'));
    expect(disguises(number).some((disguise) => bytesOfBook(bank.bookPath).includes(disguise))).toBe(true);
  });

  it('are the same whatever the security code was', async () => {
    const bookWith = async (cvc: string, amount: number) => {
      const bank = temporaryBank();
      const card = { number: '378282246310005', exp_month: 12, exp_year: 2030, cvc };
      await bank.post('/v1/authorisations', authorisation('a', { card, amount }));
      await bank.app.close();
      return bytesOfBook(bank.bookPath);
    };
    const book = await bookWith('7391', 4990);
    expect(book.equals(await bookWith('8264', 4990))).toBe(true);
    expect(book.equals(await bookWith('7391', 4991))).toBe(false);
  });

  it('can be read by their owner alone', () => {
    const bookPath = join(dirname(temporaryBookPath()), 'inner', 'book.sqlite');
    const book = openBook(bookPath);
    try {
      const modes = readdirSync(dirname(bookPath)).map((file) => statSync(join(dirname(bookPath), file)).mode & 0o777);
      expect(modes).toEqual([0o600, 0o600, 0o600]);
      expect(statSync(dirname(bookPath)).mode & 0o777).toBe(0o700);
    } finally {
      book.close();
    }
  });
});

describe('a book that cannot be used', () => {
  it.each<[string, RegExp, (bookPath: string) => void]>([
    ['a folder', /cannot be used: .*EISDIR/, (bookPath) => mkdirSync(bookPath)],
    ['another file', /it is not a book/, (bookPath) => writeFileSync(bookPath, 'no database, '.repeat(100))],
    [
      'a newer book',
      /written by a newer sandbox bank \(version 99/,
      (bookPath) => new DatabaseSync(bookPath).exec('PRAGMA user_version = 99'),
    ],
    ['a broken key', /does not hold 32 bytes/, (bookPath) => writeFileSync(`${bookPath}.key`, 'abc')],
  ])('%s is refused in one sentence', (_name, sentence, prepare) => {
    const bookPath = temporaryBookPath();
    prepare(bookPath);
    expect(() => openBook(bookPath)).toThrow(BookUnusable);
    expect(() => openBook(bookPath)).toThrow(sentence);
  });

  it('is one that has entries and has lost its key', async () => {
    const bank = temporaryBank();
    await bank.post('/v1/authorisations', authorisation('a'));
    await bank.app.close();
    rmSync(`${bank.bookPath}.key`);
    expect(() => openBook(bank.bookPath)).toThrow(/its key file .* is missing/);
  });

  it('is one that is open already, until it is closed', () => {
    const bookPath = temporaryBookPath();
    const book = openBook(bookPath);
    expect(() => openBook(bookPath)).toThrow(/another sandbox bank has it open/);
    book.close();
    openBook(bookPath).close();
  });
});
