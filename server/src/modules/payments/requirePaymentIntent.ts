import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { Charge } from './charge.ts';
import { findCharges, lockCharge } from './charges.store.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { findPaymentIntents, lockPaymentIntent } from './paymentIntents.store.ts';

function found<T>(value: T | undefined, noun: string, id: string, param: string): T {
  if (value === undefined) throw new ApiError('resource_missing', { param, message: `No such ${noun}: '${id}'` });
  return value;
}

/** The intent of this id, or `resource_missing` naming the parameter. */
export const requirePaymentIntent = async (sql: Sql, tenantId: number, id: string, param = 'intent'): Promise<PaymentIntent> =>
  found((await findPaymentIntents(sql, tenantId, [id]))[0], 'payment_intent', id, param);

export const requireLockedPaymentIntent = async (tx: Transaction, tenantId: number, id: string, param = 'intent'): Promise<PaymentIntent> =>
  found(await lockPaymentIntent(tx, tenantId, id), 'payment_intent', id, param);

export const requireCharge = async (sql: Sql, tenantId: number, id: string, param = 'charge'): Promise<Charge> =>
  found((await findCharges(sql, tenantId, [id]))[0], 'charge', id, param);

export const requireLockedCharge = async (tx: Transaction, tenantId: number, id: string, param = 'charge'): Promise<Charge> =>
  found(await lockCharge(tx, tenantId, id), 'charge', id, param);
