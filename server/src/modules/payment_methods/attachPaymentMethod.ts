import { ApiError } from '@guichet/contract/errors.ts';
import { Changes, type ObjectVersion } from '../../events/index.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, changeOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { neededUntil } from '../../vault/index.ts';
import { forgetDefaultCard, requireLockedCustomer } from '../customers/index.ts';
import { KeepFirst, type Kept } from '../provider_accounts/index.ts';
import { vaultRefs } from './cardSource.ts';
import type { PaymentMethod } from './paymentMethod.ts';
import { paymentMethodWire } from './paymentMethod.wire.ts';
import { lockPaymentMethodsOf, updatePaymentMethodRow } from './paymentMethods.store.ts';
import { assertKept, requireLockedPaymentMethod, requirePaymentMethod } from './requirePaymentMethod.ts';

/** May this card be put on this customer's file? Throws `payment_method_unexpected_state` with the reason. */
function assertAttachable(method: PaymentMethod, customerId: string): void {
  if (method.customerId !== null && method.customerId !== customerId) {
    throw new ApiError('payment_method_unexpected_state', {
      param: 'customer',
      message: 'This payment method is on file for another customer.',
    });
  }
  if (method.customerId === null && method.attached !== null) {
    throw new ApiError('payment_method_unexpected_state', {
      message: 'This payment method was taken off file and cannot be put back. Enter the card again.',
    });
  }
  assertKept(method);
}

/** Puts a locked card on a locked customer's file within a transaction that collects its own changes. */
export async function attachLocked<M extends PaymentMethod>(
  tx: Transaction,
  changes: Changes,
  method: M,
  customerId: PaymentMethod['customerId'],
  now: Date,
  livemode: boolean,
): Promise<M> {
  const attached = { ...method, customerId, attached: now, version: method.version + 1 };
  await updatePaymentMethodRow(tx, attached);
  changes.add(paymentMethodWire(attached, livemode), attached.version, ['payment_method.attached']);
  return attached;
}

/** A card that a provider holds must be on their file there too: else it could be charged once and never again. */
function keptWith<M extends PaymentMethod>(method: M, customerId: string, kept: Kept | null): M {
  if (method.type !== 'card' || method.held === null || method.held.customer !== null) return method;
  const { account, token } = method.held;
  if (kept === null || kept.token !== token) throw new KeepFirst(account, customerId, token);
  return { ...method, held: { account, token, customer: kept.customer } };
}

/** Puts a card on a customer's file; one that is there already stays as it is. Throws `KeepFirst` where a provider holds the card. */
export async function attachPaymentMethod(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
  customerId: string,
  kept: Kept | null,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  const customer = await requireLockedCustomer(tx, tenantId, customerId);
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  assertAttachable(method, customer.id);
  if (method.customerId === customer.id) {
    return { tenantId, id: method.id, version: method.version, body: paymentMethodWire(method, livemode), created: method.created };
  }
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const attached = await attachLocked(tx, changes, keptWith(method, customer.id, kept), customer.id, context.now, livemode);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'payment_method.attach',
    target: method.id,
    details: { customer: customer.id },
  });
  return { tenantId, id: attached.id, version: attached.version, body: paymentMethodWire(attached, livemode), created: context.now };
}

async function detachLocked(
  tx: Transaction,
  changes: Changes,
  method: PaymentMethod,
  { livemode, now }: { readonly livemode: boolean; readonly now: Date },
): Promise<ObjectVersion> {
  const detached = { ...method, customerId: null, version: method.version + 1 };
  await updatePaymentMethodRow(tx, detached);
  await neededUntil(tx, vaultRefs(method), now);
  return changes.add(paymentMethodWire(detached, livemode), detached.version, ['payment_method.detached'], { customer: method.customerId });
}

const notOnFile = (): ApiError =>
  new ApiError('payment_method_unexpected_state', {
    message: 'This payment method is not on file for a customer, so it cannot be taken off.',
  });

/** Takes a card off its customer's file, for good. */
export async function detachPaymentMethod(
  tx: Transaction,
  parts: UseCaseParts,
  context: RequestContext,
  id: string,
): Promise<ObjectVersion> {
  const { tenantId, livemode } = context.caller;
  // The customer is locked before the card, as when a card is put on file.
  const { customerId } = await requirePaymentMethod(tx, tenantId, id);
  if (customerId === null) throw notOnFile();
  const customer = await requireLockedCustomer(tx, tenantId, customerId);
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  if (method.customerId !== customer.id) throw notOnFile();
  const changes = new Changes(changeOrigin(context), parts.makeId);
  const stored = await detachLocked(tx, changes, method, { livemode, now: context.now });
  await forgetDefaultCard(tx, changes, customer, method.id, livemode);
  await changes.store(tx);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'payment_method.detach',
    target: method.id,
    details: { customer: method.customerId },
  });
  return stored;
}

/** Takes all cards of a customer off file, as the customer goes. */
export async function detachCards(
  tx: Transaction,
  parts: Pick<UseCaseParts, 'makeId'>,
  context: RequestContext,
  customerId: string,
): Promise<void> {
  const { tenantId, livemode } = context.caller;
  const changes = new Changes(changeOrigin(context), parts.makeId);
  for (const method of await lockPaymentMethodsOf(tx, tenantId, customerId))
    await detachLocked(tx, changes, method, { livemode, now: context.now });
  await changes.store(tx);
}
