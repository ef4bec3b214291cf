import type { Id } from '@guichet/contract/ids.ts';
import { dataOf, type EnteredCard } from './enteredCard.ts';
import { KEY_BYTES, seal } from './seal.ts';
import type { SealedCard, SealedSecret, VaultAccess } from './vault.store.ts';

export const cardContext = (tenantId: number, cardId: string): string => `card:${tenantId}:${cardId}`;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FINGERPRINT_LENGTH = 16;

/** Sixteen characters of 62 hold 95 bits, so two cards of a tenant do not meet by chance. */
export function inBase62(digest: Buffer): string {
  let rest = digest.readBigUInt64BE(0) * 2n ** 64n + digest.readBigUInt64BE(8);
  let text = '';
  for (; text.length < FINGERPRINT_LENGTH; rest /= 62n) text += ALPHABET[Number(rest % 62n)];
  return text;
}

/** Equal for the same number, or other text that says which account, within a tenant, different between tenants. */
export const fingerprintOf = async ({ keys }: Pick<VaultAccess, 'keys'>, tenantId: number, number: string): Promise<string> =>
  inBase62(await keys.fingerprint(`${tenantId}:${number}`));

/** Seals what a card or an account keeps secret, with a data key of its own. */
export async function sealSecret(
  access: Pick<VaultAccess, 'keys' | 'random'>,
  tenantId: number,
  id: Id<'vc'>,
  secret: unknown,
): Promise<Pick<SealedSecret, 'sealed' | 'key'>> {
  const context = cardContext(tenantId, id);
  const dataKey = access.random.bytes(KEY_BYTES);
  const sealed = seal(dataKey, Buffer.from(JSON.stringify(secret)), context, access.random);
  return { sealed, key: await access.keys.wrap(dataKey, context) };
}

/** A card to be sealed, under the id that it will have. */
export interface CardToSeal {
  readonly tenantId: number;
  readonly cardId: Id<'vc'>;
  readonly entered: EnteredCard;
  readonly created: Date;
}

/** Seals cards, each with a data key of its own. It writes nothing: `storeCards` does, or the statement that the caller composes. */
export function sealCards(access: Pick<VaultAccess, 'keys' | 'random'>, cards: readonly CardToSeal[]): Promise<SealedCard[]> {
  return Promise.all(
    cards.map(async ({ tenantId, cardId, entered, created }) => {
      const { number, expMonth, expYear } = dataOf(entered);
      const [{ sealed, key }, fingerprint] = await Promise.all([
        sealSecret(access, tenantId, cardId, { number, expMonth, expYear }),
        fingerprintOf(access, tenantId, number),
      ]);
      return { tenantId, cardId, entered, fingerprint, created, sealed, key };
    }),
  );
}
