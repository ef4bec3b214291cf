export { balanceRoutes } from './balance.routes.ts';
export { balanceTransactionWire, conversionViews } from './balance.wire.ts';
export type { BalanceTransaction, Conversion, FeePart } from './balanceTransaction.ts';
export { balanceTransactionsOf, findBalanceTransactions } from './balanceTransactions.store.ts';
export { type Movement, recordMovements } from './recordMovement.ts';
export { reversedBalance } from './reversedBalance.rules.ts';
export { tellAvailable } from './tellAvailable.ts';
