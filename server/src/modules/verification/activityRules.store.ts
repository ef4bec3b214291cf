import type { Rule } from './rules.store.ts';

/**
 * Lines that have waited for their seal for longer than sealing takes, by the place's own time: the newest line or seal. So a place that nobody
 * serves has none, and one whose sealer has stopped while it goes on working does. What is older still the log's own check tells.
 */
export const UNSEALED_LINES: Rule = {
  name: 'unsealed lines',
  sql: `SELECT l.id AS subject, 'it has waited for its seal for more than a minute' AS says FROM activity_lines l,
      LATERAL (SELECT coalesce((SELECT sealed_at FROM activity_heads WHERE tenant_id = $1), '-infinity') AS sealed_at) head
    WHERE l.tenant_id = $1 AND l.at >= head.sealed_at - interval '5 minutes'
      AND l.at < greatest(head.sealed_at, (SELECT max(at) FROM activity_lines WHERE tenant_id = $1)) - interval '1 minute'
      AND NOT EXISTS (
        SELECT FROM (
          SELECT unnest(line_ids) AS id FROM activity_seals WHERE tenant_id = $1 AND sealed_at >= head.sealed_at - interval '20 minutes'
        ) sealed WHERE sealed.id = l.id)`,
};
