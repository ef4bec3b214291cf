import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { WebhookEndpoint } from './webhookEndpoint.ts';

function endpointOf(row: Row): WebhookEndpoint {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    version: row.version,
    url: row.url,
    enabledEvents: row.enabled_events,
    apiVersion: row.api_version,
    description: row.description,
    metadata: row.metadata,
    status: row.status,
    deleted: row.deleted,
    secret: row.secret && { kekId: row.secret_kek_id, wrapped: row.secret },
    secretRequestId: row.secret_request_id,
    previousSecret: row.previous_secret && {
      kekId: row.previous_secret_kek_id,
      wrapped: row.previous_secret,
      until: row.previous_secret_until,
    },
    lastSuccessAt: row.last_success_at,
    failingSince: row.failing_since,
    lastError: row.last_error,
    created: row.created,
  };
}

const WRITTEN = `tenant_id, id, version, url, enabled_events, api_version, description, metadata, status, deleted, secret, secret_kek_id,
  secret_request_id, previous_secret, previous_secret_kek_id, previous_secret_until, created`;

const valuesOf = (endpoint: WebhookEndpoint): unknown[] => [
  endpoint.tenantId,
  endpoint.id,
  endpoint.version,
  endpoint.url,
  endpoint.enabledEvents,
  endpoint.apiVersion,
  endpoint.description,
  JSON.stringify(endpoint.metadata),
  endpoint.status,
  endpoint.deleted,
  endpoint.secret?.wrapped ?? null,
  endpoint.secret?.kekId ?? null,
  endpoint.secretRequestId,
  endpoint.previousSecret?.wrapped ?? null,
  endpoint.previousSecret?.kekId ?? null,
  endpoint.previousSecret?.until ?? null,
];

export async function insertEndpoint(tx: Transaction, endpoint: WebhookEndpoint): Promise<void> {
  await tx.query(
    'insert webhook endpoint',
    `INSERT INTO webhook_endpoints (${WRITTEN}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [...valuesOf(endpoint), endpoint.created],
  );
}

/** Writes an endpoint that this transaction holds the lock on; how it fares is written elsewhere. */
export async function updateEndpointRow(tx: Transaction, endpoint: WebhookEndpoint): Promise<void> {
  await tx.query(
    'update webhook endpoint',
    `UPDATE webhook_endpoints SET version = $3, url = $4, enabled_events = $5, api_version = $6, description = $7, metadata = $8, status = $9,
       deleted = $10, secret = $11, secret_kek_id = $12, secret_request_id = $13, previous_secret = $14, previous_secret_kek_id = $15,
       previous_secret_until = $16 WHERE tenant_id = $1 AND id = $2`,
    valuesOf(endpoint),
  );
}

export async function findEndpoint(sql: Sql, tenantId: number, id: string): Promise<WebhookEndpoint | undefined> {
  const rows = await sql.query('find webhook endpoint', 'SELECT * FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
  return rows.map(endpointOf)[0];
}

export async function lockEndpoint(tx: Transaction, tenantId: number, id: string): Promise<WebhookEndpoint | undefined> {
  const text = 'SELECT * FROM webhook_endpoints WHERE tenant_id = $1 AND id = $2 FOR UPDATE';
  return (await tx.query('lock webhook endpoint', text, [tenantId, id])).map(endpointOf)[0];
}

export async function countEndpoints(sql: Sql, tenantId: number): Promise<number> {
  const rows = await sql.query(
    'count webhook endpoints',
    'SELECT count(*)::integer AS count FROM webhook_endpoints WHERE tenant_id = $1 AND NOT deleted',
    [tenantId],
  );
  return rows[0]?.count;
}

export async function listEndpoints(sql: Sql, tenantId: number, created: TimeRange | undefined, page: Page): Promise<WebhookEndpoint[]> {
  const conditions = new Conditions().add('tenant_id = $?', tenantId).add('NOT deleted').created('created', created);
  return (await selectPage(sql, 'SELECT * FROM webhook_endpoints', 'id', conditions, page)).map(endpointOf);
}

/** An endpoint in use, and the mode of its account. */
export interface LiveEndpoint extends WebhookEndpoint {
  readonly livemode: boolean;
}

/** The endpoints that something is due for, whatever account they belong to. */
export async function endpointsWithWork(sql: Sql, now: Date): Promise<LiveEndpoint[]> {
  const rows = await sql.query(
    'webhook endpoints with work',
    `SELECT e.*, t.livemode FROM webhook_endpoints e JOIN tenants t ON t.tenant_id = e.tenant_id
     WHERE e.status = 'enabled' AND NOT e.deleted AND EXISTS (
       SELECT FROM webhook_deliveries d WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.due <= $1
         AND (d.leased_until IS NULL OR d.leased_until <= $1))`,
    [now],
  );
  return rows.map((row) => ({ ...endpointOf(row), livemode: row.livemode }));
}

/** A success is noted every ten seconds at most, unless it ends a time of failures: a busy endpoint's row should not change with each try. */
export async function noteSuccess(sql: Sql, { tenantId, id }: WebhookEndpoint, at: Date): Promise<void> {
  await sql.query(
    'note webhook success',
    `UPDATE webhook_endpoints SET last_success_at = $3, failing_since = NULL, last_error = NULL WHERE tenant_id = $1 AND id = $2
     AND (failing_since IS NOT NULL OR last_success_at IS NULL OR last_success_at < $3::timestamptz - interval '10 seconds')`,
    [tenantId, id, at],
  );
}

export async function noteFailure(sql: Sql, { tenantId, id }: WebhookEndpoint, at: Date, error: string): Promise<void> {
  await sql.query(
    'note webhook failure',
    `UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, $3), last_error = $4 WHERE tenant_id = $1 AND id = $2
     AND (failing_since IS NULL OR last_error IS DISTINCT FROM $4)`,
    [tenantId, id, at, error],
  );
}

/** Forgets secrets whose time to sign beside a new one is over. */
export async function forgetOldSecrets(sql: Sql, now: Date): Promise<void> {
  await sql.query(
    'forget old webhook secrets',
    `UPDATE webhook_endpoints SET previous_secret = NULL, previous_secret_kek_id = NULL, previous_secret_until = NULL
     WHERE previous_secret_until <= $1`,
    [now],
  );
}

/** Endpoints with a secret that another than the newest key wraps. */
export async function endpointsUnderOtherKeks(sql: Sql, newestKekId: string): Promise<WebhookEndpoint[]> {
  const rows = await sql.query(
    'webhook endpoints under older keys',
    'SELECT * FROM webhook_endpoints WHERE secret_kek_id <> $1 OR previous_secret_kek_id <> $1',
    [newestKekId],
  );
  return rows.map(endpointOf);
}

/** Exchanges how a secret is wrapped, unless it has been exchanged for another secret meanwhile. */
export async function exchangeSecretWrapping(sql: Sql, before: WebhookEndpoint, after: WebhookEndpoint): Promise<void> {
  await sql.query(
    'exchange webhook secret wrapping',
    `UPDATE webhook_endpoints SET secret = $3, secret_kek_id = $4, previous_secret = $5, previous_secret_kek_id = $6
     WHERE tenant_id = $1 AND id = $2 AND secret = $7 AND previous_secret IS NOT DISTINCT FROM $8`,
    [
      before.tenantId,
      before.id,
      after.secret?.wrapped ?? null,
      after.secret?.kekId ?? null,
      after.previousSecret?.wrapped ?? null,
      after.previousSecret?.kekId ?? null,
      before.secret?.wrapped ?? null,
      before.previousSecret?.wrapped ?? null,
    ],
  );
}
