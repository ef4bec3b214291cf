import type { Sql } from '../../platform/sql.ts';

interface ProviderCustomer {
  readonly tenantId: number;
  readonly account: string;
  readonly customerId: string;
  readonly name: string;
  readonly created: Date;
}

/** The provider's name for a customer of ours; null where they are not known there. */
export async function providerCustomer(sql: Sql, tenantId: number, account: string, customerId: string): Promise<string | null> {
  const rows = await sql.query<{ provider_customer: string }>(
    'provider customer',
    'SELECT provider_customer FROM provider_customers WHERE tenant_id = $1 AND provider_account_id = $2 AND customer_id = $3',
    [tenantId, account, customerId],
  );
  return rows[0]?.provider_customer ?? null;
}

/** Remembers the name; the first one stays. */
export async function insertProviderCustomer(sql: Sql, { tenantId, account, customerId, name, created }: ProviderCustomer): Promise<void> {
  await sql.query(
    'insert provider customer',
    `INSERT INTO provider_customers (tenant_id, provider_account_id, customer_id, provider_customer, created)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [tenantId, account, customerId, name, created],
  );
}
