import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import type { Customer } from './customer.ts';
import { customerWire } from './customer.wire.ts';
import { type CustomerInput, changedCustomer } from './customerChange.rules.ts';
import { insertCustomers } from './customers.store.ts';

/** Stores a new customer and answers it as the wire shows it. */
export async function createCustomer(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  input: CustomerInput,
): Promise<ObjectVersion> {
  const blank: Customer = {
    tenantId: context.caller.tenantId,
    id: parts.makeId('cus'),
    version: 1,
    name: null,
    email: null,
    phone: null,
    phoneE164: null,
    description: null,
    address: null,
    shipping: null,
    preferredLocales: [],
    defaultPaymentMethod: null,
    metadata: {},
    deleted: false,
    created: context.now,
  };
  const customer = changedCustomer(blank, input, (await readTenant(tx, context.caller.tenantId)).country);
  await insertCustomers(tx, [customer]);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(customerWire(customer, context.caller.livemode), 1, ['customer.created']);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'customer.create',
    target: customer.id,
    personal: { name: customer.name, email: customer.email },
  });
  return stored;
}
