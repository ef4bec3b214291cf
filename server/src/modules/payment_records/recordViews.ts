import { wireSum } from '@guichet/contract/money.ts';
import type { PaymentRecordView, RecordTotals } from '@guichet/contract/recordViews.ts';
import type { Database, Transaction } from '../../platform/transaction.ts';
import { approvedOf } from '../approvals/index.ts';
import { findCustomers } from '../customers/index.ts';
import { actorNames } from '../people/index.ts';
import type { PaymentRecord } from './paymentRecord.ts';
import { dayTotals } from './paymentRecords.store.ts';
import { recordView } from './recordView.wire.ts';

/** Records as the terminal shows them, with the customers' and the staff's names looked up once for all of them. */
export async function recordViews(
  sql: Database | Transaction,
  tenantId: number,
  records: readonly PaymentRecord[],
): Promise<PaymentRecordView[]> {
  const customerIds = records.flatMap(({ latest: { customerId } }) => (customerId === null ? [] : [customerId]));
  const actorIds = records.flatMap(({ createdBy, refunds }) => [createdBy, ...refunds.map((refund) => refund.createdBy)]);
  const customers = customerIds.length === 0 ? [] : await findCustomers(sql, tenantId, [...new Set(customerIds)]);
  const actors = records.length === 0 ? new Map<string, string>() : await actorNames(sql, tenantId, actorIds);
  const names = { actors, customers: new Map(customers.map(({ id, name }) => [id as string, name])) };
  const ids = records.map(({ id }) => id);
  const approved = await approvedOf(sql, tenantId, ids);
  return records.map((record) => recordView(record, names, approved));
}

/** What each person took and gave back on a day: the basis for counting drawers. */
export async function recordTotals(database: Database, tenantId: number, day: string): Promise<RecordTotals> {
  const totals = await dayTotals(database, tenantId, day);
  const names = await actorNames(
    database,
    tenantId,
    totals.map(({ createdBy }) => createdBy),
  );
  return {
    day,
    totals: totals.map(({ createdBy, method, currency, received, returned, count }) => {
      const name = names.get(createdBy);
      const staff = name === undefined ? null : { id: createdBy, name };
      return { staff, method, currency, received: wireSum(received), returned: wireSum(returned), count };
    }),
  };
}
