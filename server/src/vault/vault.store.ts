import type { Id } from '@guichet/contract/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { inputText, type Sql, type Transaction } from '../platform/sql.ts';
import type { EnteredCard } from './enteredCard.ts';
import type { KeyRing, WrappedKey } from './keyRing.ts';

/** What the vault works with. */
export interface VaultAccess {
  readonly sql: Sql;
  readonly keys: KeyRing;
  readonly random: Random;
  readonly clock: Clock;
}

/** Which card of which tenant. */
export interface CardAddress {
  readonly tenantId: number;
  readonly cardId: Id<'vc'>;
}

/** A card to be revealed to a connector. `entered` is given in the call that brought the card: then nothing has to be read or kept. */
export interface CardRef extends CardAddress {
  readonly entered?: EnteredCard;
}

/** A number as it will lie in the vault, a card's or an account's. */
export interface SealedSecret extends CardAddress {
  readonly fingerprint: string;
  readonly created: Date;
  readonly sealed: Buffer;
  readonly key: WrappedKey;
}

/** A card as it will lie in the vault. */
export interface SealedCard extends SealedSecret {
  readonly entered: EnteredCard;
}

/** A sealed card and the place in its batch that it belongs to. */
export interface CardSlot {
  readonly slot: number;
  readonly card: SealedSecret;
}

export const vaultCardValues = (slots: readonly CardSlot[]): unknown[] => [
  slots.map(({ slot }) => slot),
  slots.map(({ card }) => card.tenantId),
  slots.map(({ card }) => card.cardId),
  slots.map(({ card }) => card.sealed),
  slots.map(({ card }) => card.key.wrapped),
  slots.map(({ card }) => card.key.kekId),
  slots.map(({ card }) => card.fingerprint),
  slots.map(({ card }) => card.created),
];

/**
 * The part of a statement that stores cards, as a common table expression named `stored_cards`, with `vaultCardValues` as parameters
 * from number `first` on. `gate` is a condition on `slot`.
 */
export function vaultCardsCte(first: number, gate = 'true'): string {
  const types = ['int', 'int', 'text', 'bytea', 'bytea', 'text', 'text', 'timestamptz'];
  return `stored_cards AS (
    INSERT INTO vault_cards (tenant_id, id, sealed, wrapped_key, kek_id, fingerprint, created)
    SELECT tenant_id, id, sealed, wrapped_key, kek_id, fingerprint, created
    FROM unnest(${types.map((type, at) => `$${first + at}::${type}[]`).join(', ')})
      AS v(slot, tenant_id, id, sealed, wrapped_key, kek_id, fingerprint, created) WHERE ${gate}
  )`;
}

const STORE = `WITH ${vaultCardsCte(1)} SELECT 1`;

/** Stores sealed cards and accounts, in one statement. Their security codes are not among it: see `keepCodes`. */
export async function storeCards(tx: Transaction, cards: readonly SealedSecret[]): Promise<void> {
  if (cards.length === 0) return;
  await tx.query('store vault cards', STORE, vaultCardValues(cards.map((card, slot) => ({ slot, card }))));
}

/** What lies in the vault of one card, with its security code while there is one. */
export interface StoredCard {
  readonly sealed: Buffer;
  readonly key: WrappedKey;
  readonly code: { readonly sealed: Buffer; readonly windowStart: Date; readonly key: WrappedKey } | null;
}

interface StoredRow {
  sealed: Buffer;
  wrapped_key: Buffer;
  kek_id: string;
  code_sealed: Buffer | null;
  window_start: Date | null;
  code_wrapped_key: Buffer | null;
  code_kek_id: string | null;
}

