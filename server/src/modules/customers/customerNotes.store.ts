import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';
import type { CustomerNote } from './customerNote.ts';

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  customer_id: 'text',
  words: 'text',
  noted_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

const fromRow = (row: Row): CustomerNote => ({
  tenantId: row.tenant_id,
  id: row.id,
  customerId: row.customer_id,
  words: row.words,
  notedBy: row.noted_by,
  created: row.created,
});

export const insertNote = (tx: Transaction, note: CustomerNote): Promise<void> =>
  insertRows(tx, 'customer_notes', COLUMNS, [
    {
      tenant_id: note.tenantId,
      id: note.id,
      customer_id: note.customerId,
      words: note.words,
      noted_by: note.notedBy,
      created: note.created,
    },
  ]);

export async function listNotes(
  sql: Sql,
  tenantId: number,
  { customer, created }: { readonly customer: string; readonly created?: TimeRange | undefined },
  page: Page,
): Promise<CustomerNote[]> {
  const conditions = new Conditions().add('tenant_id = $?', tenantId).add('customer_id = $?', customer).created('created', created);
  return (await selectPage<Row>(sql, 'SELECT * FROM customer_notes', 'id', conditions, page)).map(fromRow);
}

/** Deletes one note, and answers it; undefined when there is none. */
export async function deleteNoteRow(tx: Transaction, tenantId: number, id: string): Promise<CustomerNote | undefined> {
  const rows = await tx.query<Row>('delete note', 'DELETE FROM customer_notes WHERE tenant_id = $1 AND id = $2 RETURNING *', [
    tenantId,
    id,
  ]);
  return rows.map(fromRow)[0];
}

export async function deleteNotesOf(tx: Transaction, tenantId: number, customerId: string): Promise<void> {
  await tx.query('delete notes of customer', 'DELETE FROM customer_notes WHERE tenant_id = $1 AND customer_id = $2', [
    tenantId,
    customerId,
  ]);
}
