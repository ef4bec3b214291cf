import type { LegalMentions } from '@guichet/contract/businessViews.ts';
import type { WireAddress } from '@guichet/contract/wire/common.ts';
import type { Sql, Transaction } from '../../platform/sql.ts';
import { BLANK_PROFILE, type BusinessProfile, NO_LEGAL } from './business.ts';

interface ProfileRow {
  email: string | null;
  phone: string | null;
  website: string | null;
  address: WireAddress;
  legal: Partial<LegalMentions>;
  accent: string | null;
  logo_id: string | null;
}

export async function readProfile(sql: Sql, tenantId: number): Promise<BusinessProfile> {
  const [row] = await sql.query<ProfileRow>(
    'read business profile',
    'SELECT email, phone, website, address, legal, accent, logo_id FROM business_profiles WHERE tenant_id = $1',
    [tenantId],
  );
  if (row === undefined) return BLANK_PROFILE;
  const { logo_id: logoId, legal, ...rest } = row;
  return { ...rest, legal: { ...NO_LEGAL, ...legal }, logoId };
}

export async function writeProfile(tx: Transaction, tenantId: number, profile: BusinessProfile, now: Date): Promise<void> {
  const { email, phone, website, address, legal, accent, logoId } = profile;
  await tx.query(
    'write business profile',
    `INSERT INTO business_profiles (tenant_id, email, phone, website, address, legal, accent, logo_id, updated)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tenant_id) DO UPDATE SET email = EXCLUDED.email, phone = EXCLUDED.phone, website = EXCLUDED.website,
       address = EXCLUDED.address, legal = EXCLUDED.legal, accent = EXCLUDED.accent, logo_id = EXCLUDED.logo_id, updated = EXCLUDED.updated`,
    [tenantId, email, phone, website, JSON.stringify(address), JSON.stringify(legal), accent, logoId, now],
  );
}

/** The columns of the place itself that its settings change. */
export interface PlaceChange {
  readonly businessName: string;
  readonly timeZone: string;
  readonly statementDescriptor: string | null;
}

/** So that two who save at once come one after the other. */
export async function lockPlace(tx: Transaction, tenantId: number): Promise<void> {
  await tx.query('lock tenant', 'SELECT tenant_id FROM tenants WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
}

export async function writePlace(tx: Transaction, tenantId: number, { businessName, timeZone, statementDescriptor }: PlaceChange) {
  await tx.query('write tenant', 'UPDATE tenants SET business_name = $2, time_zone = $3, statement_descriptor = $4 WHERE tenant_id = $1', [
    tenantId,
    businessName,
    timeZone,
    statementDescriptor,
  ]);
}
