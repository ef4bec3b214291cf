import type { Id } from '@guichet/contract/ids.ts';
import type { Transaction } from '../platform/sql.ts';
import type { CardAddress } from './vault.store.ts';

/** How long after it was made, or after it was last needed, anybody looks whether a card is still needed. */
const IDLE_MS = 24 * 3600_000;

const columns = (cards: readonly CardAddress[]): [number[], string[]] => [
  cards.map(({ tenantId }) => tenantId),
  cards.map(({ cardId }) => cardId),
];

/** Cards that may be unneeded, locked, those that have waited longest first. Other servers pass over them. */
export async function takeIdleCards(tx: Transaction, now: Date, limit: number): Promise<CardAddress[]> {
  const rows = await tx.query<{ tenant_id: number; id: Id<'vc'> }>(
    'take idle vault cards',
    `SELECT tenant_id, id FROM vault_cards WHERE destroyed IS NULL AND COALESCE(idle_since, created) <= $1
     ORDER BY COALESCE(idle_since, created) LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
    [new Date(now.getTime() - IDLE_MS), limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, cardId: row.id }));
}

/** Cards that were needed until a moment, which may be still to come: they are looked at a day after it. */
export async function neededUntil(tx: Transaction, cards: readonly CardAddress[], until: Date): Promise<void> {
  if (cards.length === 0) return;
  await tx.query(
    'note need of vault cards',
    `UPDATE vault_cards v SET idle_since = $3 FROM unnest($1::int[], $2::text[]) AS c(tenant_id, id)
     WHERE v.tenant_id = c.tenant_id AND v.id = c.id`,
    [...columns(cards), until],
  );
}

/** Destroys cards for good: what was sealed, its key, and a security code that may still lie beside it. */
export async function destroyCards(tx: Transaction, cards: readonly CardAddress[], now: Date): Promise<void> {
  if (cards.length === 0) return;
  await tx.query(
    'destroy vault cards',
    `WITH gone AS (SELECT * FROM unnest($1::int[], $2::text[]) AS c(tenant_id, id)),
       codes AS (DELETE FROM security_codes s USING gone WHERE s.tenant_id = gone.tenant_id AND s.card_id = gone.id)
     UPDATE vault_cards v SET sealed = NULL, wrapped_key = NULL, kek_id = NULL, destroyed = $3 FROM gone
     WHERE v.tenant_id = gone.tenant_id AND v.id = gone.id AND v.destroyed IS NULL`,
    [...columns(cards), now],
  );
}
