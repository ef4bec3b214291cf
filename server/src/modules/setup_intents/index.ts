export { verificationHandler } from './applyVerification.ts';
export { setupSubject } from './resumeSetup.ts';
export { setupAttemptWire, setupIntentWire } from './setupIntent.wire.ts';
export { setupIntentRoutes } from './setupIntents.routes.ts';
export { findSetupIntents } from './setupIntents.store.ts';
export { findSetupTries } from './setupTries.store.ts';
