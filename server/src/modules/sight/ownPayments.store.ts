import type { Sql } from '../../platform/sql.ts';

/** Which of these ids name a payment that somebody took, or something that belongs to one. */
export async function ownAmong(sql: Sql, tenantId: number, actorId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    'own among payments',
    `SELECT i.id FROM payment_intents i WHERE i.tenant_id = $1 AND i.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT c.id FROM charges c JOIN payment_intents i ON i.tenant_id = c.tenant_id AND i.id = c.payment_intent_id
       WHERE c.tenant_id = $1 AND c.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT r.id FROM refunds r JOIN payment_intents i ON i.tenant_id = r.tenant_id AND i.id = r.payment_intent_id
       WHERE r.tenant_id = $1 AND r.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT d.id FROM disputes d JOIN payment_intents i ON i.tenant_id = d.tenant_id AND i.id = d.payment_intent_id
       WHERE d.tenant_id = $1 AND d.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT w.id FROM early_fraud_warnings w JOIN payment_intents i ON i.tenant_id = w.tenant_id AND i.id = w.payment_intent_id
       WHERE w.tenant_id = $1 AND w.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT m.id FROM messages m JOIN payment_intents i ON i.tenant_id = m.tenant_id AND i.id = m.payment_intent_id
       WHERE m.tenant_id = $1 AND m.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT s.id FROM sales s WHERE s.tenant_id = $1 AND s.id = ANY ($3) AND s.created_by = $2
     UNION ALL SELECT t.id FROM attempts t JOIN payment_intents i ON i.tenant_id = t.tenant_id AND i.id = t.payment_intent_id
       WHERE t.tenant_id = $1 AND t.id = ANY ($3) AND i.created_by = $2
     UNION ALL SELECT a.attempt_id FROM payment_record_reports a JOIN payment_records p ON p.tenant_id = a.tenant_id AND p.id = a.payment_record_id
       WHERE a.tenant_id = $1 AND a.attempt_id = ANY ($3) AND p.created_by = $2
     UNION ALL SELECT p.id FROM payment_records p WHERE p.tenant_id = $1 AND p.id = ANY ($3) AND p.created_by = $2`,
    [tenantId, actorId, [...new Set(ids)]],
  );
  return new Set(rows.map(({ id }) => id));
}
