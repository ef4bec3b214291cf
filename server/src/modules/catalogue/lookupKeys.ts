import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import type { Price } from './price.ts';
import { lockPriceOfKey, updatePriceRow } from './prices.store.ts';

const TAKEN = 'prices_by_lookup_key';

/** Names the parameter where the database found the lookup key with another price. */
export function refuseTakenKey(error: unknown): never {
  if ((error as { constraint?: unknown }).constraint === TAKEN)
    throw new ApiError('parameter_invalid', {
      param: 'lookup_key',
      message: 'Another price has this lookup key. Give "transfer_lookup_key=true" to take it over.',
    });
  throw error;
}

/** Takes a lookup key from the price that has it; answers that price before and after, or null where nobody else has it. */
export async function takeOverKey(
  tx: Transaction,
  context: RequestContext,
  lookupKey: string,
  forId: string,
): Promise<{ readonly before: Price; readonly after: Price } | null> {
  const before = await lockPriceOfKey(tx, context.caller.tenantId, lookupKey);
  if (before === undefined || before.id === forId) return null;
  const after = { ...before, lookupKey: null, version: before.version + 1 };
  await updatePriceRow(tx, after);
  return { before, after };
}
