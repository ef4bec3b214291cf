import type { ProviderNotice } from '../../connectors/index.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Notice } from './notice.ts';

const COLUMNS = {
  tenant_id: 'integer',
  provider: 'text',
  sequence: 'bigint',
  event: 'text',
  kind: 'text',
  reference: 'text',
  data: 'jsonb',
  at: 'timestamptz',
  received: 'timestamptz',
  due: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): Notice => ({
  tenantId: row.tenant_id,
  provider: row.provider,
  sequence: row.sequence,
  kind: row.kind,
  reference: row.reference,
  data: row.data,
  at: row.at,
  tries: row.tries,
});

/** The number of the last notice of a provider that was taken over; 0 at first. The row is locked, so that two servers take turns. */
export async function lockCursor(tx: Transaction, provider: string): Promise<number> {
  await tx.query('open notice cursor', 'INSERT INTO provider_notice_cursors (provider, sequence) VALUES ($1, 0) ON CONFLICT DO NOTHING', [
    provider,
  ]);
  const [row] = await tx.query('lock notice cursor', 'SELECT sequence FROM provider_notice_cursors WHERE provider = $1 FOR UPDATE', [
    provider,
  ]);
  return Number(row?.sequence ?? 0);
}

export async function moveCursor(tx: Transaction, provider: string, sequence: number): Promise<void> {
  await tx.query('move notice cursor', 'UPDATE provider_notice_cursors SET sequence = $2 WHERE provider = $1', [provider, sequence]);
}

/** How far a provider's notices have been taken over, without a lock. */
export async function readCursor(sql: Sql, provider: string): Promise<number> {
  const [row] = await sql.query('read notice cursor', 'SELECT sequence FROM provider_notice_cursors WHERE provider = $1', [provider]);
  return Number(row?.sequence ?? 0);
}

/** How far an account has been read that has no numbers: the last number that we gave, and where its connector says that we are. */
export interface Position {
  readonly sequence: number;
  readonly position: string | null;
}

const positionOf = (row: Row | undefined): Position => ({ sequence: Number(row?.sequence ?? 0), position: row?.position ?? null });

export async function readPosition(sql: Sql, provider: string): Promise<Position> {
  return positionOf((await sql.query('read position', 'SELECT * FROM provider_notice_cursors WHERE provider = $1', [provider]))[0]);
}

/** The same, locked, so that two servers take turns. */
export async function lockPosition(tx: Transaction, provider: string): Promise<Position> {
  await lockCursor(tx, provider);
  return readPosition(tx, provider);
}

export async function movePosition(tx: Transaction, provider: string, { sequence, position }: Position): Promise<void> {
  await tx.query('move position', 'UPDATE provider_notice_cursors SET sequence = $2, position = $3 WHERE provider = $1', [
    provider,
    sequence,
    position,
  ]);
}

/** Which of these events have been taken over. */
export async function knownEvents(sql: Sql, tenantId: number, provider: string, events: readonly string[]): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const rows = await sql.query<{ event: string }>(
    'known events',
    'SELECT event FROM provider_notices WHERE tenant_id = $1 AND provider = $2 AND event = ANY ($3)',
    [tenantId, provider, events],
  );
  return new Set(rows.map(({ event }) => event));
}

export interface Received {
  readonly tenantId: number;
  readonly provider: string;
  readonly notice: ProviderNotice & { readonly sequence: number };
}

export const insertNotices = (tx: Transaction, received: readonly Received[], now: Date): Promise<void> =>
  insertRows(
    tx,
    'provider_notices',
    COLUMNS,
    received.map(({ tenantId, provider, notice }) => ({
      tenant_id: tenantId,
      provider,
      sequence: notice.sequence,
      event: notice.id ?? null,
      kind: notice.kind,
      reference: notice.reference,
      data: notice.data,
      at: new Date(notice.at * 1000),
      received: now,
      due: now,
    })),
  );

/** An earlier notice about the same operation is still open: what is told of one thing is applied in order. */
const WAITS = `EXISTS (SELECT FROM provider_notices e WHERE e.tenant_id = n.tenant_id AND e.reference = n.reference
  AND e.provider = n.provider AND e.sequence < n.sequence AND e.applied IS NULL)`;

export async function dueNotices(sql: Sql, now: Date, limit: number): Promise<Notice[]> {
  const rows = await sql.query(
    'due notices',
    `SELECT * FROM provider_notices n WHERE applied IS NULL AND due <= $1 AND NOT ${WAITS} ORDER BY sequence LIMIT $2`,
    [now, limit],
  );
  return rows.map(fromRow);
}

/** Locks a notice that is open and whose turn it is, unless another server has it. */
export async function claimNotice(tx: Transaction, { tenantId, provider, sequence }: Notice): Promise<boolean> {
  const rows = await tx.query(
    'claim notice',
    `SELECT 1 FROM provider_notices n WHERE tenant_id = $1 AND provider = $2 AND sequence = $3 AND applied IS NULL AND NOT ${WAITS}
     FOR UPDATE SKIP LOCKED`,
    [tenantId, provider, sequence],
  );
  return rows.length === 1;
}

export async function closeNotice(tx: Transaction, { tenantId, provider, sequence }: Notice, now: Date): Promise<void> {
  await tx.query('close notice', 'UPDATE provider_notices SET applied = $4 WHERE tenant_id = $1 AND provider = $2 AND sequence = $3', [
    tenantId,
    provider,
    sequence,
    now,
  ]);
}

export async function postponeNotice(sql: Sql, { tenantId, provider, sequence }: Notice, due: Date): Promise<void> {
  await sql.query(
    'postpone notice',
    `UPDATE provider_notices SET due = $4, tries = tries + 1
     WHERE tenant_id = $1 AND provider = $2 AND sequence = $3 AND applied IS NULL`,
    [tenantId, provider, sequence, due],
  );
}

/** Puts a notice aside for good, with the reason. */
export async function refuseNotice(
  tx: Transaction,
  { tenantId, provider, sequence }: Notice,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    'refuse notice',
    'UPDATE provider_notices SET applied = $4, refused = $5 WHERE tenant_id = $1 AND provider = $2 AND sequence = $3',
    [tenantId, provider, sequence, now, reason],
  );
}

/** Whether a notice of this kind about the same operation was put aside, whose data held `part`: what follows from it has no ground. */
export async function wasRefused(
  sql: Sql,
  { tenantId, provider, reference }: Notice,
  { kind, part }: { readonly kind: string; readonly part: Readonly<Record<string, unknown>> },
): Promise<boolean> {
  const rows = await sql.query(
    'refused notice',
    `SELECT 1 FROM provider_notices WHERE tenant_id = $1 AND reference = $2 AND provider = $3 AND kind = $4 AND refused IS NOT NULL
     AND data @> $5 LIMIT 1`,
    [tenantId, reference, provider, kind, JSON.stringify(part)],
  );
  return rows.length === 1;
}
