import { RECORDED_METHODS, REVERSAL_REASONS, STAFF_METHODS } from '@guichet/contract/recordViews.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { findRecordsBy } from './findRecordsBy.ts';
import { orApproved } from './recordOperations.ts';
import { recordPayment } from './recordPayment.ts';
import { recordTotals, recordViews } from './recordViews.ts';
import { type RecordParts, requireRecord } from './reportOn.ts';
import { giveBack } from './reportRefund.ts';

const { amount, currency, enumOf, id, metadata, object, text, textAs, unreadText } = fields;

/** A day that exists, `2026-11-22`. */
function dayOf(given: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given) ? given : null;
}
const day = () =>
  textAs(dayOf, 'parameter_invalid', 'The parameter % must be a day such as 2026-11-22.', 10, { type: 'string', format: 'date' });

const SHORT = { max: 256 };

/** What staff record at the counter, and see of it. */
export const recordViewRoutes = (parts: RecordParts): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/guichet/v1/payment_records',
    permission: 'payments.read',
    answers: { listOf: 'payment_record_view' },
    query: listQuery({
      query: unreadText({ max: 200 }).optional(),
      day: day().optional(),
      staff: text({ max: 255 }).optional(),
      customer: text({ max: 255 }).optional(),
      method: enumOf(RECORDED_METHODS).optional(),
    }),
    handler: async ({ context: { caller }, query, path }) => {
      const { rows, hasMore } = await readPage(query, (page) => findRecordsBy(parts.database, caller, query, page));
      return ok(listBody(path, await recordViews(parts.database, caller.tenantId, rows), hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/guichet/v1/payment_records/:id',
    permission: 'payments.read',
    answers: 'payment_record_view',
    handler: async ({ context: { caller }, params }) => {
      const record = await requireRecord(parts.database, caller.tenantId, params.id);
      return ok((await recordViews(parts.database, caller.tenantId, [record]))[0]);
    },
  }),
  route({
    method: 'GET',
    path: '/guichet/v1/payment_record_totals',
    permission: 'payments.read',
    answers: 'record_totals',
    query: object({ day: day() }),
    handler: async ({ context: { caller }, query }) => ok(await recordTotals(parts.database, caller.tenantId, query.day)),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/payment_records',
    permission: 'records.write',
    answers: 'payment_record_view',
    body: object({
      amount: amount(),
      currency: currency(),
      method: enumOf(STAFF_METHODS),
      tendered: amount().optional(),
      reference: text(SHORT).optional(),
      cheque: object({ bank: text(SHORT).optional(), drawer: text(SHORT).optional() }).optional(),
      customer: id('cus').optional(),
      description: text().optional(),
      metadata: metadata().optional(),
    }),
    handler: ({ context, body }) =>
      orApproved(parts, context, 'record', body, () =>
        once(parts.database, context, async (tx) => {
          const { record } = await recordPayment(tx, parts, context, body);
          return ok((await recordViews(tx, context.caller.tenantId, [record]))[0]);
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/guichet/v1/payment_records/:id/reverse',
    permission: 'refunds.write',
    answers: 'payment_record_view',
    body: object({ amount: amount().optional(), reason: enumOf(REVERSAL_REASONS), note: text({ max: 500 }).optional() }),
    handler: ({ context, params: { id }, body }) =>
      orApproved(parts, context, 'give_back', { id, asked: body, param: 'amount' }, () =>
        once(parts.database, context, async (tx) => {
          const { record } = await giveBack(tx, parts, context, id, body, 'amount');
          return ok((await recordViews(tx, context.caller.tenantId, [record]))[0]);
        }),
      ),
  }),
];
