import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Member } from './member.ts';
import type { HeldRole } from './rights.rules.ts';
import { ownRoleIn, ROLE_COLUMNS } from './staffRoles.store.ts';

const SELECT = `SELECT u.id, u.name, u.email, u.language, m.role, m.created, ${ROLE_COLUMNS}
  FROM members m JOIN auth."user" u ON u.id = m.user_id LEFT JOIN staff_roles r ON r.account = m.account AND r.id = m.own_role
  WHERE m.account = $1 ORDER BY m.created, u.id`;

const memberOf = (row: Row): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  language: row.language,
  joined: row.created,
  role: row.role,
  ownRole: ownRoleIn(row),
});

/** Everybody who works in an account, who joined first in front. */
export async function listMembers(sql: Sql, account: string): Promise<Member[]> {
  return (await sql.query('list members', SELECT, [account])).map(memberOf);
}

/** The same, and whoever else changes the team waits: who may do what is decided on what stands then. */
export async function lockMembers(tx: Transaction, account: string): Promise<Member[]> {
  return (await tx.query('lock members', `${SELECT} FOR UPDATE OF m`, [account])).map(memberOf);
}

const ownIdOf = ({ ownRole }: HeldRole): string | null => ownRole?.id ?? null;

/** Answers false when the person works there already. */
export async function addMember(tx: Transaction, member: { account: string; userId: string } & HeldRole, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'add member',
    'INSERT INTO members (account, user_id, role, own_role, created) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING user_id',
    [member.account, member.userId, member.role, ownIdOf(member), now],
  );
  return rows.length === 1;
}

export async function changeMemberRole(tx: Transaction, member: { account: string; userId: string } & HeldRole): Promise<void> {
  await tx.query('change member role', 'UPDATE members SET role = $3, own_role = $4 WHERE account = $1 AND user_id = $2', [
    member.account,
    member.userId,
    member.role,
    ownIdOf(member),
  ]);
}

/** Takes a person off the list, and ends the sessions of one who works nowhere else. */
export async function deleteMember(tx: Transaction, account: string, userId: string): Promise<void> {
  await tx.query('delete member', 'DELETE FROM members WHERE account = $1 AND user_id = $2', [account, userId]);
  await tx.query(
    'end sessions of former member',
    'DELETE FROM auth."session" WHERE "userId" = $1 AND NOT EXISTS (SELECT FROM members WHERE user_id = $1)',
    [userId],
  );
}
