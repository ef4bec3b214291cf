import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { Customer } from './customer.ts';
import { findCustomers, lockCustomer } from './customers.store.ts';

const missing = (id: string, param: string): ApiError => new ApiError('resource_missing', { param, message: `No such customer: '${id}'` });

function usable(customer: Customer | undefined, id: string, param: string): Customer {
  if (customer === undefined || customer.deleted) throw missing(id, param);
  return customer;
}

/** The customer of this id, or `resource_missing` naming the parameter; a deleted one counts as missing. */
export async function requireCustomer(sql: Sql, tenantId: number, id: string, param = 'customer'): Promise<Customer> {
  return usable((await findCustomers(sql, tenantId, [id]))[0], id, param);
}

/** The same, locked until the transaction ends. */
export async function requireLockedCustomer(tx: Transaction, tenantId: number, id: string, param = 'customer'): Promise<Customer> {
  return usable(await lockCustomer(tx, tenantId, id), id, param);
}

/** The customer of this id, also when deleted, as a retrieval shows it. */
export async function requireKnownCustomer(sql: Sql, tenantId: number, id: string): Promise<Customer> {
  const [customer] = await findCustomers(sql, tenantId, [id]);
  if (customer === undefined) throw missing(id, 'id');
  return customer;
}
