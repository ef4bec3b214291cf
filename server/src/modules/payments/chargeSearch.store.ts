import { Conditions, countRows, type Page, selectPage } from '../../platform/page.ts';
import type { Sql } from '../../platform/sql.ts';
import { addSearch, type SearchFields, type SearchQuery } from '../../search/index.ts';
import type { Charge } from './charge.ts';
import { chargeFromRow } from './charges.store.ts';

// As the wire names it.
const BRAND = "(CASE card->>'brand' WHEN 'maestro' THEN 'unknown' ELSE card->>'brand' END)";
const CARD = { where: 'card IS NOT NULL' };
const SEPA = { where: "details->>'type' = 'sepa_debit'" };
const US = { where: "details->>'type' = 'us_bank_account'" };

/** What charges can be searched by; migrations 0011 and 0024 have the indexes. */
export const CHARGE_SEARCH = {
  amount: { kind: 'number', sql: 'amount' },
  'billing_details.address.postal_code': { kind: 'token', sql: "lower(billing_details->'address'->>'postal_code')", lowered: true },
  created: { kind: 'time', sql: 'created' },
  currency: { kind: 'token', sql: 'currency', lowered: true },
  customer: { kind: 'token', sql: 'customer_id' },
  disputed: { kind: 'boolean', sql: '(dispute_id IS NOT NULL)' },
  metadata: { kind: 'metadata', sql: 'metadata' },
  'payment_method_details.card.brand': { kind: 'token', sql: BRAND, lowered: true },
  'payment_method_details.card.exp_month': { kind: 'number', sql: "((card->>'expMonth')::integer)" },
  'payment_method_details.card.exp_year': { kind: 'number', sql: "((card->>'expYear')::integer)" },
  'payment_method_details.card.fingerprint': { kind: 'token', sql: 'fingerprint', ...CARD },
  'payment_method_details.card.last4': { kind: 'token', sql: 'last4', ...CARD },
  'payment_method_details.sepa_debit.fingerprint': { kind: 'token', sql: 'fingerprint', ...SEPA },
  'payment_method_details.sepa_debit.last4': { kind: 'token', sql: 'last4', ...SEPA },
  'payment_method_details.us_bank_account.fingerprint': { kind: 'token', sql: 'fingerprint', ...US },
  'payment_method_details.us_bank_account.last4': { kind: 'token', sql: 'last4', ...US },
  refunded: { kind: 'boolean', sql: '(captured AND amount_refunded = amount_captured)' },
  status: { kind: 'token', sql: 'status', lowered: true },
} as const satisfies SearchFields;

const conditionsFor = (tenantId: number, query: SearchQuery): Conditions =>
  addSearch(new Conditions().add('tenant_id = $?', tenantId), query, CHARGE_SEARCH);

export async function findChargesBy(sql: Sql, tenantId: number, query: SearchQuery, page: Page): Promise<Charge[]> {
  return (await selectPage(sql, 'SELECT * FROM charges', 'id', conditionsFor(tenantId, query), page)).map(chargeFromRow);
}

export const countChargesBy = (sql: Sql, tenantId: number, query: SearchQuery, most: number): Promise<number> =>
  countRows(sql, 'charges', conditionsFor(tenantId, query), most);
