import type { Transaction } from '../../platform/transaction.ts';
import { type Customer, lockCustomer } from '../customers/index.ts';
import type { PaymentIntent } from './paymentIntent.ts';

/**
 * The customer for whom an intent was to set its payment method up, locked; null when there is none, or none any more, as a customer may be
 * deleted while the bank is asked. It is locked before the method, as when a method is put on file.
 */
export async function lockKeeper(tx: Transaction, { tenantId, setupFutureUsage, customerId }: PaymentIntent): Promise<Customer | null> {
  if (setupFutureUsage === null || customerId === null) return null;
  // Others may be putting methods on this customer's file.
  tx.alone();
  const customer = await lockCustomer(tx, tenantId, customerId);
  return customer === undefined || customer.deleted ? null : customer;
}
