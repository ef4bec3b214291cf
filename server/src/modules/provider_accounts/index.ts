export type { Probe } from './cardFields.ts';
export { KeepFirst, type KeepParts, type Kept, keepingFirst } from './keepAtProvider.ts';
export { openSandboxAccount } from './openSandboxAccount.ts';
export type { Need } from './providerAccount.ts';
export { providerAccountRoutes } from './providerAccounts.routes.ts';
export { fieldsOrigins, findAccount } from './providerAccounts.store.ts';
export { providerCustomer } from './providerCustomers.store.ts';
export { Providers } from './providers.ts';
export { rewrapSecrets } from './rewrapSecrets.ts';
