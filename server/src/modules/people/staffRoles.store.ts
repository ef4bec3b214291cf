import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { OwnRole } from './rights.rules.ts';

/** The columns of a role beside those of whoever has it. */
export const ROLE_COLUMNS = `r.id AS role_id, r.name AS role_name, r.permissions AS role_permissions, r.own_payments, r.hides_contacts,
  r.ceiling_charge, r.ceiling_refund, r.ceiling_day`;

/** The own role in a row with `ROLE_COLUMNS`; null where somebody has one of the six. */
export const ownRoleIn = (row: Row): OwnRole | null =>
  row.role_id === null
    ? null
    : {
        id: row.role_id,
        name: row.role_name,
        permissions: row.role_permissions,
        sight: { ownPayments: row.own_payments, hidesContacts: row.hides_contacts },
        ceilings: { charge: row.ceiling_charge, refund: row.ceiling_refund, day: row.ceiling_day },
      };

const known = (row: Row): OwnRole => {
  const role = ownRoleIn(row);
  if (role === null) throw new Error('A row of a role without a role.');
  return role;
};

/** The roles that the place made, by name; those that were deleted are gone. */
export async function listStaffRoles(sql: Sql, account: string): Promise<OwnRole[]> {
  const rows = await sql.query(
    'list staff roles',
    `SELECT ${ROLE_COLUMNS} FROM staff_roles r WHERE r.account = $1 AND r.deleted IS NULL ORDER BY lower(r.name), r.id`,
    [account],
  );
  return rows.map(known);
}

/** One of them, locked, so that nobody gives it while it is changed. */
export async function lockStaffRole(tx: Transaction, account: string, id: string): Promise<OwnRole | undefined> {
  const rows = await tx.query(
    'lock staff role',
    `SELECT ${ROLE_COLUMNS} FROM staff_roles r WHERE r.account = $1 AND r.id = $2 AND r.deleted IS NULL FOR UPDATE`,
    [account, id],
  );
  return rows.map(known)[0];
}

const valuesOf = (account: string, { id, name, permissions, sight, ceilings }: OwnRole): unknown[] => [
  ...[account, id, name, permissions, sight.ownPayments, sight.hidesContacts],
  ...[ceilings.charge, ceilings.refund, ceilings.day],
];

/** Answers false when the place has a role of this name. */
export async function insertStaffRole(tx: Transaction, account: string, role: OwnRole, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'insert staff role',
    `INSERT INTO staff_roles (account, id, name, permissions, own_payments, hides_contacts, ceiling_charge, ceiling_refund, ceiling_day, created)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (account, lower(name)) WHERE deleted IS NULL DO NOTHING RETURNING id`,
    [...valuesOf(account, role), now],
  );
  return rows.length === 1;
}

/** Answers false when another role has this name. */
export async function updateStaffRole(tx: Transaction, account: string, role: OwnRole): Promise<boolean> {
  const rows = await tx.query(
    'update staff role',
    `UPDATE staff_roles SET name = $3, permissions = $4, own_payments = $5, hides_contacts = $6, ceiling_charge = $7, ceiling_refund = $8, ceiling_day = $9
     WHERE account = $1 AND id = $2
       AND NOT EXISTS (SELECT FROM staff_roles o WHERE o.account = $1 AND o.id <> $2 AND o.deleted IS NULL AND lower(o.name) = lower($3)) RETURNING id`,
    valuesOf(account, role),
  );
  return rows.length === 1;
}

/** Takes a role out of use, unless somebody has it or was invited to it; answers whether it was taken out. */
export async function deleteStaffRole(tx: Transaction, account: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'delete staff role',
    `UPDATE staff_roles SET deleted = $3 WHERE account = $1 AND id = $2
       AND NOT EXISTS (SELECT FROM members m WHERE m.account = $1 AND m.own_role = $2)
       AND NOT EXISTS (SELECT FROM invitations i WHERE i.account = $1 AND i.own_role = $2 AND i.accepted IS NULL AND i.revoked IS NULL)
     RETURNING id`,
    [account, id, now],
  );
  return rows.length === 1;
}
