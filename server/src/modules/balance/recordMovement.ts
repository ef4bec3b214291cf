import { type LedgerTransaction, postTransactions } from '../../ledger/index.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { insertDues } from './balanceDues.store.ts';
import type { BalanceTransaction } from './balanceTransaction.ts';
import { insertBalanceTransactions } from './balanceTransactions.store.ts';

/** What moved the balance, once as the books see it and once as the wire does. Both carry the same id. */
export interface Movement {
  readonly ledger: LedgerTransaction;
  readonly balance: BalanceTransaction;
}

/** Writes movements to the ledger and to the balance's history, in the transaction that makes them true. */
export async function recordMovements(tx: Transaction, movements: readonly Movement[]): Promise<void> {
  await postTransactions(
    tx,
    movements.map(({ ledger }) => ledger),
  );
  const rows = movements.map(({ balance }) => balance);
  await insertBalanceTransactions(tx, rows);
  await insertDues(tx, rows);
}
