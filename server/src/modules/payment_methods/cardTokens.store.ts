import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { CardToken } from './cardToken.ts';
import type { HeldByProvider } from './paymentMethod.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  card_id: 'text',
  brand: 'text',
  last4: 'text',
  bin: 'text',
  exp_month: 'smallint',
  exp_year: 'smallint',
  fingerprint: 'text',
  created: 'timestamptz',
  provider_account_id: 'text',
  provider_token: 'text',
} as const satisfies Columns;

const fromRow = (row: Row): CardToken => ({
  tenantId: row.tenant_id,
  id: row.id,
  cardId: row.card_id,
  held: row.provider_token && { account: row.provider_account_id, token: row.provider_token, customer: null },
  brand: row.brand,
  last4: row.last4,
  bin: row.bin,
  expMonth: row.exp_month,
  expYear: row.exp_year,
  fingerprint: row.fingerprint,
  created: row.created,
  used: row.used,
});

export const insertCardToken = (tx: Transaction, token: CardToken): Promise<void> =>
  insertRows(tx, 'card_tokens', COLUMNS, [
    {
      tenant_id: token.tenantId,
      id: token.id,
      card_id: token.cardId,
      brand: token.brand,
      last4: token.last4,
      bin: token.bin,
      exp_month: token.expMonth,
      exp_year: token.expYear,
      fingerprint: token.fingerprint,
      created: token.created,
      provider_account_id: token.held?.account ?? null,
      provider_token: token.held?.token ?? null,
    },
  ]);

export async function findCardToken(sql: Sql, tenantId: number, id: string): Promise<CardToken | undefined> {
  return (await sql.query('find card token', 'SELECT * FROM card_tokens WHERE tenant_id = $1 AND id = $2', [tenantId, id])).map(fromRow)[0];
}

/**
 * Whether a provider's name of a card stands here already, under a token or as a payment method. Who asks about cards of one account does so one
 * after the other until their transactions end; nobody else waits for that.
 */
export async function isTaken(
  tx: Transaction,
  tenantId: number,
  { account, token }: Pick<HeldByProvider, 'account' | 'token'>,
): Promise<boolean> {
  await tx.query('lock account of card', 'SELECT 1 FROM provider_accounts WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    tenantId,
    account,
  ]);
  const rows = await tx.query(
    'card of this name',
    `SELECT 1 FROM card_tokens WHERE tenant_id = $1 AND provider_account_id = $2 AND provider_token = $3
     UNION ALL SELECT 1 FROM payment_methods WHERE tenant_id = $1 AND provider_account_id = $2 AND provider_token = $3 LIMIT 1`,
    [tenantId, account, token],
  );
  return rows.length > 0;
}

/** Marks a token as used. Answers false when it was used before. */
export async function spendCardToken(tx: Transaction, token: CardToken, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'spend card token',
    'UPDATE card_tokens SET used = $3 WHERE tenant_id = $1 AND id = $2 AND used IS NULL RETURNING 1',
    [token.tenantId, token.id, now],
  );
  return rows.length === 1;
}

/** Forgets tokens older than a day, a bounded number at a time. Answers how many. */
export async function purgeCardTokens(sql: Sql, now: Date): Promise<number> {
  const rows = await sql.query(
    'purge card tokens',
    `DELETE FROM card_tokens WHERE (tenant_id, id) IN (
       SELECT tenant_id, id FROM card_tokens WHERE created < $1 ORDER BY created LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1`,
    [new Date(now.getTime() - 24 * 3600 * 1000)],
  );
  return rows.length;
}
