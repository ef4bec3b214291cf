import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import { HOME_OF_PERSON } from './people.store.ts';
import type { Seat, Session } from './person.ts';
import { ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS } from './session.rules.ts';
import { ownRoleIn, ROLE_COLUMNS } from './staffRoles.store.ts';

const seatOf = (row: Row): Seat => ({
  tenantId: row.tenant_id,
  account: row.account,
  livemode: row.livemode,
  businessName: row.business_name,
  country: row.country,
  defaultCurrency: row.default_currency,
  timeZone: row.time_zone,
  role: row.role,
  ownRole: ownRoleIn(row),
  secondFactorRule: row.second_factor_roles === null ? null : { roles: row.second_factor_roles, since: row.rule_since },
});

/** A session with its person and their places, the oldest membership first and live mode before test. */
export async function readSession(sql: Sql, id: string): Promise<Session | undefined> {
  const rows = await sql.query(
    'read session',
    `SELECT s.id AS session_id, s."startedAt" AS started_at, s."lastActiveAt" AS last_active_at, s."provedAt" AS proved_at,
       coalesce(u."twoFactorEnabled", false) AS has_code, (SELECT count(*) FROM auth."passkey" k WHERE k."userId" = u.id)::int AS passkeys, u.id AS user_id, u.name, u.email, u.language,
       m.role, t.tenant_id, t.account, t.livemode, t.business_name, t.country, t.default_currency, t.time_zone,
       rule.second_factor_roles, rule.updated AS rule_since, ${ROLE_COLUMNS}
     FROM auth."session" s JOIN auth."user" u ON u.id = s."userId"
     LEFT JOIN members m ON m.user_id = u.id LEFT JOIN tenants t ON t.account = m.account
     LEFT JOIN staff_roles r ON r.account = m.account AND r.id = m.own_role
     LEFT JOIN sign_in_rules rule ON rule.account = m.account
     WHERE s.id = $1 ORDER BY m.created, m.account, t.livemode DESC`,
    [id],
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    id: first.session_id,
    startedAt: first.started_at,
    lastActiveAt: first.last_active_at,
    provedAt: first.proved_at,
    secondFactors: { code: first.has_code, passkeys: first.passkeys },
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
       ${HOME_OF_PERSON} AS tenant_id
     FROM ended JOIN auth."user" u ON u.id = ended."userId"`,
    [new Date(now.getTime() - IDLE_LIMIT_MS), new Date(now.getTime() - ABSOLUTE_LIMIT_MS), onlyId],
  );
  return rows.map((row) => ({ id: row.id, person: { id: row.user_id, name: row.name }, tenantId: row.tenant_id }));
}

/** Notes that the person has just proved who they are. */
export async function noteProof(sql: Sql, id: string, now: Date): Promise<void> {
  await sql.query('note proof', 'UPDATE auth."session" SET "provedAt" = $2, "lastActiveAt" = greatest("lastActiveAt", $2) WHERE id = $1', [
    id,
    now,
  ]);
}

/** A session of a person, as they and who looks after them see it. */
export interface SessionRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly lastActiveAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Those that are not over, the one used last first. */
export async function listSessions(sql: Sql, personId: string, now: Date): Promise<SessionRow[]> {
  const rows = await sql.query(
    'list sessions',
    `SELECT id, "startedAt" AS started_at, "lastActiveAt" AS last_active_at, "ipAddress" AS ip, "userAgent" AS user_agent FROM auth."session"
     WHERE "userId" = $1 AND "lastActiveAt" > $2 AND "startedAt" > $3 ORDER BY "lastActiveAt" DESC, id`,
    [personId, new Date(now.getTime() - IDLE_LIMIT_MS), new Date(now.getTime() - ABSOLUTE_LIMIT_MS)],
  );
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.started_at,
    lastActiveAt: row.last_active_at,
    ip: row.ip,
    userAgent: row.user_agent,
  }));
}

/** Ends sessions of a person: one, or all but one, or all. Answers how many there were. */
export async function endSessions(
  tx: Transaction,
  personId: string,
  which: { readonly only?: string; readonly except?: string },
): Promise<number> {
  const rows = await tx.query(
    'end sessions',
    'DELETE FROM auth."session" WHERE "userId" = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR id <> $3) RETURNING id',
    [personId, which.only ?? null, which.except ?? null],
  );
  return rows.length;
}
