import type { Role } from '@guichet/contract/permissions.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';
import { HOME_OF_PERSON } from './people.store.ts';

export interface SecondFactors {
  readonly code: boolean;
  readonly passkeys: number;
}

export async function readSecondFactors(sql: Sql, personId: string): Promise<SecondFactors> {
  const [row] = await sql.query<{ code: boolean; passkeys: number }>(
    'read second factors',
    `SELECT coalesce(u."twoFactorEnabled", false) AS code, (SELECT count(*) FROM auth."passkey" k WHERE k."userId" = u.id)::int AS passkeys
     FROM auth."user" u WHERE u.id = $1`,
    [personId],
  );
  return row ?? { code: false, passkeys: 0 };
}

export interface Passkey {
  readonly id: string;
  readonly name: string | null;
  readonly created: Date | null;
}

export async function listPasskeys(sql: Sql, personId: string): Promise<Passkey[]> {
  return sql.query(
    'list passkeys',
    'SELECT id, name, "createdAt" AS created FROM auth."passkey" WHERE "userId" = $1 ORDER BY "createdAt", id',
    [personId],
  );
}

/** Answers whether there was such a passkey of this person. */
export async function deletePasskey(tx: Transaction, personId: string, id: string): Promise<boolean> {
  const rows = await tx.query('delete passkey', 'DELETE FROM auth."passkey" WHERE "userId" = $1 AND id = $2 RETURNING id', [personId, id]);
  return rows.length > 0;
}

/** Takes every second factor from a person. */
export async function deleteSecondFactors(tx: Transaction, personId: string, now: Date): Promise<void> {
  await tx.query('delete passkeys of person', 'DELETE FROM auth."passkey" WHERE "userId" = $1', [personId]);
  await tx.query('delete codes of person', 'DELETE FROM auth."twoFactor" WHERE "userId" = $1', [personId]);
  await tx.query('unmark second factor', 'UPDATE auth."user" SET "twoFactorEnabled" = false, "updatedAt" = $2 WHERE id = $1', [
    personId,
    now,
  ]);
}

/** Whose second step a challenge is: the person, and the place where their sign-ins are noted. */
export async function findChallenged(
  sql: Sql,
  challenge: string,
): Promise<{ id: string; name: string; tenantId: number | null } | undefined> {
  const rows = await sql.query<{ id: string; name: string; tenant_id: number | null }>(
    'find challenged person',
    `SELECT u.id, u.name, ${HOME_OF_PERSON} AS tenant_id
     FROM auth."verification" v JOIN auth."user" u ON u.id = v.value WHERE v.identifier = $1`,
    [challenge],
  );
  return rows.map((row) => ({ id: row.id, name: row.name, tenantId: row.tenant_id }))[0];
}

/** The hash of a person's password. */
export async function readPasswordHash(sql: Sql, personId: string): Promise<string | null> {
  const rows = await sql.query<{ password: string | null }>(
    'read password hash',
    `SELECT password FROM auth."account" WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [personId],
  );
  return rows[0]?.password ?? null;
}

export async function writePasswordHash(tx: Transaction, personId: string, hash: string, now: Date): Promise<void> {
  await tx.query(
    'write password hash',
    `UPDATE auth."account" SET password = $2, "updatedAt" = $3 WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [personId, hash, now],
  );
}

export interface SignInRule {
  readonly roles: readonly Role[];
  readonly since: Date;
}

export async function readSignInRule(sql: Sql, account: string): Promise<SignInRule | null> {
  const rows = await sql.query<{ second_factor_roles: Role[]; updated: Date }>(
    'read sign-in rule',
    'SELECT second_factor_roles, updated FROM sign_in_rules WHERE account = $1',
    [account],
  );
  return rows.map((row) => ({ roles: row.second_factor_roles, since: row.updated }))[0] ?? null;
}

export async function writeSignInRule(tx: Transaction, account: string, { roles, since }: SignInRule): Promise<void> {
  await tx.query(
    'write sign-in rule',
    `INSERT INTO sign_in_rules (account, second_factor_roles, updated) VALUES ($1, $2, $3)
     ON CONFLICT (account) DO UPDATE SET second_factor_roles = EXCLUDED.second_factor_roles, updated = EXCLUDED.updated`,
    [account, roles, since],
  );
}
