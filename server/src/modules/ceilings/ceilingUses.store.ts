import type { Actor } from '../../platform/context.ts';
import type { Transaction } from '../../platform/transaction.ts';

/** Who else takes something as the same person, or with the same key, waits: the sum of a day is read by one at a time. */
export async function lockActor(
  tx: Transaction,
  { tenantId, account, actor }: { tenantId: number; account: string; actor: Actor },
): Promise<void> {
  if (actor.kind === 'key') {
    await tx.query('lock key', 'SELECT FROM api_keys WHERE tenant_id = $1 AND id = $2 FOR UPDATE', [tenantId, actor.id]);
    return;
  }
  await tx.query('lock member', 'SELECT FROM members WHERE account = $1 AND user_id = $2 FOR UPDATE', [account, actor.id]);
}

interface Use {
  readonly tenantId: number;
  readonly actorId: string;
  /** The place's, `2026-11-22`. */
  readonly day: string;
  /** The intent or the record. */
  readonly source: string;
}

/**
 * What somebody has taken on a day, besides one payment, in minor units of the default currency. A payment that was declined or cancelled does
 * not count, and counts again when it is confirmed anew; one whose answer is awaited counts.
 */
export async function takenOn(tx: Transaction, { tenantId, actorId, day, source }: Use): Promise<bigint> {
  const rows = await tx.query<{ taken: bigint }>(
    'taken on day',
    `SELECT coalesce(sum(u.amount), 0)::bigint AS taken FROM ceiling_uses u
     LEFT JOIN payment_intents i ON i.tenant_id = u.tenant_id AND i.id = u.source_id
     WHERE u.tenant_id = $1 AND u.actor_id = $2 AND u.day = $3 AND u.source_id <> $4
       AND (i.id IS NULL OR i.status NOT IN ('requires_payment_method', 'requires_confirmation', 'canceled'))`,
    [tenantId, actorId, day, source],
  );
  return rows[0]?.taken ?? 0n;
}

/** Notes what a payment comes to; a hold that is raised comes to more. */
export async function noteUse(tx: Transaction, { tenantId, actorId, day, source }: Use, amountMinor: bigint): Promise<void> {
  await tx.query(
    'note use of ceiling',
    `INSERT INTO ceiling_uses (tenant_id, actor_id, day, source_id, amount) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, actor_id, day, source_id) DO UPDATE SET amount = $5`,
    [tenantId, actorId, day, source, amountMinor],
  );
}
