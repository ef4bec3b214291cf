import type { Id } from '@guichet/contract/ids.ts';
import { only, type Sql } from './sql.ts';

/** A merchant account in one mode, and what receipts, providers and reports need to know of the place. */
export interface Tenant {
  readonly tenantId: number;
  readonly account: Id<'acct'>;
  readonly livemode: boolean;
  readonly businessName: string;
  readonly country: string;
  readonly defaultCurrency: string;
  readonly timeZone: string;
  /** What was chosen for payers' statements instead of the name. */
  readonly statementDescriptor: string | null;
}

interface TenantRow {
  tenant_id: number;
  account: Id<'acct'>;
  livemode: boolean;
  business_name: string;
  country: string;
  default_currency: string;
  time_zone: string;
  statement_descriptor: string | null;
}

const fromRow = (row: TenantRow): Tenant => ({
  tenantId: row.tenant_id,
  account: row.account,
  livemode: row.livemode,
  businessName: row.business_name,
  country: row.country,
  defaultCurrency: row.default_currency,
  timeZone: row.time_zone,
  statementDescriptor: row.statement_descriptor,
});

export async function readTenant(sql: Sql, tenantId: number): Promise<Tenant> {
  return fromRow(only(await sql.query<TenantRow>('read tenant', 'SELECT * FROM tenants WHERE tenant_id = $1', [tenantId])));
}

export async function listTenants(sql: Sql): Promise<Tenant[]> {
  return (await sql.query<TenantRow>('list tenants', 'SELECT * FROM tenants ORDER BY tenant_id')).map(fromRow);
}

/** Those in live mode before the others: where a business is in earnest. */
export const liveFirst = (tenants: readonly Tenant[]): Tenant[] => tenants.toSorted((a, b) => Number(b.livemode) - Number(a.livemode));
