import type { RequestContext } from '../../platform/context.ts';
import type { MakeId } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { keepCodes, type SealedCard, storeCards, type VaultAccess } from '../../vault/index.ts';
import type { CardToken } from './cardToken.ts';
import { insertCardToken } from './cardTokens.store.ts';
import { faceOf } from './enterMethod.ts';

/** Puts a sealed card away under a token that one later request may use; its security code is kept for at most 15 minutes. */
export async function createCardToken(
  tx: Transaction,
  parts: { readonly makeId: MakeId; readonly vault: VaultAccess },
  context: RequestContext,
  sealed: SealedCard,
): Promise<CardToken> {
  await storeCards(tx, [sealed]);
  await keepCodes(tx, parts.vault, [sealed], context.now);
  const token = { ...faceOf(sealed), tenantId: context.caller.tenantId, id: parts.makeId('tok'), created: context.now, used: null };
  await insertCardToken(tx, token);
  return token;
}
