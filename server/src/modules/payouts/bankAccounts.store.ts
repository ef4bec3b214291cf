import { asCurrency, type Currency } from '@guichet/contract/currencies.ts';
import { Conditions, type Page, selectPage } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { TextPlace, WrappedKey } from '../../vault/index.ts';
import type { BankAccount } from './bankAccount.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  kind: 'text',
  currency: 'text',
  country: 'text',
  holder_name: 'text',
  routing_number: 'text',
  last4: 'text',
  sealed: 'bytea',
  wrapped_key: 'bytea',
  kek_id: 'text',
  fingerprint: 'text',
  default_for_currency: 'boolean',
  created_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): BankAccount => ({
  tenantId: row.tenant_id,
  id: row.id,
  kind: row.kind,
  currency: asCurrency(row.currency),
  country: row.country,
  holderName: row.holder_name,
  routingNumber: row.routing_number,
  last4: row.last4,
  number: { sealed: row.sealed, key: { kekId: row.kek_id, wrapped: row.wrapped_key } },
  fingerprint: row.fingerprint,
  defaultForCurrency: row.default_for_currency,
  createdBy: row.created_by,
  created: row.created,
  deleted: row.deleted,
});

export const insertBankAccount = (tx: Transaction, account: BankAccount): Promise<void> =>
  insertRows(tx, 'bank_accounts', COLUMNS, [
    {
      tenant_id: account.tenantId,
      id: account.id,
      kind: account.kind,
      currency: account.currency,
      country: account.country,
      holder_name: account.holderName,
      routing_number: account.routingNumber,
      last4: account.last4,
      sealed: account.number.sealed,
      wrapped_key: account.number.key.wrapped,
      kek_id: account.number.key.kekId,
      fingerprint: account.fingerprint,
      default_for_currency: account.defaultForCurrency,
      created_by: account.createdBy,
      created: account.created,
    },
  ]);

/** Also those that were deleted, as payouts that went to them still name them. */
export async function findBankAccounts(sql: Sql, tenantId: number, ids: readonly string[]): Promise<BankAccount[]> {
  const rows = await sql.query('find bank accounts', 'SELECT * FROM bank_accounts WHERE tenant_id = $1 AND id = ANY ($2)', [tenantId, ids]);
  return rows.map(fromRow);
}

/** The accounts to which payouts go that name none, one per currency. */
export async function defaultBankAccounts(sql: Sql, tenantId: number): Promise<BankAccount[]> {
  const rows = await sql.query(
    'default bank accounts',
    'SELECT * FROM bank_accounts WHERE tenant_id = $1 AND default_for_currency ORDER BY currency',
    [tenantId],
  );
  return rows.map(fromRow);
}

/** Whether the same number is there already for this currency. */
export async function findSameAccount(sql: Sql, { tenantId, currency, fingerprint }: BankAccount): Promise<BankAccount | undefined> {
  const rows = await sql.query(
    'find same bank account',
    'SELECT * FROM bank_accounts WHERE tenant_id = $1 AND currency = $2 AND fingerprint = $3 AND deleted IS NULL',
    [tenantId, currency, fingerprint],
  );
  return rows.map(fromRow)[0];
}

export async function listBankAccounts(sql: Sql, tenantId: number, currency: string | undefined, page: Page): Promise<BankAccount[]> {
  const conditions = new Conditions().add('tenant_id = $? AND deleted IS NULL', tenantId).add('currency = $?', currency);
  return (await selectPage(sql, 'SELECT * FROM bank_accounts', 'id', conditions, page)).map(fromRow);
}

/** Makes an account the default of its currency; null takes the default away. Whoever calls holds the lock on the place's purse. */
export async function setDefaultAccount(tx: Transaction, tenantId: number, currency: Currency, id: string | null): Promise<void> {
  await tx.query(
    'drop default bank account',
    'UPDATE bank_accounts SET default_for_currency = false WHERE tenant_id = $1 AND currency = $2 AND default_for_currency',
    [tenantId, currency],
  );
  await tx.query('set default bank account', 'UPDATE bank_accounts SET default_for_currency = true WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
}

export async function markAccountDeleted(tx: Transaction, tenantId: number, id: string, now: Date): Promise<void> {
  await tx.query(
    'delete bank account',
    'UPDATE bank_accounts SET deleted = $3, default_for_currency = false WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, now],
  );
}

interface WrappedAccount {
  readonly place: TextPlace;
  readonly key: WrappedKey;
}

/** Accounts whose data key is wrapped by another key than the newest. */
export async function accountsUnderOtherKeys(sql: Sql, newestKekId: string, limit: number): Promise<WrappedAccount[]> {
  const rows = await sql.query('bank accounts under other keys', 'SELECT * FROM bank_accounts WHERE kek_id <> $1 LIMIT $2', [
    newestKekId,
    limit,
  ]);
  return rows.map((row) => ({ place: { tenantId: row.tenant_id, id: row.id }, key: { kekId: row.kek_id, wrapped: row.wrapped_key } }));
}

export async function exchangeAccountKey(sql: Sql, { place, key }: WrappedAccount, to: WrappedKey): Promise<void> {
  await sql.query(
    'exchange key of bank account',
    'UPDATE bank_accounts SET wrapped_key = $4, kek_id = $5 WHERE tenant_id = $1 AND id = $2 AND kek_id = $3',
    [place.tenantId, place.id, key.kekId, to.wrapped, to.kekId],
  );
}
