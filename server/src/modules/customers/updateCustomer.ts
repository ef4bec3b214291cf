import { Changes, type ObjectVersion, previousAttributes } from '../../events/index.ts';
import type { JsonValue } from '../../platform/activity.ts';
import { beforeAfter } from '../../platform/beforeAfter.ts';
import type { RequestContext } from '../../platform/context.ts';
import { readTenant } from '../../platform/tenants.store.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { customerWire } from './customer.wire.ts';
import { type CustomerInput, changedCustomer } from './customerChange.rules.ts';
import { updateCustomerRow } from './customers.store.ts';
import { requireLockedCustomer } from './requireCustomer.ts';

type Values = Record<string, JsonValue>;

export interface UpdateCustomerParts extends UseCaseParts {
  /** Refuses a card that is not on the customer's file, naming the parameter. */
  readonly requireOnFile: (tx: Transaction, tenantId: number, methodId: string, customerId: string, param: string) => Promise<void>;
}

const DEFAULT_CARD = 'invoice_settings[default_payment_method]';

/** Changes what the request names; nothing is written and nobody told when that leaves the customer as it was. */
export async function updateCustomer(
  tx: Transaction,
  parts: UpdateCustomerParts,
  context: RequestContext,
  id: string,
  input: CustomerInput,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const customer = await requireLockedCustomer(tx, tenantId, id, 'id');
  const card = input.invoice_settings?.default_payment_method;
  if (card) await parts.requireOnFile(tx, tenantId, card, customer.id, DEFAULT_CARD);
  const before = customerWire(customer, livemode);
  const { country } = await readTenant(tx, tenantId);
  const changed = { ...changedCustomer(customer, input, country), version: customer.version + 1 };
  const after = customerWire(changed, livemode);
  const previous = previousAttributes(before, after);
  if (Object.keys(previous).length === 0)
    return { tenantId, id: customer.id, version: customer.version, body: before, created: customer.created };
  await updateCustomerRow(tx, changed);
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(after, changed.version, ['customer.updated'], previous);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'customer.update',
    target: customer.id,
    details: { changed: Object.keys(previous) },
    personal: { ...beforeAfter({ ...before } as unknown as Values, { ...after } as unknown as Values) },
  });
  return stored;
}
