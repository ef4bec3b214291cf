import { containing } from '@guichet/contract/searchText.ts';
import type { Caller } from '../../platform/context.ts';
import type { Page } from '../../platform/page.ts';
import type { Database } from '../../platform/transaction.ts';
import { searchCustomers } from '../customers/index.ts';
import { answersLike, readOwnFields } from '../own_fields/index.ts';
import type { PaymentRecord } from './paymentRecord.ts';
import { listRecords, type RecordFilter, type RecordText } from './paymentRecords.store.ts';

/** What the list is narrowed by; `query` is a typed text. */
export interface RecordQuery extends Omit<RecordFilter, 'text' | 'ownOf'> {
  readonly query?: string | undefined;
}

/** So many customers that a text may stand for, as in the list of payments. */
const CANDIDATE_CUSTOMERS = 200;

/** Everything that a typed text may mean: a reference, what it was for, an id, a customer, an answer to one of the place's own fields. */
async function textMeaning(database: Database, tenantId: number, query: string, byName: boolean): Promise<RecordText> {
  const customers = query.length < 2 ? [] : await searchCustomers(database, tenantId, { query, byName }, { take: CANDIDATE_CUSTOMERS });
  return {
    pattern: containing(query),
    exact: query,
    customers: customers.map(({ id }) => id),
    answers: answersLike(await readOwnFields(database, tenantId), query).map((answer) => JSON.stringify(answer)),
  };
}

/** A page of the terminal's list of records, of those that the caller sees. Who does not see contact details finds customers by name alone. */
export async function findRecordsBy(
  database: Database,
  { tenantId, actor, sight }: Pick<Caller, 'tenantId' | 'actor' | 'sight'>,
  { query, ...filter }: RecordQuery,
  page: Page,
): Promise<PaymentRecord[]> {
  const text = query === undefined ? undefined : await textMeaning(database, tenantId, query, sight?.hidesContacts ?? false);
  return listRecords(database, tenantId, { ...filter, text, ownOf: sight?.ownPayments ? actor.id : undefined }, page);
}
