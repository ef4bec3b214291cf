import type { Row, Sql, Transaction } from '../../platform/sql.ts';
import type { OwnField } from './ownField.ts';

const fromRow = (row: Row): OwnField => ({
  tenantId: row.tenant_id,
  id: row.id,
  key: row.key,
  label: row.label,
  kind: row.kind,
  choices: row.choices,
  channels: row.channels,
  required: row.required,
  printable: row.printable,
  position: row.position,
  deleted: row.deleted,
  created: row.created,
});

const valuesOf = (field: OwnField): unknown[] => [
  field.tenantId,
  field.id,
  field.label,
  field.kind,
  field.choices,
  field.channels,
  field.required,
  field.printable,
  field.position,
  field.deleted,
];

/** The fields in use, in the order in which they are asked. */
export async function readOwnFields(sql: Sql, tenantId: number): Promise<OwnField[]> {
  const text = 'SELECT * FROM own_fields WHERE tenant_id = $1 AND NOT deleted ORDER BY position, id';
  return (await sql.query('read own fields', text, [tenantId])).map(fromRow);
}

export async function insertOwnField(tx: Transaction, field: OwnField): Promise<void> {
  await tx.query(
    'insert own field',
    `INSERT INTO own_fields (tenant_id, id, label, kind, choices, channels, required, printable, position, deleted, key, created)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [...valuesOf(field), field.key, field.created],
  );
}

/** Writes a field that this transaction holds the lock on. */
export async function updateOwnFieldRow(tx: Transaction, field: OwnField): Promise<void> {
  await tx.query(
    'update own field',
    `UPDATE own_fields SET label = $3, kind = $4, choices = $5, channels = $6, required = $7, printable = $8, position = $9, deleted = $10
     WHERE tenant_id = $1 AND id = $2`,
    valuesOf(field),
  );
}

/** All fields in use, locked until the transaction ends: their order and their keys are one thing. */
export async function lockOwnFields(tx: Transaction, tenantId: number): Promise<OwnField[]> {
  const text = 'SELECT * FROM own_fields WHERE tenant_id = $1 AND NOT deleted ORDER BY position, id FOR UPDATE';
  return (await tx.query('lock own fields', text, [tenantId])).map(fromRow);
}
