import { only, type Transaction } from '../../platform/sql.ts';
import { type Finding, MOST_FINDINGS } from './verification.ts';

/** A statement of what must not be: every row that it finds is a problem, as `subject` and `says`. `$1` is the place. */
export interface Rule {
  readonly name: string;
  readonly sql: string;
  /** The statement knows the time as `$2`: the moment of the check, less this. */
  readonly agoMs?: number;
}

/** Rules about the same things, and the statement that counts those. */
export interface RuleSet {
  /** Answers `looked`. `$1` is the place. */
  readonly count: string;
  readonly rules: readonly Rule[];
}

/** Makes the rest of a transaction read one moment, and nothing but read; must be its first statement. */
export async function freezeView(tx: Transaction): Promise<void> {
  await tx.query('freeze view', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

export async function countLooked(tx: Transaction, name: string, sql: string, tenantId: number): Promise<number> {
  return Number(only(await tx.query<{ looked: bigint }>(`verify: count ${name}`, sql, [tenantId])).looked);
}

/** What a rule finds, one more than are told. PostgreSQL does the reading: what it joins and sorts goes to its disk where it is much. */
export function findings(tx: Transaction, { name, sql, agoMs }: Rule, tenantId: number, now: Date): Promise<Finding[]> {
  const time = agoMs === undefined ? [] : [new Date(now.getTime() - agoMs)];
  return tx.query<{ subject: string; says: string }>(
    `verify: ${name}`,
    `SELECT subject, says FROM (${sql}) found ORDER BY subject, says LIMIT ${MOST_FINDINGS + 1}`,
    [tenantId, ...time],
  );
}
