import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { ApiAccess } from './apiClient.ts';
import { apiBook } from './apiBook.ts';
import { type BankAccess, bankBook } from './bankBook.ts';
import { ledgerBook } from './ledgerBook.ts';
import { runSql } from './testDatabase.ts';

/** Where the three sides are read: a place with one account, and a bank that works for it alone. */
export interface Sides {
  readonly api: ApiAccess;
  readonly bank: BankAccess;
  /** Someone who may read every table. */
  readonly database: pg.PoolConfig;
}

/**
 * What one side says, line by line. A subject that it has no line for it calls nothing; a family that it has no word for it leaves to the
 * others. Subjects are references at the bank, ids of payments, or currencies.
 */
export interface Book {
  /** Per authorisation: what was taken and what was given back of it. */
  readonly money: ReadonlyMap<string, string>;
  /** Per authorisation: what is held. */
  readonly holds?: ReadonlyMap<string, string>;
  /** Per refund that was done. */
  readonly refunds: ReadonlyMap<string, string>;
  /** Per capture and void that was done. */
  readonly steps?: ReadonlyMap<string, string>;
  /** Per payment: what was taken and what was given back of it. */
  readonly payments: ReadonlyMap<string, string>;
  /** Per currency: what was taken less what was given back. */
  readonly totals: ReadonlyMap<string, string>;
  /** Per currency: the same less fees, pending or available. */
  readonly balances?: ReadonlyMap<string, string>;
}

/** An attempt as the engine noted it: what joins a reference at the bank to our objects. */
export interface NotedAttempt {
  readonly reference: string;
  readonly kind: 'authorise' | 'capture' | 'void' | 'refund';
  readonly status: string;
  readonly payment: string;
  readonly charge: string;
  readonly refund: string | null;
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
  const standing = attempts.filter(({ reference }) => bank.money.has(reference) || bank.holds?.has(reference)).map(({ payment }) => payment);
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
  const open = attempts.filter(({ status }) => ['sent', 'unknown', 'pending'].includes(status)).map(({ reference }) => `${reference} is open`);
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

/** `4990 eur taken, 1000 given back`, in every book the same words; undefined where no money moved. */
export function moneyLine(taken: bigint, givenBack: bigint, currency: string): string | undefined {
  return taken === 0n && givenBack === 0n ? undefined : `${taken} ${currency} taken, ${givenBack} given back`;
}

/** Sums of what was taken and given back under a subject. */
export class MoneyLines {
  readonly #sums = new Map<string, { taken: bigint; givenBack: bigint; currency: string }>();

  add(subject: string, currency: string, { taken = 0n, givenBack = 0n }: { taken?: bigint; givenBack?: bigint }): void {
    const sum = this.#sums.get(subject) ?? { taken: 0n, givenBack: 0n, currency };
    this.#sums.set(subject, { taken: sum.taken + taken, givenBack: sum.givenBack + givenBack, currency });
  }

  lines(): Map<string, string> {
    const lines = [...this.#sums].map(([subject, { taken, givenBack, currency }]) => [subject, moneyLine(taken, givenBack, currency)] as const);
    return new Map(lines.filter((line): line is [string, string] => line[1] !== undefined));
  }
}
