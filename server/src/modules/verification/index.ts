export { openVerification } from './openVerification.ts';
export type { VerificationReport } from './verification.ts';
export { verifyPlaces } from './verifyPlaces.ts';
