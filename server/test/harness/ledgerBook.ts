import type pg from 'pg';
import { type Book, MoneyLines, type NotedAttempt } from './book.ts';
import { runSql } from './testDatabase.ts';

interface Posted extends pg.QueryResultRow {
  source: string;
  currency: string;
  taken: string;
  given_back: string;
  disputed: string;
  receivable: string;
}

/** Sums are text, so that no driver's number type touches them. */
const POSTED = `SELECT t.source, p.currency,
  sum(CASE WHEN p.credit_account = 'sales' THEN p.amount WHEN p.debit_account = 'sales' THEN -p.amount ELSE 0 END)::text AS taken,
  sum(CASE WHEN p.debit_account = 'refunds' THEN p.amount WHEN p.credit_account = 'refunds' THEN -p.amount ELSE 0 END)::text AS given_back,
  sum(CASE WHEN p.debit_account = 'disputes' THEN p.amount WHEN p.credit_account = 'disputes' THEN -p.amount ELSE 0 END)::text AS disputed,
  sum(CASE WHEN p.debit_account = 'provider_receivable' THEN p.amount WHEN p.credit_account = 'provider_receivable' THEN -p.amount ELSE 0 END)::text AS receivable
  FROM postings p JOIN ledger_transactions t ON t.tenant_id = p.tenant_id AND t.id = p.transaction_id GROUP BY t.source, p.currency ORDER BY t.source`;

/** Which charge a dispute is about. */
async function disputedCharges(database: pg.PoolConfig): Promise<Map<string, string>> {
  const rows = await runSql<{ id: string; charge_id: string }>(database, 'SELECT id, charge_id FROM disputes');
  return new Map(rows.map(({ id, charge_id: charge }) => [id, charge]));
}

/** The ledger's side: the postings alone, joined to the bank's references by what the engine noted. */
export async function ledgerBook(database: pg.PoolConfig, attempts: readonly NotedAttempt[]): Promise<Book> {
  const authorisationOf = new Map(attempts.filter(({ kind }) => kind === 'authorise').map((each) => [each.charge, each]));
  const refundOf = new Map(
    attempts.flatMap((each) => (each.refund === null || each.kind !== 'refund' ? [] : [[each.refund, each] as const])),
  );
  const chargeOf = await disputedCharges(database);
  const [money, payments, totals] = [new MoneyLines(), new MoneyLines(), new MoneyLines()];
  const [refunds, receivable] = [new Map<string, string>(), new Map<string, bigint>()];
  for (const { source, currency, ...sums } of await runSql<Posted>(database, POSTED)) {
    const moved = { taken: BigInt(sums.taken), givenBack: BigInt(sums.given_back), disputed: BigInt(sums.disputed) };
    const refund = refundOf.get(source);
    const authorisation = authorisationOf.get(refund?.charge ?? chargeOf.get(source) ?? source);
    money.add(authorisation?.reference ?? source, currency, moved);
    payments.add(authorisation?.payment ?? source, currency, moved);
    totals.add(currency, currency, moved);
    if (refund !== undefined && moved.givenBack !== 0n) refunds.set(refund.reference, `${moved.givenBack} ${currency}`);
    receivable.set(currency, (receivable.get(currency) ?? 0n) + BigInt(sums.receivable));
  }
  const balances = new Map([...receivable].filter(([, amount]) => amount !== 0n).map(([currency, amount]) => [currency, String(amount)]));
  return { money: money.lines(), refunds, payments: payments.lines(), totals: totals.lines(), balances };
}
