import type { AccountNumber } from './accountData.ts';
import type { KeyRing } from './keyRing.ts';
import { unseal } from './seal.ts';
import { identityOf } from './sealAccount.ts';
import { cardContext, fingerprintOf, inBase62 } from './sealCards.ts';
import { type SealedText, type TextPlace, textContext } from './sealText.ts';

/** What is wrong with something sealed: the keys that are there do not open it, or it is another number than its fingerprint says. */
export type SealFault = 'unreadable' | 'fingerprint';

interface Keys {
  readonly keys: KeyRing;
}

/** Opens what lies there and forgets it at once; null where it does not open. */
const opened = async ({ keys }: Keys, { sealed, key }: SealedText, context: string): Promise<Buffer | null> => {
  try {
    return unseal(await keys.unwrap(key, context), sealed, context);
  } catch {
    return null;
  }
};

/** Whether a card, or the account of a debit, opens with the keys that are there and is the one that its fingerprint says. Nothing of it is handed out. */
export async function checkCard(
  access: Keys,
  { tenantId, id }: TextPlace,
  sealed: SealedText,
  fingerprint: string,
): Promise<SealFault | null> {
  const plain = await opened(access, sealed, cardContext(tenantId, id));
  if (plain === null) return 'unreadable';
  const { number, account } = JSON.parse(plain.toString()) as { number?: string; account?: AccountNumber };
  const identity = account === undefined ? (number ?? '') : identityOf(account);
  return (await fingerprintOf(access, tenantId, identity)) === fingerprint ? null : 'fingerprint';
}

/** The same for a sealed text. `known` is the fingerprint it is recognised by, where there is one, and what stood before the text when that was made. */
export async function checkText(
  access: Keys,
  place: TextPlace,
  sealed: SealedText,
  known: { readonly fingerprint: string; readonly before: string } | null,
): Promise<SealFault | null> {
  const plain = await opened(access, sealed, textContext(place));
  if (plain === null) return 'unreadable';
  if (known === null) return null;
  const digest = await access.keys.fingerprint(`text:${place.tenantId}:${known.before}${plain.toString()}`);
  return inBase62(digest) === known.fingerprint ? null : 'fingerprint';
}
