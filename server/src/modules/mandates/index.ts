export { endMandate, type MandateTelling } from './endMandate.ts';
export { DEBIT_CURRENCIES, type MandateParts, makeMandate } from './makeMandate.ts';
export type { Mandate } from './mandate.ts';
export { mandateView, mandateWire } from './mandate.wire.ts';
export { type MandateInput, mandateForDebit } from './mandateForDebit.ts';
export { mandateRoutes } from './mandates.routes.ts';
export { findMandates, lastingMandates } from './mandates.store.ts';
export { currentVersion, mandateText } from './mandateTexts.ts';
