export { openVerification } from './openVerification.ts';
export { REPORT_RULES } from './reportRules.store.ts';
export type { VerificationReport } from './verification.ts';
export { verifyPlaces } from './verifyPlaces.ts';
