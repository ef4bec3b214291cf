export type { Customer } from './customer.ts';
export { customerWire, deletedCustomerWire } from './customer.wire.ts';
export { customerNoteRoutes } from './customerNotes.routes.ts';
export { customerRoutes } from './customers.routes.ts';
export { findCustomers, lockCustomer } from './customers.store.ts';
export { deleteCustomer } from './deleteCustomer.ts';
export { forgetDefaultCard } from './forgetDefaultCard.ts';
export { searchCustomers } from './foundCustomers.store.ts';
export { requireCustomer, requireKnownCustomer, requireLockedCustomer } from './requireCustomer.ts';
