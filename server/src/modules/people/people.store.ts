import type { Id } from '@guichet/contract/ids.ts';
import type { Role } from '@guichet/contract/permissions.ts';
import type { Language, StaffMember } from '@guichet/contract/terminal.ts';
import { only, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Person, Place } from './person.ts';

/** Whether and as what this place was set up. */
export interface SetUpState {
  readonly account: Id<'acct'>;
  readonly tenantId: number;
}

interface SetUpRow {
  account: Id<'acct'> | null;
  tenant_id: number | null;
}

const stateOf = ({ account, tenant_id: tenantId }: SetUpRow): SetUpState | null =>
  account === null || tenantId === null ? null : { account, tenantId };

export async function readSetUp(sql: Sql): Promise<SetUpState | null> {
  return stateOf(only(await sql.query<SetUpRow>('read set-up', 'SELECT account, tenant_id FROM set_up')));
}

/** Who else sets up waits here until this transaction has ended. */
export async function lockSetUp(tx: Transaction): Promise<SetUpState | null> {
  return stateOf(only(await tx.query<SetUpRow>('lock set-up', 'SELECT account, tenant_id FROM set_up FOR UPDATE')));
}

export async function finishSetUp(tx: Transaction, { account, tenantId }: SetUpState, now: Date): Promise<void> {
  await tx.query('finish set-up', 'UPDATE set_up SET account = $1, tenant_id = $2, completed = $3', [account, tenantId, now]);
}

/** Stores a place under the next tenant number, which it answers. Whoever calls holds the lock on the set-up. */
export async function insertPlace(tx: Transaction, place: Omit<Place, 'tenantId'>, now: Date): Promise<number> {
  const rows = await tx.query<{ tenant_id: number }>(
    'insert tenant',
    `INSERT INTO tenants (tenant_id, account, livemode, business_name, country, default_currency, time_zone, created)
     SELECT coalesce(max(tenant_id), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM tenants RETURNING tenant_id`,
    [place.account, place.livemode, place.businessName, place.country, place.defaultCurrency, place.timeZone, now],
  );
  return only(rows).tenant_id;
}

/** The tenant of an account in live mode; null while it has none. Whoever opens one holds the lock on the set-up. */
export async function findLiveTenant(sql: Sql, account: string): Promise<number | null> {
  const [row] = await sql.query<{ tenant_id: number }>(
    'find live tenant',
    'SELECT tenant_id FROM tenants WHERE account = $1 AND livemode',
    [account],
  );
  return row?.tenant_id ?? null;
}

/** Stores a person who signs in with a password: as better-auth would, but in our transaction. */
export async function insertPerson(tx: Transaction, { id, name, email, language }: Person, passwordHash: string, now: Date): Promise<void> {
  await tx.query(
    'insert person',
    `WITH person AS (
       INSERT INTO auth."user" (id, name, email, "emailVerified", language, "createdAt", "updatedAt") VALUES ($1, $2, $3, true, $4, $5, $5))
     INSERT INTO auth."account" (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt") VALUES ($1, $1, 'credential', $1, $6, $5, $5)`,
    [id, name, email, language, now, passwordHash],
  );
}

export async function insertMember(tx: Transaction, member: { account: string; userId: string; role: Role }, now: Date): Promise<void> {
  await tx.query('insert member', 'INSERT INTO members (account, user_id, role, created) VALUES ($1, $2, $3, $4)', [
    member.account,
    member.userId,
    member.role,
    now,
  ]);
}

/** In SQL, of the person `u`: the tenant whose log keeps their sign-ins. In live mode, where their account has it; null where they work nowhere. */
export const HOME_OF_PERSON = `(SELECT t.tenant_id FROM members m JOIN tenants t ON t.account = m.account WHERE m.user_id = u.id
  ORDER BY t.livemode DESC, t.tenant_id LIMIT 1)`;

/** The tenant whose log keeps what concerns the account that was set up, and nobody who is known; null before the set-up. */
export async function readSetUpHome(sql: Sql): Promise<number | null> {
  const setUp = await readSetUp(sql);
  return setUp && ((await findLiveTenant(sql, setUp.account)) ?? setUp.tenantId);
}

/** A person by e-mail address in lower case, with the place where their sign-ins are noted. */
export async function findPersonByEmail(
  sql: Sql,
  email: string,
): Promise<{ id: string; name: string; language: Language; tenantId: number | null } | undefined> {
  const rows = await sql.query<{ id: string; name: string; language: Language; tenant_id: number | null }>(
    'find person by e-mail',
    `SELECT u.id, u.name, u.language, ${HOME_OF_PERSON} AS tenant_id
     FROM auth."user" u WHERE u.email = $1`,
    [email],
  );
  return rows.map((row) => ({ id: row.id, name: row.name, language: row.language, tenantId: row.tenant_id }))[0];
}

export async function changeLanguage(sql: Sql, personId: string, language: Language, now: Date): Promise<void> {
  await sql.query('change language', 'UPDATE auth."user" SET language = $2, "updatedAt" = $3 WHERE id = $1', [personId, language, now]);
}

export async function changeName(sql: Sql, personId: string, name: string, now: Date): Promise<void> {
  await sql.query('change name', 'UPDATE auth."user" SET name = $2, "updatedAt" = $3 WHERE id = $1', [personId, name, now]);
}

export async function listStaff(sql: Sql, account: string): Promise<StaffMember[]> {
  return sql.query(
    'list staff',
    `SELECT u.id, u.name, m.role, r.name AS role_name FROM members m JOIN auth."user" u ON u.id = m.user_id
     LEFT JOIN staff_roles r ON r.account = m.account AND r.id = m.own_role WHERE m.account = $1 ORDER BY m.created, u.id`,
    [account],
  );
}
