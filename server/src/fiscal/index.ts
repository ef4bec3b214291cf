export { createFiscal, type Fiscal } from './createFiscal.ts';
export type { StoredClosing } from './fiscal.store.ts';
export type { ClosingLine, FiscalLine } from './fiscalLine.rules.ts';
export { writeTotals } from './fiscalTotals.rules.ts';
