import type { WrappedKey } from './keyRing.ts';
import { KEY_BYTES, seal } from './seal.ts';
import { inBase62 } from './sealCards.ts';
import type { VaultAccess } from './vault.store.ts';

/** A secret that is no card, such as the number of a bank account: sealed with a data key of its own, which is wrapped as a card's is. */
export interface SealedText {
  readonly sealed: Buffer;
  readonly key: WrappedKey;
}

/** Where a sealed text belongs: it opens nowhere else. */
export interface TextPlace {
  readonly tenantId: number;
  /** The id of the row that holds it. */
  readonly id: string;
}

export const textContext = ({ tenantId, id }: TextPlace): string => `text:${tenantId}:${id}`;

/** Seals a text, and answers with it a fingerprint, which is equal within a tenant where it is recognised by an equal text. */
export async function sealText(
  { keys, random }: Pick<VaultAccess, 'keys' | 'random'>,
  place: TextPlace,
  text: string,
  recognisedBy: string = text,
): Promise<SealedText & { readonly fingerprint: string }> {
  const context = textContext(place);
  const dataKey = random.bytes(KEY_BYTES);
  const [key, digest] = await Promise.all([keys.wrap(dataKey, context), keys.fingerprint(`text:${place.tenantId}:${recognisedBy}`)]);
  return { sealed: seal(dataKey, Buffer.from(text), context, random), key, fingerprint: inBase62(digest) };
}

/** The same text with its data key under the newest key-encryption key. */
export async function rewrapText({ keys }: Pick<VaultAccess, 'keys'>, place: TextPlace, key: WrappedKey): Promise<WrappedKey> {
  const context = textContext(place);
  return keys.wrap(await keys.unwrap(key, context), context);
}
