import type { ActivityAction } from '@guichet/contract/activityViews.ts';
import { firstIdAt } from '../../platform/ids.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, columnArrays, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { Head, Link, SealableLine } from './activityDigests.ts';
import type { PersonalValue, StoredLine } from './activityLine.ts';

const LINE = {
  tenant_id: 'integer',
  id: 'text',
  at: 'timestamptz',
  actor_kind: 'text',
  actor_id: 'text',
  actor_name: 'text',
  action: 'text',
  target: 'text',
  details: 'jsonb',
  personal: 'jsonb',
} as const satisfies Columns;

const PERSONAL = { tenant_id: 'integer', line_id: 'text', name: 'text', salt: 'bytea', value: 'text' } as const satisfies Columns;

const lineRow = (line: StoredLine): Record<keyof typeof LINE, unknown> => ({
  tenant_id: line.tenantId,
  id: line.id,
  at: line.at,
  actor_kind: line.actorKind,
  actor_id: line.actorId,
  actor_name: line.actorName,
  action: line.action,
  target: line.target,
  details: line.details,
  personal: line.personal,
});

const personalRow = ({ tenantId, lineId, name, salt, value }: PersonalValue): Record<keyof typeof PERSONAL, unknown> => ({
  tenant_id: tenantId,
  line_id: lineId,
  name,
  salt,
  value,
});

const names = (columns: Columns): string => Object.keys(columns).join(', ');
const arrays = (columns: Columns, from: number): string =>
  Object.values(columns)
    .map((type, n) => `$${from + n}::${type}[]`)
    .join(', ');

// Foreign keys are checked when the statement ends, so a personal value may go in beside its line.
const STORE = `WITH lines AS (INSERT INTO activity_lines (${names(LINE)}) SELECT * FROM unnest(${arrays(LINE, 1)}))
  INSERT INTO activity_personal (${names(PERSONAL)}) SELECT * FROM unnest(${arrays(PERSONAL, Object.keys(LINE).length + 1)})`;

/** Writes lines and the personal values beside them in one statement. */
export async function storeLines(tx: Transaction, lines: readonly StoredLine[], personal: readonly PersonalValue[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.write('store activity', STORE, [
    ...columnArrays(LINE, lines.map(lineRow)),
    ...columnArrays(PERSONAL, personal.map(personalRow)),
  ]);
}

const lineOf = (row: Row): StoredLine => ({
  tenantId: row.tenant_id,
  id: row.id,
  at: row.at,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  actorName: row.actor_name,
  action: row.action,
  target: row.target,
  details: row.details,
  personal: row.personal,
});

/** What a page of the log is narrowed to. */
export interface LineFilter {
  readonly written?: TimeRange | undefined;
  readonly actor?: string | undefined;
  readonly action?: ActivityAction | undefined;
  readonly target?: string | undefined;
  /** Lines by or about any of these ids. */
  readonly subjects?: readonly string[] | undefined;
}

/** Newest first. Ids begin with their time, which is never before that of the line, so a page of old days isn't looked for among all newer ones. */
export async function listLines(sql: Sql, tenantId: number, filter: LineFilter, page: Page): Promise<StoredLine[]> {
  const { written, actor, action, target, subjects } = filter;
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .created('at', written, { column: 'id', prefix: 'alog' })
    .add('id >= $?', written?.from && firstIdAt('alog', written.from))
    .add('actor_id = $?', actor)
    .add('action = $?', action)
    .add('target = $?', target)
    .add('(actor_id = ANY ($?) OR target = ANY ($?))', subjects, subjects);
  return (await selectPage(sql, `SELECT ${names(LINE)} FROM activity_lines`, 'id', conditions, page)).map(lineOf);
}

export async function readPersonal(sql: Sql, tenantId: number, lineIds: readonly string[]): Promise<PersonalValue[]> {
  const rows = await sql.query(
    'read activity personal',
    `SELECT ${names(PERSONAL)} FROM activity_personal WHERE tenant_id = $1 AND line_id = ANY ($2)`,
    [tenantId, lineIds],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, lineId: row.line_id, name: row.name, salt: row.salt, value: row.value }));
}

/** Which tenants have a log. */
export async function listTenants(sql: Sql): Promise<number[]> {
  return (await sql.query<{ tenant_id: number }>('activity tenants', 'SELECT tenant_id FROM tenants ORDER BY tenant_id')).map(
    (row) => row.tenant_id,
  );
}

const headOf = (row: Row): Head => ({
  tenantId: row.tenant_id,
  sequence: row.sequence,
  sealedAt: row.sealed_at,
  lastMac: row.last_mac,
  mac: row.mac,
});

