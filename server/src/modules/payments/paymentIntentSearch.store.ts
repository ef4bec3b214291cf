import { Conditions, countRows, type Page, selectPage } from '../../platform/page.ts';
import type { Sql } from '../../platform/sql.ts';
import { addSearch, type SearchFields, type SearchQuery } from '../../search/index.ts';
import type { PaymentIntent } from './paymentIntent.ts';
import { paymentIntentFromRow } from './paymentIntents.store.ts';

/** What payment intents can be searched by; migration 0011 has the indexes. */
export const PAYMENT_INTENT_SEARCH = {
  amount: { kind: 'number', sql: 'amount' },
  created: { kind: 'time', sql: 'created' },
  currency: { kind: 'token', sql: 'currency', lowered: true },
  customer: { kind: 'token', sql: 'customer_id' },
  metadata: { kind: 'metadata', sql: 'metadata' },
  status: { kind: 'token', sql: 'status', lowered: true },
} as const satisfies SearchFields;

const conditionsFor = (tenantId: number, query: SearchQuery): Conditions =>
  addSearch(new Conditions().add('tenant_id = $?', tenantId).add('NOT direct'), query, PAYMENT_INTENT_SEARCH);

export async function findPaymentIntentsBy(sql: Sql, tenantId: number, query: SearchQuery, page: Page): Promise<PaymentIntent[]> {
  return (await selectPage(sql, 'SELECT * FROM payment_intents', 'id', conditionsFor(tenantId, query), page)).map(paymentIntentFromRow);
}

export const countPaymentIntentsBy = (sql: Sql, tenantId: number, query: SearchQuery, most: number): Promise<number> =>
  countRows(sql, 'payment_intents', conditionsFor(tenantId, query), most);