const FIND = `SELECT i.slot::int, v.sealed, v.wrapped_key, v.kek_id, s.sealed AS code_sealed, s.window_start,
    k.wrapped_key AS code_wrapped_key, k.kek_id AS code_kek_id
  FROM ${inputText({ tenant_id: 'integer', id: 'text', now: 'timestamptz' })}
  JOIN vault_cards v ON v.tenant_id = i.tenant_id AND v.id = i.id AND v.destroyed IS NULL
  LEFT JOIN security_codes s ON s.tenant_id = v.tenant_id AND s.card_id = v.id AND s.expires_at > i.now
  LEFT JOIN security_code_keys k ON k.tenant_id = s.tenant_id AND k.window_start = s.window_start`;

export async function findStoredCard(sql: Sql, { tenantId, cardId }: CardAddress, now: Date): Promise<StoredCard | null> {
  const [row] = await sql.batch<StoredRow>('find vault card', FIND, [[tenantId], [cardId], [now]]);
  if (row === undefined) return null;
  const { code_sealed: sealed, window_start: windowStart, code_wrapped_key: wrapped, code_kek_id: kekId } = row;
  const whole = sealed !== null && windowStart !== null && wrapped !== null && kekId !== null;
  return {
    sealed: row.sealed,
    key: { kekId: row.kek_id, wrapped: row.wrapped_key },
    code: whole ? { sealed, windowStart, key: { kekId, wrapped } } : null,
  };
}

/** The ids of all keys that wrap a card, found by hopping through the index instead of reading every card. */
const USED_KEKS = `WITH RECURSIVE used AS (
    (SELECT kek_id FROM vault_cards ORDER BY kek_id LIMIT 1)
    UNION ALL SELECT (SELECT v.kek_id FROM vault_cards v WHERE v.kek_id > used.kek_id ORDER BY v.kek_id LIMIT 1) FROM used WHERE used.kek_id IS NOT NULL
  ) SELECT kek_id FROM used WHERE kek_id IS NOT NULL`;

export const usedKeks = async (sql: Sql): Promise<string[]> =>
  (await sql.query<{ kek_id: string }>('list used vault keys', USED_KEKS)).map((row) => row.kek_id);

export interface WrappedCard extends CardAddress {
  readonly key: WrappedKey;
}

/** Cards whose data key is wrapped by one of these keys, in the order of their addresses, behind `after`. */
export async function cardsUnderKeks(
  sql: Sql,
  kekIds: readonly string[],
  after: CardAddress | null,
  limit: number,
): Promise<WrappedCard[]> {
  const rows = await sql.query<{ tenant_id: number; id: Id<'vc'>; kek_id: string; wrapped_key: Buffer }>(
    'find vault cards under keys',
    `SELECT tenant_id, id, kek_id, wrapped_key FROM vault_cards
     WHERE kek_id = ANY($1) AND (tenant_id, id) > ($2, $3) ORDER BY tenant_id, id LIMIT $4`,
    [kekIds, after?.tenantId ?? 0, after?.cardId ?? '', limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, cardId: row.id, key: { kekId: row.kek_id, wrapped: row.wrapped_key } }));
}

/** Exchanges wrapped data keys, each only if its card is still under the key that it was read with. Answers how many were exchanged. */
export async function exchangeKeys(sql: Sql, moved: readonly { readonly from: WrappedCard; readonly to: WrappedKey }[]): Promise<number> {
  const rows = await sql.query(
    'exchange vault keys',
    `UPDATE vault_cards v SET wrapped_key = m.wrapped_key, kek_id = m.kek_id
     FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bytea[]) AS m(tenant_id, id, old_kek_id, kek_id, wrapped_key)
     WHERE v.tenant_id = m.tenant_id AND v.id = m.id AND v.kek_id = m.old_kek_id RETURNING 1`,
    [
      moved.map(({ from }) => from.tenantId),
      moved.map(({ from }) => from.cardId),
      moved.map(({ from }) => from.key.kekId),
      moved.map(({ to }) => to.kekId),
      moved.map(({ to }) => to.wrapped),
    ],
  );
  return rows.length;
}
