import type { Database, Sql, Transaction } from '../../platform/sql.ts';

/** PCI DSS 8.3.4: after ten wrong passwords nobody gets in for half an hour. */
export const MOST_TRIES = 10;
export const LOCK_MS = 30 * 60_000;
/** A wrong password that nobody followed up is forgotten after this. */
const FORGET_AFTER_MS = 90 * 86_400_000;

/**
 * Counts a try before its password is looked at, in one statement, so that no number of tries at once gets more than ten passwords
 * looked at. The tenth locks at once; if its password is right, `forgetTries` unlocks again. Answers how many tries it is, or null when
 * the address is locked. After a lock has run out, counting begins anew.
 */
export async function reserveTry(db: Database, emailHash: Buffer, now: Date): Promise<number | null> {
  const rows = await db.query<{ tries: number }>(
    'reserve sign-in try',
    `INSERT INTO sign_in_tries AS t (email_hash, tries, last_try) VALUES ($1, 1, $2)
     ON CONFLICT (email_hash) DO UPDATE SET
       tries = CASE WHEN t.locked_until IS NULL THEN t.tries + 1 ELSE 1 END,
       locked_until = CASE WHEN t.locked_until IS NULL AND t.tries + 1 >= $3 THEN $4::timestamptz END,
       last_try = $2
     WHERE t.locked_until IS NULL OR t.locked_until <= $2
     RETURNING tries`,
    [emailHash, now, MOST_TRIES, new Date(now.getTime() + LOCK_MS)],
  );
  return rows[0]?.tries ?? null;
}

/** Whether this is the first time within that span that somebody comes with this; it counts from now on. */
export async function claimOnce(db: Database, hash: Buffer, now: Date, spanMs: number): Promise<boolean> {
  const rows = await db.query(
    'claim once',
    `INSERT INTO sign_in_tries AS t (email_hash, tries, last_try) VALUES ($1, 1, $2)
     ON CONFLICT (email_hash) DO UPDATE SET last_try = $2 WHERE t.last_try <= $3 RETURNING tries`,
    [hash, now, new Date(now.getTime() - spanMs)],
  );
  return rows.length > 0;
}

export async function forgetTries(tx: Transaction, emailHash: Buffer): Promise<void> {
  await tx.query('forget sign-in tries', 'DELETE FROM sign_in_tries WHERE email_hash = $1', [emailHash]);
}

export async function forgetOldTries(sql: Sql, now: Date): Promise<void> {
  await sql.query('forget old sign-in tries', 'DELETE FROM sign_in_tries WHERE last_try < $1', [new Date(now.getTime() - FORGET_AFTER_MS)]);
}
