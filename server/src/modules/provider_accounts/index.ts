export { openSandboxAccount } from './openSandboxAccount.ts';
export type { Need } from './providerAccount.ts';
export { providerAccountRoutes } from './providerAccounts.routes.ts';
export { Providers } from './providers.ts';
export { rewrapSecrets } from './rewrapSecrets.ts';
