import type { Sql } from '../../platform/sql.ts';

export interface HoldRow {
  readonly id: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly customer_id: string | null;
  readonly channel: string;
  readonly created_by: string;
  readonly created: Date;
  readonly capture_before: Date | null;
}

const HOLDS = `SELECT i.id, i.amount_capturable AS amount, i.currency, i.customer_id, i.channel, i.created_by, c.created, c.capture_before
  FROM payment_intents i JOIN charges c ON c.tenant_id = i.tenant_id AND c.id = i.latest_charge_id
  WHERE i.tenant_id = $1 AND i.view_status = 'requires_capture' ORDER BY c.capture_before NULLS LAST, i.id LIMIT $2`;

/** What is set aside and not taken yet, what ends first at the top. */
export const openHolds = (sql: Sql, tenantId: number, limit: number): Promise<HoldRow[]> =>
  sql.query<HoldRow>('open holds', HOLDS, [tenantId, limit]);
