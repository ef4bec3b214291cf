import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { type EnteredMethod, storeMethod } from './enterMethod.ts';
import type { MethodParts } from './methodInput.ts';
import { paymentMethodWire } from './paymentMethod.wire.ts';

/** Stores an entered card as a payment method that a later call will charge or put on file. Nobody is told: nothing has happened yet. */
export async function createPaymentMethod(
  tx: Transaction,
  parts: UseCaseParts & MethodParts,
  context: RequestContext,
  entered: EnteredMethod,
): Promise<ObjectVersion> {
  const { method } = await storeMethod(tx, parts, context, entered, 'later');
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = changes.add(paymentMethodWire(method, context.caller.livemode), method.version, []);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'payment_method.create',
    target: method.id,
    details: { last4: method.last4 },
  });
  return stored;
}
