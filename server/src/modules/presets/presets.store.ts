import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { Preset } from './preset.ts';

const fromRow = (row: Row): Preset => ({
  tenantId: row.tenant_id,
  id: row.id,
  name: row.name,
  content: row.content,
  uses: row.uses,
  deleted: row.deleted,
  created: row.created,
});

/** The presets in use, the most used first, then in the order in which they were made. */
export async function readPresets(sql: Sql, tenantId: number): Promise<Preset[]> {
  const text = 'SELECT * FROM presets WHERE tenant_id = $1 AND NOT deleted ORDER BY uses DESC, id';
  return (await sql.query('read presets', text, [tenantId])).map(fromRow);
}

export async function lockPreset(tx: Transaction, tenantId: number, id: string): Promise<Preset | undefined> {
  const text = 'SELECT * FROM presets WHERE tenant_id = $1 AND id = $2 AND NOT deleted FOR UPDATE';
  return (await tx.query('lock preset', text, [tenantId, id])).map(fromRow)[0];
}

export async function insertPreset(tx: Transaction, { tenantId, id, name, content, uses, deleted, created }: Preset): Promise<void> {
  await tx.query(
    'insert preset',
    'INSERT INTO presets (tenant_id, id, name, content, uses, deleted, created) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [tenantId, id, name, JSON.stringify(content), uses, deleted, created],
  );
}

/** Writes a preset that this transaction holds the lock on. */
export async function updatePresetRow(tx: Transaction, { tenantId, id, name, content, uses, deleted }: Preset): Promise<void> {
  await tx.query('update preset', 'UPDATE presets SET name = $3, content = $4, uses = $5, deleted = $6 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    name,
    JSON.stringify(content),
    uses,
    deleted,
  ]);
}
