export type { AccountName } from './accounts.ts';
export { checkpointCut, takeCheckpoints, verifyLedger } from './checkpoints.store.ts';
export { type Balance, balances, postTransactions, transactionsOfSources } from './ledger.store.ts';
export { positionsOf } from './positions.ts';
export { type LedgerTransaction, type Posting, reverse } from './postings.ts';
