export { ACCOUNT_NAMES, type AccountName, CHART, type Side } from './accounts.ts';
export { type LedgerFault, takeCheckpoints, verifyLedger } from './checkpoints.store.ts';
export {
  type Balance,
  balances,
  LEDGER_PARAMETERS,
  ledgerCtes,
  ledgerValues,
  type PostingSlot,
  postTransactions,
  transactionsById,
  transactionsOfSources,
} from './ledger.store.ts';
export { type LedgerTransaction, netOf, type Posting, reverse } from './postings.ts';
