import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Delivery, DeliveryStatus, DeliveryTry } from './delivery.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';

const deliveryOf = (row: Row): Delivery => ({
  tenantId: row.tenant_id,
  id: row.id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  eventType: row.event_type,
  objectId: row.object_id,
  status: row.status,
  due: row.due,
  asked: row.asked,
  tries: row.tries,
  waits: row.waits,
  lastTriedAt: row.last_tried_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  created: row.created,
});

/**
 * Takes what is due for an endpoint, so that no other server sends it until the lease is over. A delivery that was never tried waits for those
 * of the same object before it: an object's versions are committed one after another, so whoever sees one sees those before it too. Once
 * tried, well or badly, they hold nothing up.
 */
const TAKE = `UPDATE webhook_deliveries d SET leased_until = $4
  FROM (
    SELECT c.tenant_id, c.id FROM webhook_deliveries c
    WHERE c.tenant_id = $1 AND c.endpoint_id = $2 AND c.due <= $3 AND (c.leased_until IS NULL OR c.leased_until <= $3)
      AND (c.first_tried_at IS NOT NULL OR c.asked OR NOT EXISTS (
        SELECT FROM webhook_deliveries p
        WHERE p.tenant_id = c.tenant_id AND p.endpoint_id = c.endpoint_id AND p.object_id = c.object_id AND p.first_tried_at IS NULL
          AND p.status = 'pending' AND p.object_version <= c.object_version AND (p.object_version, p.event_id) < (c.object_version, c.event_id)))
    ORDER BY c.due, c.event_id LIMIT $5 FOR UPDATE SKIP LOCKED
  ) taken
  WHERE d.tenant_id = taken.tenant_id AND d.id = taken.id RETURNING d.*`;

export async function takeDeliveries(
  sql: Sql,
  { tenantId, id }: WebhookEndpoint,
  { now, leasedUntil, most }: { readonly now: Date; readonly leasedUntil: Date; readonly most: number },
): Promise<Delivery[]> {
  return (await sql.query('take webhook deliveries', TAKE, [tenantId, id, now, leasedUntil, most])).map(deliveryOf);
}

