export { balanceRoutes } from './balance.routes.ts';
export { balanceTransactionWire } from './balance.wire.ts';
export type { BalanceTransaction } from './balanceTransaction.ts';
export { balanceTransactionsOf, findBalanceTransactions } from './balanceTransactions.store.ts';
export { type Movement, recordMovements } from './recordMovement.ts';
