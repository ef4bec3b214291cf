import type { Currency } from '@guichet/contract/currencies.ts';
import type { Id } from '@guichet/contract/ids.ts';
import { type Columns, insertRowsNow, type Row, type Sql, type Transaction } from '../../platform/sql.ts';

export interface DrawerCount {
  readonly tenantId: number;
  readonly id: Id<'drw'>;
  readonly day: string;
  readonly staff: string;
  readonly currency: Currency;
  readonly floatAmount: bigint;
  readonly counted: bigint;
  readonly recorded: bigint;
  readonly note: string | null;
  readonly countedBy: string;
  readonly created: Date;
}

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  day: 'text',
  staff: 'text',
  currency: 'text',
  float_amount: 'bigint',
  counted: 'bigint',
  recorded: 'bigint',
  note: 'text',
  counted_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

export const insertDrawerCount = (tx: Transaction, count: DrawerCount): Promise<void> =>
  insertRowsNow(tx, 'drawer_closings', COLUMNS, [
    {
      ...{ tenant_id: count.tenantId, id: count.id, day: count.day, staff: count.staff, currency: count.currency },
      ...{ float_amount: count.floatAmount, counted: count.counted, recorded: count.recorded, note: count.note },
      ...{ counted_by: count.countedBy, created: count.created },
    },
  ]);

const fromRow = (row: Row): DrawerCount => ({
  ...{ tenantId: row.tenant_id, id: row.id, day: row.day, staff: row.staff, currency: row.currency },
  ...{ floatAmount: row.float_amount, counted: row.counted, recorded: row.recorded, note: row.note },
  ...{ countedBy: row.counted_by, created: row.created },
});

/** How drawers were counted for a day, the latest first. */
export async function drawerCounts(sql: Sql, tenantId: number, day: string): Promise<DrawerCount[]> {
  const text = 'SELECT * FROM drawer_closings WHERE tenant_id = $1 AND day = $2 ORDER BY id DESC';
  return (await sql.query('drawer counts of day', text, [tenantId, day])).map(fromRow);
}
