import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { TextPlace, WrappedKey } from '../../vault/index.ts';
import type { StoredProviderAccount } from './providerAccount.ts';

const fromRow = (row: Row): StoredProviderAccount => ({
  tenantId: row.tenant_id,
  id: row.id,
  version: row.version,
  connector: row.connector,
  name: row.name,
  baseUrl: row.base_url,
  secret: row.sealed && { sealed: row.sealed, key: { kekId: row.kek_id, wrapped: row.wrapped_key } },
  secretLast4: row.secret_last4,
  methods: row.methods,
  currencies: row.currencies,
  position: row.position,
  fees: row.fees,
  disputeFees: row.dispute_fees,
  active: row.active,
  cards: row.cards,
  publishableKey: row.publishable_key,
  createdBy: row.created_by,
  created: row.created,
  livemode: row.livemode,
});

const SELECT_ALL = 'SELECT a.*, t.livemode FROM provider_accounts a JOIN tenants t ON t.tenant_id = a.tenant_id';
const SELECT = `${SELECT_ALL} WHERE a.tenant_id = $1`;

const valuesOf = (account: StoredProviderAccount): unknown[] => [
  account.tenantId,
  account.id,
  account.version,
  account.name,
  account.baseUrl,
  account.secret?.sealed ?? null,
  account.secret?.key.wrapped ?? null,
  account.secret?.key.kekId ?? null,
  account.secretLast4,
  account.methods,
  account.currencies,
  account.position,
  account.active,
  JSON.stringify(account.fees),
  JSON.stringify(account.disputeFees),
  account.cards,
  account.publishableKey,
];

export async function insertAccount(tx: Transaction, account: StoredProviderAccount): Promise<void> {
  await tx.query(
    'insert provider account',
    `INSERT INTO provider_accounts (tenant_id, id, version, name, base_url, sealed, wrapped_key, kek_id, secret_last4, methods, currencies,
       position, active, fees, dispute_fees, cards, publishable_key, connector, created_by, created)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [...valuesOf(account), account.connector, account.createdBy, account.created],
  );
}

export async function updateAccountRow(tx: Transaction, account: StoredProviderAccount): Promise<void> {
  await tx.query(
    'update provider account',
    `UPDATE provider_accounts SET version = $3, name = $4, base_url = $5, sealed = $6, wrapped_key = $7, kek_id = $8, secret_last4 = $9,
       methods = $10, currencies = $11, position = $12, active = $13, fees = $14, dispute_fees = $15, cards = $16, publishable_key = $17
     WHERE tenant_id = $1 AND id = $2`,
    valuesOf(account),
  );
}

export async function findAccount(sql: Sql, tenantId: number, id: string): Promise<StoredProviderAccount | undefined> {
  return (await sql.query('find provider account', `${SELECT} AND a.id = $2`, [tenantId, id])).map(fromRow)[0];
}

/** Those of every place. */
export async function allAccounts(sql: Sql): Promise<StoredProviderAccount[]> {
  return (await sql.query('all provider accounts', `${SELECT_ALL} ORDER BY a.tenant_id, a.id`, [])).map(fromRow);
}

/** All accounts of a place, in its order. */
export async function accountsOf(sql: Sql, tenantId: number): Promise<StoredProviderAccount[]> {
  return (await sql.query('provider accounts', `${SELECT} ORDER BY a.position, a.id`, [tenantId])).map(fromRow);
}

/** The same, locked: whoever changes one or the order waits for whoever does. */
export async function lockAccounts(tx: Transaction, tenantId: number): Promise<StoredProviderAccount[]> {
  return (await tx.query('lock provider accounts', `${SELECT} ORDER BY a.position, a.id FOR UPDATE OF a`, [tenantId])).map(fromRow);
}

/** What has gone through an account. */
export interface AccountUse {
  /** Something was asked of it, whatever came of it. */
  readonly isNamed: boolean;
  /** Something was, and what came of it is not known yet. */
  readonly isOpen: boolean;
  /** The provider's own name for the last payment that it took. */
  readonly lastPayment: string | null;
}

/** Until the end of the transaction nothing new is asked of any account. Asking anew takes the account as it is then. */
export async function holdNewAttempts(tx: Transaction): Promise<void> {
  await tx.query('hold new attempts', 'LOCK TABLE attempts IN SHARE MODE', []);
}

export async function readAccountUse(sql: Sql, tenantId: number, id: string): Promise<AccountUse> {
  const [row] = await sql.query(
    'use of provider account',
    `SELECT EXISTS (SELECT FROM attempts WHERE tenant_id = $1 AND connector = $2)
         OR EXISTS (SELECT FROM charges WHERE tenant_id = $1 AND connector = $2) AS named,
       EXISTS (SELECT FROM attempts WHERE tenant_id = $1 AND connector = $2 AND resolved_at IS NULL) AS open,
       (SELECT provider_reference FROM charges WHERE tenant_id = $1 AND connector = $2 AND provider_reference IS NOT NULL
        ORDER BY id DESC LIMIT 1) AS payment`,
    [tenantId, id],
  );
  return { isNamed: row?.named === true, isOpen: row?.open === true, lastPayment: row?.payment ?? null };
}

const PLAIN_ORIGIN = /^https?:\/\/[a-z0-9.[\]:_-]+$/;

/** The origins of the providers whose card fields are in use at some place. */
export async function fieldsOrigins(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ base_url: string }>(
    'origins of card fields',
    `SELECT DISTINCT base_url FROM provider_accounts WHERE cards = 'fields' AND active AND base_url IS NOT NULL`,
  );
  // What stands in a policy must be a host and nothing that a policy could take for more.
  return [...new Set(rows.map(({ base_url: url }) => new URL(url).origin))].filter((origin) => PLAIN_ORIGIN.test(origin));
}

interface WrappedSecret {
  readonly place: TextPlace;
  readonly key: WrappedKey;
}

export async function secretsUnderOtherKeys(sql: Sql, newestKekId: string, limit: number): Promise<WrappedSecret[]> {
  const rows = await sql.query('provider secrets under other keys', 'SELECT * FROM provider_accounts WHERE kek_id <> $1 LIMIT $2', [
    newestKekId,
    limit,
  ]);
  return rows.map((row) => ({ place: { tenantId: row.tenant_id, id: row.id }, key: { kekId: row.kek_id, wrapped: row.wrapped_key } }));
}

/** Exchanges how a secret is wrapped, unless the secret was changed meanwhile. */
export async function exchangeSecretKey(sql: Sql, { place, key }: WrappedSecret, to: WrappedKey): Promise<void> {
  await sql.query(
    'exchange key of provider secret',
    'UPDATE provider_accounts SET wrapped_key = $4, kek_id = $5 WHERE tenant_id = $1 AND id = $2 AND kek_id = $3 AND wrapped_key = $6',
    [place.tenantId, place.id, key.kekId, to.wrapped, to.kekId, key.wrapped],
  );
}
