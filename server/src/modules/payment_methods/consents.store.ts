import type { Id } from '@guichet/contract/ids.ts';
import { Conditions, type Page, selectPage, type TimeRange } from '../../platform/page.ts';
import { type Columns, insertRows, type Row, type Sql, type Transaction } from '../../platform/sql.ts';

/** That a cardholder agreed to keep a card: who noted it, when, on which channel, in which words. */
export interface Consent {
  readonly tenantId: number;
  readonly id: Id<'cns'>;
  readonly paymentMethodId: string;
  readonly customerId: string;
  readonly channel: string;
  readonly language: string;
  readonly wording: string;
  readonly notedBy: string;
  readonly created: Date;
}

const COLUMNS = {
  tenant_id: 'integer',
  id: 'text',
  payment_method_id: 'text',
  customer_id: 'text',
  channel: 'text',
  language: 'text',
  wording: 'text',
  noted_by: 'text',
  created: 'timestamptz',
} as const satisfies Columns;

export const insertConsent = (tx: Transaction, consent: Consent): Promise<void> =>
  insertRows(tx, 'card_consents', COLUMNS, [
    {
      tenant_id: consent.tenantId,
      id: consent.id,
      payment_method_id: consent.paymentMethodId,
      customer_id: consent.customerId,
      channel: consent.channel,
      language: consent.language,
      wording: consent.wording,
      noted_by: consent.notedBy,
      created: consent.created,
    },
  ]);

interface ConsentFilter {
  readonly customer: string;
  readonly created?: TimeRange | undefined;
}

export async function listConsents(sql: Sql, tenantId: number, filter: ConsentFilter, page: Page): Promise<Consent[]> {
  const conditions = new Conditions()
    .add('tenant_id = $?', tenantId)
    .add('customer_id = $?', filter.customer)
    .created('created', filter.created);
  const rows = await selectPage<Row>(sql, 'SELECT * FROM card_consents', 'id', conditions, page);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    paymentMethodId: row.payment_method_id,
    customerId: row.customer_id,
    channel: row.channel,
    language: row.language,
    wording: row.wording,
    notedBy: row.noted_by,
    created: row.created,
  }));
}
