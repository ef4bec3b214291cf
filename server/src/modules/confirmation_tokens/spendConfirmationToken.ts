import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Sql, Transaction } from '../../platform/transaction.ts';
import type { ConfirmationToken } from './confirmationToken.ts';
import { findConfirmationToken, markConfirmationToken } from './confirmationTokens.store.ts';

const PARAM = 'confirmation_token';

/** The token of this id, or `resource_missing`. */
export async function requireConfirmationToken(sql: Sql, tenantId: number, id: string): Promise<ConfirmationToken> {
  const token = await findConfirmationToken(sql, tenantId, id);
  if (token === undefined) throw new ApiError('resource_missing', { param: PARAM, message: `No such ConfirmationToken: '${id}'` });
  return token;
}

/** Uses a token up for one intent. Refuses one that is used, or older than twelve hours. */
export async function spendConfirmationToken(
  tx: Transaction,
  { caller, now }: RequestContext,
  id: string,
  intent: Parameters<typeof markConfirmationToken>[2],
): Promise<ConfirmationToken> {
  const token = await requireConfirmationToken(tx, caller.tenantId, id);
  if (token.expiresAt <= now) {
    throw new ApiError('resource_missing', { param: PARAM, message: 'This ConfirmationToken has expired. Make a new one.' });
  }
  if (!(await markConfirmationToken(tx, token, intent))) throw new ApiError('token_already_used', { param: PARAM });
  return token;
}
