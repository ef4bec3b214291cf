import type { Transaction } from '../platform/transaction.ts';
import { findWindowKeys, insertCodes, offerWindowKeys, type WindowKey } from './codes.store.ts';
import { dataOf } from './enteredCard.ts';
import { KEY_BYTES, seal } from './seal.ts';
import type { SealedCard, VaultAccess } from './vault.store.ts';

const WINDOW_MS = 15 * 60_000;

/** What a window's key and a code are bound to. */
export const windowContext = (tenantId: number, windowStart: Date): string => `window:${tenantId}:${windowStart.toISOString()}`;
export const codeContext = (tenantId: number, cardId: string): string => `code:${tenantId}:${cardId}`;

/** The keys of this window by tenant: found, or made and agreed with the other servers. */
async function windowKeys(tx: Transaction, access: VaultAccess, tenantIds: readonly number[], now: Date): Promise<Map<number, WindowKey>> {
  const windowStart = new Date(Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS);
  // A code taken at the window's very end has its full time, and its key must outlive it.
  const expiresAt = new Date(windowStart.getTime() + 2 * WINDOW_MS);
  const found = new Map((await findWindowKeys(tx, tenantIds, windowStart)).map((key) => [key.tenantId, key]));
  const missing = tenantIds.filter((tenantId) => !found.has(tenantId));
  if (missing.length === 0) return found;
  const offers = missing.map(async (tenantId) => {
    const key = await access.keys.wrap(access.random.bytes(KEY_BYTES), windowContext(tenantId, windowStart));
    return { tenantId, windowStart, key, expiresAt };
  });
  await offerWindowKeys(tx, await Promise.all(offers));
  return new Map((await findWindowKeys(tx, tenantIds, windowStart)).map((key) => [key.tenantId, key]));
}

/**
 * Keeps the security codes of cards that will be charged by a later call, for 15 minutes. Where card and confirmation come in one call,
 * the code stays in memory (`CardRef.entered`) and this is not called. Cards without a code are passed over.
 */
export async function keepCodes(tx: Transaction, access: VaultAccess, cards: readonly SealedCard[], now: Date): Promise<void> {
  const coded = cards.filter(({ entered }) => entered.hasCode);
  if (coded.length === 0) return;
  const keys = await windowKeys(
    tx,
    access,
    [...new Set(coded.map(({ tenantId }) => tenantId))].sort((a, b) => a - b),
    now,
  );
  const codes = coded.map(async ({ tenantId, cardId, entered }) => {
    const window = keys.get(tenantId);
    if (window === undefined) throw new Error('The key of this window of security codes is missing.');
    const key = await access.keys.unwrap(window.key, windowContext(tenantId, window.windowStart));
    const sealed = seal(key, Buffer.from(dataOf(entered).cvc ?? ''), codeContext(tenantId, cardId), access.random);
    return { tenantId, cardId, sealed, windowStart: window.windowStart, expiresAt: new Date(now.getTime() + WINDOW_MS) };
  });
  await insertCodes(tx, await Promise.all(codes));
}
