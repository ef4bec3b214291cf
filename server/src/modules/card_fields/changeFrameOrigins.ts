import { ApiError } from '@guichet/contract/errors.ts';
import type { RequestContext } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { activityOrigin, type UseCaseParts } from '../../platform/useCase.ts';
import { readFrameOrigins, writeFrameOrigins } from './cardFieldsTerms.store.ts';
import { pageOrigin } from './origin.rules.ts';

/** Says whose pages may frame the card fields of the place: these, and nobody else's. */
export async function changeFrameOrigins(
  tx: Transaction,
  parts: Pick<UseCaseParts, 'recordActivity'>,
  context: RequestContext,
  given: readonly string[],
): Promise<readonly string[]> {
  const origins = [...new Set(given.map((text, at) => checkedOrigin(text, at)))];
  const { tenantId, account } = context.caller;
  const before = await readFrameOrigins(tx, tenantId);
  await writeFrameOrigins(tx, tenantId, origins, context.now);
  await parts.recordActivity(tx, activityOrigin(context), {
    action: 'card_fields.update',
    target: account,
    details: { before: { origins: before }, after: { origins } },
  });
  return origins;
}

function checkedOrigin(text: string, at: number): string {
  const origin = pageOrigin(text);
  if (origin !== null) return origin;
  throw new ApiError('url_invalid', {
    param: `origins[${at}]`,
    message:
      'An origin is https:// with a host, and a port where it has one, such as https://shop.example. Plain HTTP is for localhost only.',
  });
}
