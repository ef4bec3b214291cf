import type { Id } from '@guichet/contract/ids.ts';
import { unpackJson } from '../platform/packedJson.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql } from '../platform/sql.ts';

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
  await insertRows(sql, 'events', COLUMNS, rows);
}

const SELECT = `SELECT e.*, v.body FROM events e
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
    .created('e.created', filter.created);
  return (await selectPage(sql, SELECT, 'e.id', conditions, page)).map(fromRow);
}
