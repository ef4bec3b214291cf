export { endSilence, momentsOfDays } from './endSilence.ts';
export { lastReconciled, type ReconciledSource } from './lastReconciled.ts';
export { type ReconciledProvider, type ReconciliationParts, reconcileDay } from './reconcileDay.ts';
export type { ReconciliationReport } from './reconciliation.ts';
