import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { CardMethod, DebitMethod, PaymentMethod } from './paymentMethod.ts';
import { findPaymentMethods, lockPaymentMethod } from './paymentMethods.store.ts';

function found(method: PaymentMethod | undefined, id: string, param: string): PaymentMethod {
  if (method === undefined) throw new ApiError('resource_missing', { param, message: `No such PaymentMethod: '${id}'` });
  return method;
}

/** The payment method of this id, or `resource_missing` naming the parameter. */
export async function requirePaymentMethod(sql: Sql, tenantId: number, id: string, param = 'payment_method'): Promise<PaymentMethod> {
  return found((await findPaymentMethods(sql, tenantId, [id]))[0], id, param);
}

/** Refuses a card that is not on this customer's file. */
export async function requireOnFile(sql: Sql, tenantId: number, id: string, customerId: string, param: string): Promise<void> {
  const method = await requirePaymentMethod(sql, tenantId, id, param);
  if (method.customerId !== customerId) {
    throw new ApiError('payment_method_unexpected_state', {
      param,
      message: 'This payment method is not on this customer’s file. Attach it first.',
    });
  }
}

export async function requireLockedPaymentMethod(
  tx: Transaction,
  tenantId: number,
  id: string,
  param = 'payment_method',
): Promise<PaymentMethod> {
  return found(await lockPaymentMethod(tx, tenantId, id), id, param);
}

/** Refuses a method whose card or account lies in the vault no more. */
export function assertKept({ destroyed, type }: PaymentMethod, param = 'payment_method'): void {
  if (destroyed === null) return;
  throw new ApiError('payment_method_unexpected_state', {
    param,
    message: `This PaymentMethod was on no customer’s file and nothing needed it any more, so its ${type === 'card' ? 'card' : 'account'} number has been destroyed. It may not be used again: enter it anew. To use a PaymentMethod multiple times, attach it to a Customer.`,
  });
}

/**
 * The payment method that a request gives for later, with its number still in the vault. It is locked, so that whoever destroys what is not
 * needed either sees what needs it now, or has been before and it is refused.
 */
export async function requireKeptMethod(tx: Transaction, tenantId: number, id: string): Promise<PaymentMethod> {
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  assertKept(method);
  return method;
}

/** For what only ever happens to cards: anything else there is a bug. */
export async function requireLockedCard(tx: Transaction, tenantId: number, id: string): Promise<CardMethod> {
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  if (method.type !== 'card') throw new Error(`The payment method ${id} is not a card.`);
  return method;
}

/** For what only ever happens to accounts. */
export async function requireLockedDebitMethod(tx: Transaction, tenantId: number, id: string): Promise<DebitMethod> {
  const method = await requireLockedPaymentMethod(tx, tenantId, id);
  if (method.type === 'card') throw new Error(`The payment method ${id} is a card.`);
  return method;
}
