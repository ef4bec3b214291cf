import type { PaymentRecordView, RecordTotals, TillClosing, TillState } from '@guichet/contract/recordViews.ts';
import { queryOptions } from '@tanstack/react-query';
import { get, type Query, withQuery } from './client.ts';
import { orThrow } from './outcome.ts';
import { type Cursor, list } from './queries.ts';

/** Recording and reversing invalidate `records`; totals and the till hang on the same word. */
export const recordsQuery = (filters: Query, cursor: Cursor) =>
  list<PaymentRecordView>('records', '/guichet/v1/payment_records', filters, cursor);

export const recordTotalsQuery = (day: string) =>
  queryOptions({
    queryKey: ['records', 'totals', day],
    queryFn: async ({ signal }) => orThrow(await get<RecordTotals>(withQuery('/guichet/v1/payment_record_totals', { day }), { signal })),
  });

export const tillStateQuery = queryOptions({
  queryKey: ['records', 'till', 'state'],
  queryFn: async ({ signal }) => orThrow(await get<TillState>('/guichet/v1/fiscal/state', { signal })),
});

const CLOSINGS_SHOWN = 10;

export const tillClosingsQuery = (cursor: Cursor) =>
  list<TillClosing>('records', '/guichet/v1/fiscal/closings', {}, cursor, CLOSINGS_SHOWN);
