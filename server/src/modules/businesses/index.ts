export type { Logo } from './business.ts';
export { logoView } from './business.wire.ts';
export { businessRoutes } from './businesses.routes.ts';
export { readProfile } from './businessProfiles.store.ts';
export { copyBusiness } from './copyBusiness.ts';
export { findLogo, readLogo } from './logos.store.ts';
export { addressLines, mentionLines } from './mentions.rules.ts';