export async function insertFirstHead(tx: Transaction, head: Head): Promise<void> {
  await tx.query(
    'insert activity head',
    'INSERT INTO activity_heads (tenant_id, sequence, sealed_at, last_mac, mac) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [head.tenantId, head.sequence, head.sealedAt, head.lastMac, head.mac],
  );
}

/** The head, locked; undefined when another sealer holds it, or there is none yet. */
export async function lockHead(tx: Transaction, tenantId: number): Promise<Head | undefined> {
  const rows = await tx.query('lock activity head', 'SELECT * FROM activity_heads WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED', [tenantId]);
  return rows.map(headOf)[0];
}

export async function readHead(sql: Sql, tenantId: number): Promise<Head | undefined> {
  const rows = await sql.query('read activity head', 'SELECT * FROM activity_heads WHERE tenant_id = $1', [tenantId]);
  return rows.map(headOf)[0];
}

export async function moveHead(tx: Transaction, head: Head): Promise<void> {
  await tx.query(
    'move activity head',
    'UPDATE activity_heads SET sequence = $2, sealed_at = $3, last_mac = $4, mac = $5 WHERE tenant_id = $1',
    [head.tenantId, head.sequence, head.sealedAt, head.lastMac, head.mac],
  );
}

export async function insertLink(tx: Transaction, link: Link): Promise<void> {
  await tx.query(
    'insert activity seal',
    'INSERT INTO activity_seals (tenant_id, sequence, line_ids, digests, sealed_at, mac) VALUES ($1, $2, $3, $4, $5, $6)',
    [link.tenantId, link.sequence, link.lineIds, link.digests, link.sealedAt, link.mac],
  );
}

export async function readLinks(sql: Sql, tenantId: number, after: bigint, limit: number): Promise<Link[]> {
  const rows = await sql.query(
    'read activity seals',
    'SELECT * FROM activity_seals WHERE tenant_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
    [tenantId, after, limit],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    sequence: row.sequence,
    lineIds: row.line_ids,
    digests: row.digests,
    sealedAt: row.sealed_at,
    mac: row.mac,
  }));
}

const SEALABLE = `SELECT l.id, (extract(epoch FROM l.at) * 1000000)::bigint AS at_micros, l.actor_kind, l.actor_id, l.actor_name, l.action, l.target,
  l.details::text AS details, l.personal::text AS personal FROM activity_lines l`;

const sealableOf = (row: Row): SealableLine => ({
  id: row.id,
  atMicros: row.at_micros,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  actorName: row.actor_name,
  action: row.action,
  target: row.target,
  details: row.details,
  personal: row.personal,
});

export async function readSealable(sql: Sql, tenantId: number, ids: readonly string[]): Promise<SealableLine[]> {
  return (await sql.query('read sealable', `${SEALABLE} WHERE l.tenant_id = $1 AND l.id = ANY ($2)`, [tenantId, ids])).map(sealableOf);
}

export interface SealWindow {
  /** No line with a lower id is new. */
  readonly fromId: string;
  /** No link before this has a line of the window. */
  readonly linksSince: Date;
  readonly limit: number;
}

/** Lines of the window that no link has, in the order of their ids. */
export async function readUnsealed(sql: Sql, tenantId: number, { fromId, linksSince, limit }: SealWindow): Promise<SealableLine[]> {
  const rows = await sql.query(
    'read unsealed',
    `${SEALABLE} WHERE l.tenant_id = $1 AND l.id >= $2
       AND NOT EXISTS (
         SELECT FROM (SELECT unnest(line_ids) AS id FROM activity_seals WHERE tenant_id = $1 AND sealed_at >= $3) sealed WHERE sealed.id = l.id)
     ORDER BY l.id LIMIT $4`,
    [tenantId, fromId, linksSince, limit],
  );
  return rows.map(sealableOf);
}

/** Lines below an id that no link has at all. */
export async function readNeverSealed(sql: Sql, tenantId: number, belowId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'read never sealed',
    `SELECT l.id FROM activity_lines l WHERE l.tenant_id = $1 AND l.id < $2
       AND NOT EXISTS (SELECT FROM (SELECT unnest(line_ids) AS id FROM activity_seals WHERE tenant_id = $1) sealed WHERE sealed.id = l.id)
     ORDER BY l.id`,
    [tenantId, belowId],
  );
  return rows.map((row) => row.id);
}

/** Makes the rest of a transaction read one moment; must be its first statement. */
export async function freezeView(tx: Transaction): Promise<void> {
  await tx.query('freeze view', 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}
