import { type Changes, previousAttributes } from '../../events/index.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Customer } from './customer.ts';
import { customerWire } from './customer.wire.ts';
import { updateCustomerRow } from './customers.store.ts';

/** Leaves a locked customer without a card by default, if it was this one, which is being taken off file. */
export async function forgetDefaultCard(
  tx: Transaction,
  changes: Changes,
  customer: Customer,
  methodId: string,
  livemode: boolean,
): Promise<void> {
  if (customer.defaultPaymentMethod !== methodId) return;
  const changed: Customer = { ...customer, defaultPaymentMethod: null, version: customer.version + 1 };
  await updateCustomerRow(tx, changed);
  const wire = customerWire(changed, livemode);
  changes.add(wire, changed.version, ['customer.updated'], previousAttributes(customerWire(customer, livemode), wire));
}
