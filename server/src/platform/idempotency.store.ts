import { ApiError } from '@guichet/contract/errors.ts';
import type { IdempotencyClaim } from './context.ts';
import { packJson, unpackJson } from './packedJson.ts';
import { type Columns, columnArrays, inputText, type Sql, type Transaction } from './sql.ts';

/** An answer that stands: its status and body, and, where the body is just a stored object, which version of it. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly stored?: { readonly objectId: string; readonly version: number };
}

/** What is known of a key that was claimed before: its answer, or null while its request still runs. */
export interface KnownKey {
  readonly requestId: string;
  readonly reply: Reply | null;
}

/** A key as the request that claimed it is asked after: with who made it. */
interface ClaimedKey extends KnownKey {
  readonly claimedBy: string | null;
}

export interface AnsweredKey extends KnownKey {
  readonly reply: Reply;
}

interface KeyRow {
  request_hash: Buffer;
  claimed_by: string | null;
  request_id: string;
  reply_status: number | null;
  reply_body: Buffer | null;
  object_body: Buffer | null;
}

const FIND = `SELECT k.request_hash, k.claimed_by, k.request_id, k.reply_status, k.reply_body, v.body AS object_body FROM idempotency_keys k
  LEFT JOIN object_versions v ON v.tenant_id = k.tenant_id AND v.object_id = k.reply_object_id AND v.version = k.reply_object_version
  WHERE k.tenant_id = $1 AND k.key = $2`;

const findRow = async (sql: Sql, tenantId: number, key: string): Promise<KeyRow | undefined> =>
  (await sql.query<KeyRow>('find idempotency key', FIND, [tenantId, key]))[0];

function known(row: KeyRow): KnownKey {
  const packed = row.reply_body ?? row.object_body;
  if (row.reply_status === null) return { requestId: row.request_id, reply: null };
  if (packed === null) throw new Error('A stored reply has lost its body.');
  return { requestId: row.request_id, reply: { status: row.reply_status, body: unpackJson(packed) } };
}

/** What became of the request with this key, for a caller who lost the answer. */
export async function findKey(sql: Sql, tenantId: number, key: string): Promise<ClaimedKey | undefined> {
  const row = await findRow(sql, tenantId, key);
  return row === undefined ? undefined : { ...known(row), claimedBy: row.claimed_by };
}

const CLAIM_COLUMNS = {
  tenant_id: 'integer',
  key: 'text',
  request_hash: 'bytea',
  request_id: 'text',
  created: 'timestamptz',
  claimed_by: 'text',
} as const satisfies Columns;

const CLAIM_NAMES = Object.keys(CLAIM_COLUMNS).join(', ');
const CLAIM = `WITH input AS (SELECT * FROM ${inputText(CLAIM_COLUMNS)}), claimed AS (
    INSERT INTO idempotency_keys (${CLAIM_NAMES}) SELECT ${CLAIM_NAMES} FROM input ON CONFLICT DO NOTHING RETURNING tenant_id, key
  ) SELECT i.slot::int FROM input i JOIN claimed c ON c.tenant_id = i.tenant_id AND c.key = i.key`;

const REPLY_COLUMNS = {
  tenant_id: 'integer',
  key: 'text',
  reply_status: 'smallint',
  reply_object_id: 'text',
  reply_object_version: 'integer',
  reply_body: 'bytea',
} as const satisfies Columns;

const STORE_REPLY = `UPDATE idempotency_keys k
  SET reply_status = i.reply_status, reply_object_id = i.reply_object_id, reply_object_version = i.reply_object_version, reply_body = i.reply_body
  FROM ${inputText(REPLY_COLUMNS)} WHERE k.tenant_id = i.tenant_id AND k.key = i.key AND k.reply_status IS NULL`;

/**
 * Claims a key for a request, or answers what the request that claimed it before was answered. A claim by a transaction that still runs
 * is waited for, as its row is locked. Throws `idempotency_error` when the key was used with other parameters, and
 * `idempotency_key_in_use` while the first request has committed its claim but not its answer.
 */
export async function claimKey(
  tx: Transaction,
  tenantId: number,
  claim: IdempotencyClaim,
  requestId: string,
  now: Date,
): Promise<AnsweredKey | null> {
  const row = {
    ...{ tenant_id: tenantId, key: claim.key, request_hash: claim.requestHash, request_id: requestId, created: now },
    claimed_by: claim.claimedBy,
  };
  const claimed = await tx.batch('claim idempotency key', CLAIM, columnArrays(CLAIM_COLUMNS, [row]));
  if (claimed.length === 1) return null;
  const before = await findRow(tx, tenantId, claim.key);
  // Purged between the two statements: the caller asks again and finds the key free.
  if (before === undefined) throw new ApiError('idempotency_key_in_use');
  if (!before.request_hash.equals(claim.requestHash)) throw new ApiError('idempotency_error');
  const found = known(before);
  if (found.reply === null) throw new ApiError('idempotency_key_in_use');
  return { requestId: found.requestId, reply: found.reply };
}

/** Keeps the answer under its key, once; what was kept first stands. */
export async function storeReply(tx: Transaction, tenantId: number, key: string, reply: Reply): Promise<void> {
  const row = {
    ...{ tenant_id: tenantId, key, reply_status: reply.status, reply_object_id: reply.stored?.objectId },
    reply_object_version: reply.stored?.version,
    reply_body: reply.stored === undefined ? packJson(reply.body) : null,
  };
  await tx.write('store idempotent reply', STORE_REPLY, columnArrays(REPLY_COLUMNS, [row]));
}

/** Forgets keys of finished requests that are older than 24 hours, a bounded number at a time. Answers how many. */
export async function purgeKeys(sql: Sql, now: Date): Promise<number> {
  const rows = await sql.query(
    'purge idempotency keys',
    `DELETE FROM idempotency_keys WHERE (tenant_id, key) IN (
       SELECT tenant_id, key FROM idempotency_keys WHERE created < $1 AND reply_status IS NOT NULL ORDER BY created LIMIT 5000 FOR UPDATE SKIP LOCKED
     ) RETURNING 1`,
    [new Date(now.getTime() - 24 * 3600 * 1000)],
  );
  return rows.length;
}
