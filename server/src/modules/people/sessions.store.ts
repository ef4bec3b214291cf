import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Seat, Session } from './person.ts';
import { ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS } from './session.rules.ts';

const seatOf = (row: Row): Seat => ({
  tenantId: row.tenant_id,
  account: row.account,
  livemode: row.livemode,
  businessName: row.business_name,
  country: row.country,
  defaultCurrency: row.default_currency,
  timeZone: row.time_zone,
  role: row.role,
});

/** A session with its person and their places, the oldest membership first and test mode before live. */
export async function readSession(sql: Sql, id: string): Promise<Session | undefined> {
  const rows = await sql.query(
    'read session',
    `SELECT s.id AS session_id, s."startedAt" AS started_at, s."lastActiveAt" AS last_active_at, u.id AS user_id, u.name, u.email, u.language,
       m.role, t.tenant_id, t.account, t.livemode, t.business_name, t.country, t.default_currency, t.time_zone
     FROM auth."session" s JOIN auth."user" u ON u.id = s."userId"
     LEFT JOIN members m ON m.user_id = u.id LEFT JOIN tenants t ON t.account = m.account
     WHERE s.id = $1 ORDER BY m.created, m.account, t.livemode`,
    [id],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    id: first.session_id,
    startedAt: first.started_at,
    lastActiveAt: first.last_active_at,
    person: { id: first.user_id, name: first.name, email: first.email, language: first.language },
    seats: rows.filter((row) => row.tenant_id !== null).map(seatOf),
  };
}

export async function touchSession(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.query('touch session', 'UPDATE auth."session" SET "lastActiveAt" = $2 WHERE id = $1 AND "lastActiveAt" < $2', [id, now]);
}

/** A session that was over: whose it was, and the place where that is noted. */
export interface EndedSession {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly tenantId: number | null;
}

/** Ends the sessions that are over by now, or only one of them. Each is answered to one caller only, however many ask at once. */
export async function endOverSessions(tx: Transaction, now: Date, onlyId: string | null): Promise<EndedSession[]> {
  const rows = await tx.query(
    'end over sessions',
    `WITH ended AS (
       DELETE FROM auth."session" WHERE ("lastActiveAt" <= $1 OR "startedAt" <= $2) AND ($3::text IS NULL OR id = $3) RETURNING id, "userId")
     SELECT ended.id, u.id AS user_id, u.name,
       (SELECT min(t.tenant_id) FROM members m JOIN tenants t ON t.account = m.account WHERE m.user_id = u.id) AS tenant_id
     FROM ended JOIN auth."user" u ON u.id = ended."userId"`,
    [new Date(now.getTime() - IDLE_LIMIT_MS), new Date(now.getTime() - ABSOLUTE_LIMIT_MS), onlyId],
  );
  return rows.map((row) => ({ id: row.id, person: { id: row.user_id, name: row.name }, tenantId: row.tenant_id }));
}
