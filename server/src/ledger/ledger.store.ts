import { asCurrency, type Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { money } from '@guichet/contract/money.ts';
import type { Sql, Transaction } from '../platform/sql.ts';
import { type AccountName, CHART } from './accounts.ts';
import { assertSound, type LedgerTransaction, type Posting } from './postings.ts';

/** A ledger transaction and the place in its batch that it belongs to, so that a statement can post it only if that place was applied. */
export interface PostingSlot {
  readonly slot: number;
  readonly transaction: LedgerTransaction;
}

/** The parameters of `ledgerCtes`: seven columns of transactions, then eight of postings. */
export function ledgerValues(slots: readonly PostingSlot[]): unknown[][] {
  for (const { transaction } of slots) assertSound(transaction);
  const of = <T>(pick: (transaction: LedgerTransaction) => T): T[] => slots.map(({ transaction }) => pick(transaction));
  const lines = slots.flatMap(({ slot, transaction }) =>
    transaction.postings.map((posting, at) => ({ slot, transaction, posting, line: at + 1 })),
  );
  return [
    slots.map(({ slot }) => slot),
    of((t) => t.tenantId),
    of((t) => t.id),
    of((t) => t.event),
    of((t) => t.source),
    of((t) => t.created),
    of((t) => t.availableOn),
    lines.map(({ slot }) => slot),
    lines.map(({ transaction }) => transaction.tenantId),
    lines.map(({ transaction }) => transaction.id),
    lines.map(({ line }) => line),
    lines.map(({ posting }) => posting.debit),
    lines.map(({ posting }) => posting.credit),
    lines.map(({ posting }) => posting.amount.currency),
    lines.map(({ posting }) => posting.amount.amount),
  ];
}

const SIDES = Object.entries(CHART)
  .map(([account, { normalSide }]) => `('${account}', '${normalSide}')`)
  .join(', ');

/**
 * The part of a statement that posts, as common table expressions: put it behind `WITH`, with `ledgerValues` as parameters from number
 * `first` on. `gate` is a condition on `slot` that chooses the transactions to post, such as `slot IN (SELECT slot FROM applied)`.
 *
 * Accounts are opened on first use. One that exists costs a look-up and no write; new ones are inserted in the order of their key, so
 * that two statements which open the same accounts wait for each other instead of locking crosswise. Foreign keys are checked when the
 * statement ends, so the order in which PostgreSQL runs the parts doesn't matter.
 */
export function ledgerCtes(first: number, gate = 'true'): string {
  const types = [
    'int',
    'int',
    'text',
    'text',
    'text',
    'timestamptz',
    'timestamptz',
    'int',
    'int',
    'text',
    'smallint',
    'text',
    'text',
    'text',
    'bigint',
  ];
  const parameters = types.map((type, at) => `$${first + at}::${type}[]`);
  return `ledger_input AS (
    SELECT * FROM unnest(${parameters.slice(0, 7).join(', ')}) AS t(slot, tenant_id, id, event, source, created, available_on) WHERE ${gate}
  ), posting_input AS (
    SELECT * FROM unnest(${parameters.slice(7).join(', ')})
      AS p(slot, tenant_id, transaction_id, line, debit_account, credit_account, currency, amount) WHERE ${gate}
  ), opened_accounts AS (
    INSERT INTO ledger_accounts (tenant_id, account, currency, normal_side)
    SELECT used.tenant_id, used.account, used.currency, side.normal_side FROM (
      SELECT tenant_id, debit_account AS account, currency FROM posting_input
      UNION SELECT tenant_id, credit_account, currency FROM posting_input
    ) used
    JOIN (VALUES ${SIDES}) AS side(account, normal_side) ON side.account = used.account
    WHERE NOT EXISTS (
      SELECT FROM ledger_accounts a WHERE a.tenant_id = used.tenant_id AND a.account = used.account AND a.currency = used.currency
    )
    ORDER BY used.tenant_id, used.account COLLATE "C", used.currency COLLATE "C"
    ON CONFLICT DO NOTHING
  ), posted_transactions AS (
    INSERT INTO ledger_transactions (tenant_id, id, event, source, created, available_on)
    SELECT tenant_id, id, event, source, created, available_on FROM ledger_input
  ), posted AS (
    INSERT INTO postings (tenant_id, transaction_id, line, debit_account, credit_account, currency, amount)
    SELECT tenant_id, transaction_id, line, debit_account, credit_account, currency, amount FROM posting_input
  )`;
}

const POST = `WITH ${ledgerCtes(1)} SELECT 1`;

/** Posts transactions in one statement. A repeated id breaks the primary key, and with it the whole statement. */
export async function postTransactions(tx: Transaction, transactions: readonly LedgerTransaction[]): Promise<void> {
  if (transactions.length === 0) return;
  await tx.write('post ledger transactions', POST, ledgerValues(transactions.map((transaction, slot) => ({ slot, transaction }))));
}

/** An account's balance in one currency, in minor units; above zero where it stands on its normal side. */
export interface Balance {
  readonly currency: Currency;
  readonly total: bigint;
  /**
   * The part of the total that comes in by transactions which become available after `now`. What goes out counts at once: a payout that a
   * server with a faster clock has just made must not be spent a second time.
   */
  readonly pending: bigint;
  readonly available: bigint;
}

interface BalanceRow {
  currency: string;
  normal_side: 'debit' | 'credit';
  net: bigint;
  pending: bigint;
}

const since = (side: 'debit' | 'credit'): string => `(
  SELECT coalesce(sum(p.amount), 0) FROM postings p
  WHERE p.tenant_id = a.tenant_id AND p.${side}_account = a.account AND p.currency = a.currency AND p.written >= coalesce(c.cut, '-infinity')
)`;

// One statement, so that the checkpoint and the postings after it come from one snapshot.
const BALANCES = `SELECT a.currency, a.normal_side,
    (coalesce(c.net, 0) + ${since('debit')} - ${since('credit')})::bigint AS net, coalesce(pending.net, 0)::bigint AS pending
  FROM ledger_accounts a
  LEFT JOIN LATERAL (
    SELECT cut, net FROM ledger_checkpoints k
    WHERE k.tenant_id = a.tenant_id AND k.account = a.account AND k.currency = a.currency ORDER BY cut DESC LIMIT 1
  ) c ON true
  LEFT JOIN (
    -- Transaction by transaction: those that are pending are few, whatever the planner thinks, and the postings of all times are many.
    SELECT currency, sum(net) AS net FROM (
      SELECT lines.currency, lines.net FROM ledger_transactions t CROSS JOIN LATERAL (
        SELECT p.currency, sum(CASE WHEN p.debit_account = $2 THEN p.amount ELSE -p.amount END) AS net FROM postings p
        WHERE p.tenant_id = t.tenant_id AND p.transaction_id = t.id AND $2 IN (p.debit_account, p.credit_account) GROUP BY p.currency
      ) lines WHERE t.tenant_id = $1 AND t.available_on > $3
    ) each WHERE net * $4::int > 0 GROUP BY currency
  ) pending ON pending.currency = a.currency
  WHERE a.tenant_id = $1 AND a.account = $2 ORDER BY a.currency`;

/** An account's balances, one per currency in which it was ever used: the latest checkpoint plus the postings after it. */
export async function balances(sql: Sql, tenantId: number, account: AccountName, now: Date): Promise<Balance[]> {
  const rows = await sql.query<BalanceRow & { currency: string }>('read ledger balances', BALANCES, [
    ...[tenantId, account, now, CHART[account].normalSide === 'debit' ? 1 : -1],
  ]);
  return rows.map((row) => {
    const sign = row.normal_side === 'debit' ? 1n : -1n;
    const [total, pending] = [sign * row.net, sign * row.pending];
    return { currency: asCurrency(row.currency), total, pending, available: total - pending };
  });
}

interface PostingRow {
  id: Id<'txn'>;
  event: string;
  source: string;
  created: Date;
  available_on: Date;
  debit_account: AccountName;
  credit_account: AccountName;
  currency: string;
  amount: bigint;
}

const read = (condition: string): string => `SELECT t.id, t.event, t.source, t.created, t.available_on,
    p.debit_account, p.credit_account, p.currency, p.amount
  FROM ledger_transactions t JOIN postings p ON p.tenant_id = t.tenant_id AND p.transaction_id = t.id
  WHERE t.tenant_id = $1 AND ${condition} ORDER BY t.id, p.line`;

/** Rows come ordered by transaction and line. */
function gather(tenantId: number, rows: readonly PostingRow[]): LedgerTransaction[] {
  const byId = new Map<string, LedgerTransaction & { readonly postings: Posting[] }>();
  for (const { id, event, source, created, available_on, debit_account: debit, credit_account: credit, currency, amount } of rows) {
    const transaction = byId.get(id) ?? { tenantId, id, event, source, created, availableOn: available_on, postings: [] };
    transaction.postings.push({ debit, credit, amount: money(amount, asCurrency(currency)) });
    byId.set(id, transaction);
  }
  return [...byId.values()];
}

/** What was posted for these objects, oldest first. */
export async function transactionsOfSources(sql: Sql, tenantId: number, sources: readonly string[]): Promise<LedgerTransaction[]> {
  const rows = await sql.query<PostingRow>('read postings of sources', read('t.source = ANY($2)'), [tenantId, sources]);
  return gather(tenantId, rows);
}

/** These transactions with their postings, oldest first; ids that don't exist are left out. */
export async function transactionsById(sql: Sql, tenantId: number, ids: readonly string[]): Promise<LedgerTransaction[]> {
  const rows = await sql.query<PostingRow>('read ledger transactions', read('t.id = ANY($2)'), [tenantId, ids]);
  return gather(tenantId, rows);
}
