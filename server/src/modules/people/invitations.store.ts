import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Invitation } from './invitation.ts';
import { ownRoleIn, ROLE_COLUMNS } from './staffRoles.store.ts';

const SELECT = `SELECT i.*, u.name AS inviter, ${ROLE_COLUMNS} FROM invitations i LEFT JOIN auth."user" u ON u.id = i.invited_by
  LEFT JOIN staff_roles r ON r.account = i.account AND r.id = i.own_role`;

const invitationOf = (row: Row): Invitation => ({
  account: row.account,
  id: row.id,
  email: row.email,
  role: row.role,
  ownRole: ownRoleIn(row),
  language: row.language,
  serial: row.serial,
  invitedBy: row.inviter === null ? null : { id: row.invited_by, name: row.inviter },
  created: row.created,
  expires: row.expires,
  accepted: row.accepted,
  revoked: row.revoked,
});

const MOST = 200;

/** Those that nobody has accepted or withdrawn, the newest first. */
export async function openInvitations(sql: Sql, account: string): Promise<Invitation[]> {
  const rows = await sql.query(
    'open invitations',
    `${SELECT} WHERE i.account = $1 AND i.accepted IS NULL AND i.revoked IS NULL ORDER BY i.id DESC LIMIT ${MOST}`,
    [account],
  );
  return rows.map(invitationOf);
}

/** The one search that knows no account yet. */
export async function findInvitation(sql: Sql, id: string): Promise<Invitation | undefined> {
  return (await sql.query('find invitation', `${SELECT} WHERE i.id = $1`, [id])).map(invitationOf)[0];
}

/** An invitation, while nobody else accepts, sends or withdraws it. */
export async function lockInvitation(tx: Transaction, account: string, id: string): Promise<Invitation | undefined> {
  const rows = await tx.query('lock invitation', `${SELECT} WHERE i.account = $1 AND i.id = $2 FOR UPDATE OF i`, [account, id]);
  return rows.map(invitationOf)[0];
}

/** What stands open for an address, while nobody else accepts, sends or withdraws it. */
export async function lockInvitationsOf(tx: Transaction, account: string, email: string): Promise<Invitation[]> {
  const open = `${SELECT} WHERE i.account = $1 AND i.email = $2 AND i.accepted IS NULL AND i.revoked IS NULL FOR UPDATE OF i`;
  return (await tx.query('lock invitations of address', open, [account, email])).map(invitationOf);
}

export async function insertInvitation(tx: Transaction, invitation: Invitation, invitedBy: string): Promise<void> {
  const { account, id, email, role, ownRole, language, serial, created, expires } = invitation;
  await tx.query(
    'insert invitation',
    `INSERT INTO invitations (account, id, email, role, own_role, language, serial, invited_by, created, expires)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [account, id, email, role, ownRole?.id ?? null, language, serial, invitedBy, created, expires],
  );
}

export async function renewInvitation(tx: Transaction, { account, id, serial, expires }: Invitation): Promise<void> {
  await tx.query('renew invitation', 'UPDATE invitations SET serial = $3, expires = $4 WHERE account = $1 AND id = $2', [
    account,
    id,
    serial,
    expires,
  ]);
}

export async function revokeInvitationRow(tx: Transaction, account: string, id: string, now: Date): Promise<void> {
  await tx.query('revoke invitation', 'UPDATE invitations SET revoked = $3 WHERE account = $1 AND id = $2', [account, id, now]);
}

export async function noteAcceptance(tx: Transaction, { account, id }: Invitation, userId: string, now: Date): Promise<void> {
  await tx.query('note acceptance', 'UPDATE invitations SET accepted = $3, accepted_by = $4 WHERE account = $1 AND id = $2', [
    account,
    id,
    now,
    userId,
  ]);
}
