import { packJson } from '../platform/packedJson.ts';
import { type Columns, insertRows, type Sql } from '../platform/sql.ts';

/** An object as the wire shows it after one change. `body` is its JSON, never expanded. */
export interface ObjectVersion {
  readonly tenantId: number;
  readonly id: string;
  readonly version: number;
  readonly body: { readonly object: string };
  readonly created: Date;
}

export interface WireObject {
  readonly id: string;
  readonly object: string;
}

const COLUMNS = {
  tenant_id: 'integer',
  object_id: 'text',
  version: 'integer',
  body: 'bytea',
  created: 'timestamptz',
} as const satisfies Columns;

/** Stores versions, each once. A version that exists already is a bug of the caller, and the primary key refuses it. */
export async function storeObjectVersions(sql: Sql, versions: readonly ObjectVersion[]): Promise<void> {
  const rows = versions.map((one) => ({
    tenant_id: one.tenantId,
    object_id: one.id,
    version: one.version,
    body: packJson(one.body),
    created: one.created,
  }));
  await insertRows(sql, 'object_versions', COLUMNS, rows);
}
