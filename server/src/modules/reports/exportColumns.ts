import { asCurrency } from '@guichet/contract/currencies.ts';
import type { ExportName } from '@guichet/contract/reportViews.ts';
import type { Cell } from './exportCell.ts';
import type { ExportRow as Row } from './exportPages.store.ts';
import type { ExportWord } from './exportWords.ts';

/** A column: its heading, and what stands in it for a row. `names` are those of people and keys. */
export interface ExportColumn<R = Row> {
  readonly heading: ExportWord;
  readonly cell: (row: R, names: ReadonlyMap<string, string>) => Cell;
}

const column = <R = Row>(heading: ExportWord, cell: ExportColumn<R>['cell']): ExportColumn<R> => ({ heading, cell });

const field = (heading: ExportWord, name: string): ExportColumn => column(heading, (row) => row[name] ?? null);

/** An amount with the column that names its currency; nothing where there is no amount. */
const amount = (heading: ExportWord, name: string, currency = 'currency'): ExportColumn =>
  column(heading, (row) => (row[name] === null ? null : { minor: row[name] as bigint, currency: asCurrency(row[currency]) }));

const currency = (heading: ExportWord, name = 'currency'): ExportColumn =>
  column(heading, (row) => (row[name] as string | null)?.toUpperCase() ?? null);

const staff = column('staff', ({ channel, created_by: by }: Row, names) => (channel === 'api' ? 'API' : (names.get(by) ?? null)));

/** Keys and values in one cell, `order: 2041; table: 7`. */
const metadata = column('metadata', ({ metadata: all }: Row) => {
  const pairs = Object.entries((all ?? {}) as Record<string, string>);
  return pairs.length === 0 ? null : pairs.map(([key, value]) => `${key}: ${value}`).join('; ');
});

interface StoredAddress {
  readonly line1?: string | null;
  readonly line2?: string | null;
  readonly postal_code?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly country?: string | null;
}

const address = column('address', ({ address: at }: Row) => {
  const { line1, line2, postal_code: code, city, state, country } = (at ?? {}) as StoredAddress;
  return [line1, line2, [code, city].filter(Boolean).join(' '), state, country].filter(Boolean).join(', ') || null;
});

const net = column('net', (row: Row) => ({ minor: (row.amount as bigint) - (row.fee as bigint), currency: asCurrency(row.currency) }));

/** What each export has, in the order of its columns. */
export const EXPORT_COLUMNS: Readonly<Record<ExportName, readonly ExportColumn[]>> = {
  payments: [
    field('id', 'id'),
    field('created', 'created'),
    field('status', 'view_status'),
    ...[amount('amount', 'amount'), currency('currency'), amount('received', 'amount_received'), amount('refunded', 'amount_refunded')],
    ...[
      amount('settled', 'settled', 'settled_currency'),
      amount('fee', 'fee', 'settled_currency'),
      currency('settled_currency', 'settled_currency'),
    ],
    ...[field('method', 'method'), field('brand', 'card_brand'), field('last4', 'card_last4'), field('decline', 'decline_code')],
    ...[field('channel', 'channel'), staff, field('description', 'description')],
    ...[field('customer', 'customer_id'), field('customer_name', 'customer_name'), field('email', 'customer_email'), metadata],
  ],
  records: [
    ...[field('id', 'id'), field('created', 'created'), field('method', 'method')],
    ...[amount('amount', 'amount'), currency('currency'), amount('received', 'received'), amount('refunded', 'returned')],
    ...[field('channel', 'channel'), staff],
  ],
  refunds: [
    ...[field('id', 'id'), field('created', 'created'), field('status', 'status'), amount('amount', 'amount'), currency('currency')],
    ...[field('reason', 'reason'), field('failure', 'failure_reason'), field('payment', 'payment_intent_id'), field('charge', 'charge_id')],
    ...[column('staff', ({ created_by: by }: Row, names) => names.get(by) ?? null), metadata],
  ],
  payouts: [
    ...[field('id', 'id'), field('created', 'created'), field('status', 'status'), amount('amount', 'amount'), currency('currency')],
    ...[field('arrival', 'arrival_date'), column('automatic', ({ automatic }: Row) => (automatic ? '1' : '0'))],
    ...[field('description', 'description'), field('failure', 'failure_code'), field('reverses', 'original_payout_id')],
  ],
  balance_transactions: [
    ...[field('id', 'id'), field('created', 'created'), field('type', 'type')],
    ...[amount('amount', 'amount'), amount('fee', 'fee'), net, currency('currency')],
    ...[amount('presented', 'presented_amount', 'presented_currency'), currency('presented_currency', 'presented_currency')],
    ...[field('available', 'available_on'), field('source', 'source'), field('description', 'description')],
  ],
  customers: [
    ...[field('id', 'id'), field('created', 'created'), field('name', 'name'), field('email', 'email'), field('phone', 'phone')],
    ...[field('description', 'description'), address, metadata],
  ],
};
