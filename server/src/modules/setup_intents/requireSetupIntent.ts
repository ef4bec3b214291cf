import { ApiError } from '@guichet/contract/errors.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { SetupIntent } from './setupIntent.ts';
import { findSetupIntents, lockSetupIntent } from './setupIntents.store.ts';

function found(intent: SetupIntent | undefined, id: string, param: string): SetupIntent {
  if (intent === undefined) throw new ApiError('resource_missing', { param, message: `No such setup_intent: '${id}'` });
  return intent;
}

/** The setup intent of this id, or `resource_missing` naming the parameter. */
export const requireSetupIntent = async (sql: Sql, tenantId: number, id: string, param = 'intent'): Promise<SetupIntent> =>
  found((await findSetupIntents(sql, tenantId, [id]))[0], id, param);

export const requireLockedSetupIntent = async (tx: Transaction, tenantId: number, id: string): Promise<SetupIntent> =>
  found(await lockSetupIntent(tx, tenantId, id), id, 'intent');
