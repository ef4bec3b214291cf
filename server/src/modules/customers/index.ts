export type { Customer } from './customer.ts';
export { customerWire, deletedCustomerWire } from './customer.wire.ts';
export { customerRoutes } from './customers.routes.ts';
export { findCustomers, lockCustomer, searchCustomers } from './customers.store.ts';
export { forgetDefaultCard } from './forgetDefaultCard.ts';
export { requireCustomer, requireLockedCustomer } from './requireCustomer.ts';
