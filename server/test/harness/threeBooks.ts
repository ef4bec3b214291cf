import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { apiBook } from './apiBook.ts';
import type { ApiAccess } from './apiClient.ts';
import { type BankAccess, bankBook } from './bankBook.ts';
import type { Book, NotedAttempt } from './book.ts';
import { ledgerBook } from './ledgerBook.ts';
import { runSql } from './testDatabase.ts';

/** Where the three sides are read: a place with one account, and a bank that works for it alone. */
export interface Sides {
  readonly api: ApiAccess;
  readonly bank: BankAccess;
  /** Someone who may read every table. */
  readonly database: pg.PoolConfig;
}

export interface Comparison {
  /** How many lines were compared; none would prove nothing. */
  readonly lines: number;
  /** One sentence for each line on which the sides disagree. */
  readonly differences: readonly string[];
}

const FAMILIES = ['money', 'holds', 'refunds', 'steps', 'payments', 'totals', 'balances'] as const;

function compareFamily(family: (typeof FAMILIES)[number], books: Readonly<Record<string, Book>>): Comparison {
  const told = Object.entries(books).flatMap(([side, book]) => (book[family] === undefined ? [] : [{ side, lines: book[family] }]));
  const subjects = [...new Set(told.flatMap(({ lines }) => [...lines.keys()]))].sort();
  const differences = subjects.flatMap((subject) => {
    const says = told.map(({ side, lines }) => ({ side, line: lines.get(subject) ?? 'nothing' }));
    const isAgreed = new Set(says.map(({ line }) => line)).size === 1;
    return isAgreed ? [] : [`${family} of ${subject}: ${says.map(({ side, line }) => `${side} says ${line}`).join(', ')}`];
  });
  return { lines: subjects.length, differences };
}

/** More than one authorisation that stands for a payment is a customer charged twice. */
function chargedTwice(attempts: readonly NotedAttempt[], bank: Book): string[] {
  const standing = attempts
    .filter(({ reference }) => bank.money.has(reference) || bank.holds?.has(reference))
    .map(({ payment }) => payment);
  return [...new Set(standing.filter((payment, at) => standing.indexOf(payment) !== at))].map((payment) => `${payment} was charged twice`);
}

/** Compares the bank's book, the ledger and what the API answers, line by line. Nothing may be on its way meanwhile. */
export async function compareThreeBooks({ api, bank, database }: Sides): Promise<Comparison> {
  const attempts = await readAttempts(database);
  const books = {
    'the bank': await bankBook(bank, attempts),
    'the ledger': await ledgerBook(database, attempts),
    'the API': await apiBook(api, attempts),
  };
  const families = FAMILIES.map((family) => compareFamily(family, books));
  const open = attempts
    .filter(({ status }) => ['sent', 'unknown', 'pending'].includes(status))
    .map(({ reference }) => `${reference} is open`);
  return {
    lines: families.reduce((sum, { lines }) => sum + lines, 0),
    differences: [...open, ...chargedTwice(attempts, books['the bank']), ...families.flatMap(({ differences }) => differences)],
  };
}

export const readAttempts = (database: pg.PoolConfig): Promise<NotedAttempt[]> =>
  runSql<NotedAttempt & pg.QueryResultRow>(
    database,
    'SELECT id AS reference, kind, status, payment_intent_id AS payment, charge_id AS charge, refund_id AS refund FROM attempts ORDER BY id',
  );

/** Waits until every attempt is closed. */
export async function untilNothingIsOpen(database: pg.PoolConfig, timeoutMs = 20_000): Promise<void> {
  const sql = 'SELECT id FROM attempts WHERE resolved_at IS NULL';
  for (let waitedMs = 0; ; waitedMs += 50) {
    const open = await runSql<{ id: string }>(database, sql);
    if (open.length === 0) return;
    if (waitedMs >= timeoutMs) throw new Error(`Still open: ${open.map(({ id }) => id).join(', ')}`);
    await sleep(50);
  }
}
