/** The only way out of the vault for a card's number, and for an account's. Only connectors may import this file; a rule of dependency-cruiser holds them to it. */
import type { AccountNumber } from './accountData.ts';
import { CardData } from './cardData.ts';
import { dataOf } from './enteredCard.ts';
import { codeContext, windowContext } from './keepCodes.ts';
import { unseal } from './seal.ts';
import { cardContext } from './sealCards.ts';
import { type SealedText, type TextPlace, textContext } from './sealText.ts';
import { type CardAddress, type CardRef, findStoredCard, type StoredCard, type VaultAccess } from './vault.store.ts';

export { CardData } from './cardData.ts';
export type { SealedText, TextPlace } from './sealText.ts';
export type { CardAddress, CardRef, VaultAccess } from './vault.store.ts';

/** Null when the code has been used, has expired, or was lost with the unlogged table: then none is sent and the check is `unchecked`. */
async function openCode({ keys }: VaultAccess, { tenantId, cardId }: CardRef, code: StoredCard['code']): Promise<string | null> {
  if (code === null) return null;
  const key = await keys.unwrap(code.key, windowContext(tenantId, code.windowStart));
  return unseal(key, code.sealed, codeContext(tenantId, cardId)).toString();
}

/** The card in the open, from memory where the same call brought it, else from the vault with its security code while there is one. */
export async function revealCard(access: VaultAccess, ref: CardRef): Promise<CardData> {
  if (ref.entered !== undefined) return dataOf(ref.entered);
  const { secret, code } = await openSecret<{ number?: string; expMonth: number; expYear: number }>(access, ref);
  if (secret.number === undefined) throw new Error(`What the vault has under ${ref.cardId} is no card.`);
  return new CardData({ ...secret, number: secret.number, cvc: await openCode(access, ref, code) });
}

/** The number of an account in the open. */
export async function revealAccount(access: VaultAccess, ref: CardAddress): Promise<AccountNumber> {
  const { secret } = await openSecret<{ account?: AccountNumber }>(access, ref);
  if (secret.account === undefined) throw new Error(`What the vault has under ${ref.cardId} is no account.`);
  return secret.account;
}

async function openSecret<S>(access: VaultAccess, ref: CardAddress): Promise<{ secret: S; code: StoredCard['code'] }> {
  const stored = await findStoredCard(access.sql, ref, access.clock.now());
  if (stored === null) throw new Error(`The vault has nothing under ${ref.cardId} of tenant ${ref.tenantId}.`);
  const context = cardContext(ref.tenantId, ref.cardId);
  const plain = unseal(await access.keys.unwrap(stored.key, context), stored.sealed, context);
  return { secret: JSON.parse(plain.toString()) as S, code: stored.code };
}

/** A sealed text in the open, such as the number of a bank account. */
export async function revealText({ keys }: Pick<VaultAccess, 'keys'>, place: TextPlace, { sealed, key }: SealedText): Promise<string> {
  const context = textContext(place);
  return unseal(await keys.unwrap(key, context), sealed, context).toString();
}
