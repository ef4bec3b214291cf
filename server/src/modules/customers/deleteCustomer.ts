import type { WireDeleted } from '@guichet/contract/wire/common.ts';
import { Changes } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { customerWire, deletedCustomerWire } from './customer.wire.ts';
import { deleteNotesOf } from './customerNotes.store.ts';
import { updateCustomerRow } from './customers.store.ts';
import { requireLockedCustomer } from './requireCustomer.ts';

export interface DeleteCustomerParts extends UseCaseParts {
  /** Takes the customer's cards off file, in the same transaction. */
  readonly detachCards: (tx: Transaction, context: RequestContext, customerId: string) => Promise<void>;
}

/** Takes a customer and the cards on file out of use. Past payments keep their reference to it. */
export async function deleteCustomer(
  tx: Transaction,
  parts: DeleteCustomerParts,
  context: RequestContext,
  id: string,
): Promise<WireDeleted<'customer'>> {
  const { tenantId, livemode } = context.caller;
  const customer = await requireLockedCustomer(tx, tenantId, id, 'id');
  await parts.detachCards(tx, context, customer.id);
  await deleteNotesOf(tx, tenantId, customer.id);
  const deleted = { ...customer, deleted: true, defaultPaymentMethod: null, version: customer.version + 1 };
  await updateCustomerRow(tx, deleted);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  // The event carries the customer as it was, so that listeners know whom they lose.
  changes.add(customerWire(customer, livemode), deleted.version, ['customer.deleted']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), { action: 'customer.delete', target: customer.id });
  return deletedCustomerWire(customer);
}
