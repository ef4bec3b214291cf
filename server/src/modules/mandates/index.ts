export { endMandate, type MandateTelling } from './endMandate.ts';
export { DEBIT_CURRENCIES } from './makeMandate.ts';
export type { Mandate } from './mandate.ts';
export { mandateView } from './mandate.wire.ts';
export { type MandateInput, mandateForDebit } from './mandateForDebit.ts';
export { mandateRoutes } from './mandates.routes.ts';
export { findMandates } from './mandates.store.ts';