/** Gives back what was taken and not sent, so that it need not wait for the end of its lease. */
export async function giveBackDelivery(sql: Sql, { tenantId, id }: Delivery): Promise<void> {
  await sql.query('give back webhook delivery', 'UPDATE webhook_deliveries SET leased_until = NULL WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
}

/** Ends all leases. Only for a start when no other server can be at work: whoever held one is dead. */
export async function releaseDeliveries(sql: Sql): Promise<void> {
  await sql.query('release webhook deliveries', 'UPDATE webhook_deliveries SET leased_until = NULL WHERE leased_until IS NOT NULL', []);
}

/** What a delivery comes to by one try. */
export interface Settlement {
  readonly status: DeliveryStatus;
  readonly due: Date | null;
  readonly waits: number;
}

/**
 * Keeps a try and what the delivery comes to by it. One that was canceled meanwhile, or had succeeded before, stays so when this try failed:
 * only success changes what is at an end.
 */
const SETTLE = `WITH settled AS (
    UPDATE webhook_deliveries SET
      status = CASE WHEN $3::text = 'succeeded' OR status = 'pending' THEN $3::text ELSE status END,
      due = CASE WHEN status = 'pending' THEN $4::timestamptz END,
      waits = $5, asked = false, leased_until = NULL, tries = tries + 1,
      first_tried_at = coalesce(first_tried_at, $6::timestamptz), last_tried_at = $6::timestamptz, last_status = $8::smallint,
      last_error = $10::text
    WHERE tenant_id = $1 AND id = $2 RETURNING tenant_id, id, tries
  )
  INSERT INTO webhook_tries (tenant_id, delivery_id, number, at, duration_ms, response_status, response_body, error)
  SELECT tenant_id, id, tries, $6::timestamptz, $7::integer, $8::smallint, $9::text, $10::text FROM settled`;

export async function settleDelivery(sql: Sql, delivery: Delivery, made: Omit<DeliveryTry, 'number'>, to: Settlement): Promise<void> {
  const { tenantId, id } = delivery;
  const values = [to.status, to.due, to.waits, made.at, made.durationMs, made.status, made.body, made.error];
  await sql.query('settle webhook delivery', SETTLE, [tenantId, id, ...values]);
}

export async function findDelivery(sql: Sql, tenantId: number, id: string): Promise<Delivery | undefined> {
  const rows = await sql.query('find webhook delivery', 'SELECT * FROM webhook_deliveries WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
  return rows.map(deliveryOf)[0];
}

/** Has a delivery sent at once, whatever became of it before; null when there is none. */
export async function askForDelivery(tx: Transaction, tenantId: number, id: string, now: Date): Promise<Delivery | undefined> {
  const text = 'UPDATE webhook_deliveries SET due = $3, asked = true WHERE tenant_id = $1 AND id = $2 RETURNING *';
  return (await tx.query('ask for webhook delivery', text, [tenantId, id, now])).map(deliveryOf)[0];
}

export async function triesOf(sql: Sql, { tenantId, id }: Delivery): Promise<DeliveryTry[]> {
  const rows = await sql.query(
    'tries of webhook delivery',
    'SELECT * FROM webhook_tries WHERE tenant_id = $1 AND delivery_id = $2 ORDER BY number DESC LIMIT 50',
    [tenantId, id],
  );
  return rows.map((row) => ({
    number: row.number,
    at: row.at,
    durationMs: row.duration_ms,
    status: row.response_status,
    body: row.response_body,
    error: row.error,
  }));
}

export interface DeliveryFilter {
  readonly endpoint?: string | undefined;
  readonly event?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly created?: TimeRange | undefined;
}

export async function listDeliveries(sql: Sql, tenantId: number, filter: DeliveryFilter, page: Page): Promise<Delivery[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('endpoint_id = $?', filter.endpoint)
    .add('event_id = $?', filter.event)
    .add('status = $?', filter.status)
    .created('created', filter.created);
  // Says to the planner which of two indexes fits.
  if (filter.status !== undefined && filter.status !== 'succeeded') conditions.add("status <> 'succeeded'");
  return (await selectPage(sql, 'SELECT * FROM webhook_deliveries', 'id', conditions, page)).map(deliveryOf);
}

/** Ends what is still owed to an endpoint. */
export async function cancelDeliveries(tx: Transaction, { tenantId, id }: WebhookEndpoint): Promise<void> {
  await tx.query(
    'cancel webhook deliveries',
    "UPDATE webhook_deliveries SET status = 'canceled', due = NULL WHERE tenant_id = $1 AND endpoint_id = $2 AND status = 'pending'",
    [tenantId, id],
  );
}

/**
 * Ends, a bounded number at a time, what nobody will take any more: deliveries to endpoints that have been disabled all the time since `before`,
 * and those that were committed while their endpoint was being deleted. Answers how many.
 */
export async function cancelAbandoned(sql: Sql, before: Date): Promise<number> {
  const rows = await sql.query(
    'cancel abandoned webhook deliveries',
    `UPDATE webhook_deliveries d SET status = 'canceled', due = NULL FROM (
       SELECT w.tenant_id, w.id FROM webhook_endpoints e
       JOIN webhook_deliveries w ON w.tenant_id = e.tenant_id AND w.endpoint_id = e.id AND w.status <> 'succeeded'
       WHERE (e.deleted OR e.status = 'disabled') AND w.status = 'pending' AND (e.deleted OR w.created < $1)
       LIMIT 1000 FOR UPDATE OF w SKIP LOCKED
     ) abandoned
     WHERE d.tenant_id = abandoned.tenant_id AND d.id = abandoned.id RETURNING 1`,
    [before],
  );
  return rows.length;
}
