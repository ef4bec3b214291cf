export type { Authentication, PayerOutcome, Proven } from './authentication.ts';
export { authenticationRoutes } from './authentications.routes.ts';
export { spendAuthentication, supersedeAuthentications } from './authentications.store.ts';
export { type AuthenticationSubject, Authentications } from './authentications.ts';
export { newWayBack, openAuthentication, type PayerAddresses, returnAddress, type WayBack } from './openAuthentication.ts';
export { acceptedLanguage } from './payerPage.ts';
export { returnUrlField } from './returnUrlField.routes.ts';
