import type { Id } from '@guichet/contract/ids.ts';
import { unpackJson } from '../platform/packedJson.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../platform/page.ts';
import { type Columns, columnArrays, type Row, type Sql } from '../platform/sql.ts';

/** That an object came to a version, under the name that listeners know: `charge.succeeded`. */
export interface EventRecord {
  readonly tenantId: number;
  readonly id: Id<'evt'>;
  readonly type: string;
  readonly objectId: string;
  readonly objectVersion: number;
  readonly previousAttributes: Readonly<Record<string, unknown>> | null;
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
  readonly created: Date;
}

/** An event with the object as it was then. */
export interface StoredEvent extends EventRecord {
  readonly object: unknown;
  /** How many endpoints have not taken it yet. */
  readonly pendingWebhooks: number;
}

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  type: 'text',
  object_id: 'text',
  object_version: 'integer',
  previous_attributes: 'jsonb',
  request_id: 'text',
  idempotency_key: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

/**
 * Stores events and, in the same statement, a delivery for each endpoint that wants them at this moment: whoever commits an event commits
 * what is owed to listeners, and a payment needs no statement more. What follows is in `modules/webhooks`.
 */
const STORE = `WITH told AS (
    INSERT INTO events (${Object.keys(COLUMNS).join(', ')})
    SELECT * FROM unnest(${Object.values(COLUMNS)
      .map((type, at) => `$${at + 1}::${type}[]`)
      .join(', ')})
    RETURNING tenant_id, id, type, object_id, object_version, created
  )
  INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, object_id, object_version, due, created)
  SELECT t.tenant_id, 'whd_' || substr(t.id, 5) || substr(e.id, 4), e.id, t.id, t.type, t.object_id, t.object_version, t.created, t.created
  FROM told t JOIN webhook_endpoints e ON e.tenant_id = t.tenant_id
  WHERE e.status = 'enabled' AND NOT e.deleted AND e.enabled_events && ARRAY['*', t.type]`;

export async function storeEvents(sql: Sql, events: readonly EventRecord[]): Promise<void> {
  const rows = events.map((event) => ({
    tenant_id: event.tenantId,
    id: event.id,
    type: event.type,
    object_id: event.objectId,
    object_version: event.objectVersion,
    previous_attributes: event.previousAttributes,
    request_id: event.requestId,
    idempotency_key: event.idempotencyKey,
    created: event.created,
  }));
  if (rows.length > 0) await sql.write('insert events', STORE, columnArrays(COLUMNS, rows));
}

const SELECT = `SELECT e.*, v.body, (
    SELECT count(*)::integer FROM webhook_deliveries d
    WHERE d.tenant_id = e.tenant_id AND d.event_id = e.id AND d.status IN ('pending', 'failed')
  ) AS pending_webhooks FROM events e
  JOIN object_versions v ON v.tenant_id = e.tenant_id AND v.object_id = e.object_id AND v.version = e.object_version`;

function fromRow(row: Row): StoredEvent {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    type: row.type,
    objectId: row.object_id,
    objectVersion: row.object_version,
    previousAttributes: row.previous_attributes,
    requestId: row.request_id,
    idempotencyKey: row.idempotency_key,
    created: row.created,
    object: unpackJson(row.body),
    pendingWebhooks: row.pending_webhooks,
  };
}

export async function readEvent(sql: Sql, tenantId: number, id: string): Promise<StoredEvent | undefined> {
  const rows = await sql.query('read event', `${SELECT} WHERE e.tenant_id = $1 AND e.id = $2`, [tenantId, id]);
  return rows.map(fromRow)[0];
}

export interface EventFilter {
  readonly types?: readonly string[];
  /** A group of types: `*` stands for any text. */
  readonly group?: string;
  readonly created?: TimeRange;
}

const asPattern = (group: string): string => group.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');

export async function listEvents(sql: Sql, tenantId: number, filter: EventFilter, page: Page): Promise<StoredEvent[]> {
  const conditions = new Conditions()
    .add('e.tenant_id = $?', tenantId)
    .add('e.type = ANY ($?)', filter.types)
    .add('e.type LIKE $?', filter.group && asPattern(filter.group))
    .created('e.created', filter.created, { column: 'e.id', prefix: 'evt' });
  return (await selectPage(sql, SELECT, 'e.id', conditions, page)).map(fromRow);
}
