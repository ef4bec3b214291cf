import type { Id } from '@guichet/contract/ids.ts';
import type { Transaction } from '../../platform/sql.ts';
import type { CardAddress } from '../../vault/index.ts';

/** What is known of a card that may be unneeded. */
export interface Need extends CardAddress {
  /** Somebody is at work on its payment method at this moment, so nothing is known for certain. */
  readonly busy: boolean;
  readonly onFile: boolean;
  /** For anything at all, being on file included. */
  readonly needed: boolean;
}

/** Locks the payment methods of these cards, passing over those that somebody else has locked. Answers the cards whose method was not got. */
const LOCK = `SELECT m.tenant_id, m.card_id FROM payment_methods m
  JOIN unnest($1::int[], $2::text[]) AS c(tenant_id, card_id) ON m.tenant_id = c.tenant_id AND m.card_id = c.card_id
  ORDER BY m.tenant_id, m.id FOR UPDATE OF m SKIP LOCKED`;

/**
 * The one place that knows all that may need a card. An intent or setup that nobody confirms needs it for as long as `$3` reaches back; so does
 * a method that was never used; but not one that a charge by itself was declined with: no answer names it, so nobody can try it again. An open hold, an open attempt, an active mandate need it for as long as they last.
 */
const NEEDS = `SELECT c.tenant_id, c.card_id, m.id IS NOT NULL AS has_method, m.customer_id IS NOT NULL AS on_file,
    m.customer_id IS NOT NULL
    OR m.attached IS NULL AND m.network_transaction_id IS NULL AND m.created > $3
      AND NOT EXISTS (SELECT 1 FROM charges h WHERE h.tenant_id = c.tenant_id AND h.payment_method_id = m.id AND h.direct AND h.status = 'failed')
    OR EXISTS (SELECT 1 FROM card_tokens t WHERE t.tenant_id = c.tenant_id AND t.card_id = c.card_id AND t.used IS NULL)
    OR EXISTS (SELECT 1 FROM attempts a WHERE a.tenant_id = c.tenant_id AND a.payment_method_id = m.id AND a.resolved_at IS NULL)
    OR EXISTS (SELECT 1 FROM payment_intents i WHERE i.tenant_id = c.tenant_id AND i.payment_method_id = m.id
      AND i.status NOT IN ('succeeded', 'canceled') AND (i.status IN ('processing', 'requires_capture') OR i.created > $3 AND NOT i.direct))
    OR EXISTS (SELECT 1 FROM setup_intents s WHERE s.tenant_id = c.tenant_id AND s.payment_method_id = m.id
      AND s.status NOT IN ('succeeded', 'canceled') AND (s.status = 'processing' OR s.created > $3))
    OR EXISTS (SELECT 1 FROM mandates d WHERE d.tenant_id = c.tenant_id AND d.payment_method_id = m.id AND d.status = 'active')
    OR EXISTS (SELECT 1 FROM confirmation_tokens k WHERE k.tenant_id = c.tenant_id AND k.payment_method_id = m.id
      AND k.payment_intent_id IS NULL AND k.setup_intent_id IS NULL AND k.expires_at > $4) AS needed
  FROM unnest($1::int[], $2::text[]) AS c(tenant_id, card_id)
  LEFT JOIN payment_methods m ON m.tenant_id = c.tenant_id AND m.card_id = c.card_id`;

interface NeedRow {
  tenant_id: number;
  card_id: Id<'vc'>;
  has_method: boolean;
  on_file: boolean;
  needed: boolean | null;
}

const keyOf = (tenantId: number, cardId: string): string => `${tenantId} ${cardId}`;

/** Whether these cards are needed; their payment methods are locked, so that it stays so until the transaction ends. */
export async function readNeeds(
  tx: Transaction,
  cards: readonly CardAddress[],
  { unusedSince, now }: { readonly unusedSince: Date; readonly now: Date },
): Promise<Need[]> {
  const values = [cards.map(({ tenantId }) => tenantId), cards.map(({ cardId }) => cardId)];
  const locked = await tx.query<{ tenant_id: number; card_id: string }>('lock methods of idle cards', LOCK, values);
  const got = new Set(locked.map((row) => keyOf(row.tenant_id, row.card_id)));
  // A statement of its own, after the locks: it sees what those who held them have written.
  const rows = await tx.query<NeedRow>('needs of idle cards', NEEDS, [...values, unusedSince, now]);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    cardId: row.card_id,
    busy: row.has_method && !got.has(keyOf(row.tenant_id, row.card_id)),
    onFile: row.on_file,
    needed: row.needed === true,
  }));
}

/** Notes on payment methods that their card is gone. */
export async function noteDestroyed(tx: Transaction, cards: readonly CardAddress[], now: Date): Promise<void> {
  await tx.query(
    'note destroyed cards',
    `UPDATE payment_methods m SET destroyed = $3 FROM unnest($1::int[], $2::text[]) AS c(tenant_id, card_id)
     WHERE m.tenant_id = c.tenant_id AND m.card_id = c.card_id`,
    [cards.map(({ tenantId }) => tenantId), cards.map(({ cardId }) => cardId), now],
  );
}
