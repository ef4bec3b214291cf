import type pg from 'pg';
import { type Book, MoneyLines, type NotedAttempt } from './book.ts';
import { runSql } from './testDatabase.ts';

interface Posted extends pg.QueryResultRow {
  source: string;
  currency: string;
  taken: string;
  given_back: string;
  receivable: string;
}

/** Sums are text, so that no driver's number type touches them. */
const POSTED = `SELECT t.source, p.currency,
  sum(CASE WHEN p.credit_account = 'sales' THEN p.amount WHEN p.debit_account = 'sales' THEN -p.amount ELSE 0 END)::text AS taken,
  sum(CASE WHEN p.debit_account = 'refunds' THEN p.amount WHEN p.credit_account = 'refunds' THEN -p.amount ELSE 0 END)::text AS given_back,
  sum(CASE WHEN p.debit_account = 'provider_receivable' THEN p.amount WHEN p.credit_account = 'provider_receivable' THEN -p.amount ELSE 0 END)::text AS receivable
  FROM postings p JOIN ledger_transactions t ON t.tenant_id = p.tenant_id AND t.id = p.transaction_id GROUP BY t.source, p.currency ORDER BY t.source`;

/** The ledger's side: the postings alone, joined to the bank's references by what the engine noted. */
export async function ledgerBook(database: pg.PoolConfig, attempts: readonly NotedAttempt[]): Promise<Book> {
  const authorisationOf = new Map(attempts.filter(({ kind }) => kind === 'authorise').map((each) => [each.charge, each]));
  const refundOf = new Map(attempts.flatMap((each) => (each.refund === null ? [] : [[each.refund, each] as const])));
  const [money, payments, totals] = [new MoneyLines(), new MoneyLines(), new MoneyLines()];
  const [refunds, receivable] = [new Map<string, string>(), new Map<string, bigint>()];
  for (const { source, currency, ...sums } of await runSql<Posted>(database, POSTED)) {
    const moved = { taken: BigInt(sums.taken), givenBack: BigInt(sums.given_back) };
    const refund = refundOf.get(source);
    const authorisation = authorisationOf.get(refund?.charge ?? source);
    money.add(authorisation?.reference ?? source, currency, moved);
    payments.add(authorisation?.payment ?? source, currency, moved);
    totals.add(currency, currency, moved);
    if (refund !== undefined) refunds.set(refund.reference, `${moved.givenBack} ${currency}`);
    receivable.set(currency, (receivable.get(currency) ?? 0n) + BigInt(sums.receivable));
  }
  const balances = new Map([...receivable].filter(([, amount]) => amount !== 0n).map(([currency, amount]) => [currency, String(amount)]));
  return { money: money.lines(), refunds, payments: payments.lines(), totals: totals.lines(), balances };
}
