export { endMandate, type MandateTelling } from './endMandate.ts';
export { DEBIT_CURRENCIES } from './makeMandate.ts';
export type { Mandate } from './mandate.ts';
export { type MandateInput, mandateForDebit } from './mandateForDebit.ts';
export { mandateRoutes } from './mandates.routes.ts';
