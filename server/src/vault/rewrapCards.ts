import { StartError } from '../platform/startError.ts';
import type { WrappedKey } from './keyRing.ts';
import { cardContext } from './sealCards.ts';
import { type CardAddress, cardsUnderKeks, exchangeKeys, usedKeks, type VaultAccess, type WrappedCard } from './vault.store.ts';

const BATCH = 500;

export interface Rewrapped {
  readonly moved: number;
  /** Cards that did not open, and were left as they are: damaged rows, which must not keep the others from moving. */
  readonly unreadable: readonly CardAddress[];
}

/**
 * Moves all cards to the newest key-encryption key while servers go on reading and storing cards: only the wrapping of each data key is
 * exchanged, and a reader finds either the old or the new one, both of which open. A server that doesn't know the newest key yet may
 * still store cards under an older one behind our back, so this is run again until it moves none.
 */
export async function rewrapCards({ sql, keys }: VaultAccess): Promise<Rewrapped> {
  const newest = (await keys.kekIds()).at(-1);
  const older = (await usedKeks(sql)).filter((id) => id !== newest);
  const unreadable: CardAddress[] = [];
  const rewrap = async (from: WrappedCard): Promise<{ from: WrappedCard; to: WrappedKey }[]> => {
    const context = cardContext(from.tenantId, from.cardId);
    const dataKey = await keys.unwrap(from.key, context).catch(() => null);
    if (dataKey !== null) return [{ from, to: await keys.wrap(dataKey, context) }];
    unreadable.push({ tenantId: from.tenantId, cardId: from.cardId });
    return [];
  };
  let moved = 0;
  let last: CardAddress | null = null;
  do {
    const cards: WrappedCard[] = older.length === 0 ? [] : await cardsUnderKeks(sql, older, last, BATCH);
    moved += await exchangeKeys(sql, (await Promise.all(cards.map(rewrap))).flat());
    last = cards.at(-1) ?? null;
  } while (last !== null);
  return { moved, unreadable };
}

/** Refuses to start with a key file that isn't this database's: cards would not open, and fingerprints would no longer match. */
export async function assertKeysFit({ sql, keys }: VaultAccess): Promise<void> {
  const held = new Set(await keys.kekIds());
  const strange = (await usedKeks(sql)).filter((id) => !held.has(id));
  if (strange.length === 0) return;
  throw new StartError(
    `The vault's key file lacks the key ${strange.join(', ')} that cards in this database need. Bring the key file of the server that stored them.`,
  );
}
