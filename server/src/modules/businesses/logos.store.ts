import type { Sql, Transaction } from '../../platform/sql.ts';
import type { Logo } from './business.ts';

interface LogoRow {
  id: string;
  media_type: Logo['type'];
  width: number;
  height: number;
}

const logoOf = ({ id, media_type: type, width, height }: LogoRow): Logo => ({ id, type, width, height });

/** Storing the same picture again changes nothing. */
export async function insertLogo(tx: Transaction, tenantId: number, logo: Logo, bytes: Buffer, now: Date): Promise<void> {
  await tx.query(
    'insert logo',
    `INSERT INTO business_logos (tenant_id, id, media_type, width, height, bytes, created) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, id) DO NOTHING`,
    [tenantId, logo.id, logo.type, logo.width, logo.height, bytes, now],
  );
}

export async function findLogo(sql: Sql, tenantId: number, id: string): Promise<Logo | null> {
  const [row] = await sql.query<LogoRow>(
    'find logo',
    'SELECT id, media_type, width, height FROM business_logos WHERE tenant_id = $1 AND id = $2',
    [tenantId, id],
  );
  return row === undefined ? null : logoOf(row);
}

export type LogoFile = Logo & { readonly bytes: Buffer };

export async function readLogo(sql: Sql, tenantId: number, id: string): Promise<LogoFile | null> {
  const [row] = await sql.query<LogoRow & { bytes: Buffer }>(
    'read logo',
    'SELECT id, media_type, width, height, bytes FROM business_logos WHERE tenant_id = $1 AND id = $2',
    [tenantId, id],
  );
  return row === undefined ? null : { ...logoOf(row), bytes: row.bytes };
}

/** The logo that an account shows to anybody who has its address, in either mode. */
export async function readLogoOfAccount(sql: Sql, account: string, id: string): Promise<LogoFile | null> {
  const [row] = await sql.query<LogoRow & { bytes: Buffer }>(
    'read logo of account',
    `SELECT l.id, l.media_type, l.width, l.height, l.bytes FROM tenants t
     JOIN business_logos l ON l.tenant_id = t.tenant_id AND l.id = $2 WHERE t.account = $1 LIMIT 1`,
    [account, id],
  );
  return row === undefined ? null : { ...logoOf(row), bytes: row.bytes };
}
