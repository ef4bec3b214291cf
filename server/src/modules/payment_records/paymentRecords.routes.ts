import { ApiError } from '@guichet/contract/errors.ts';
import type { MetadataChange } from '@guichet/contract/metadata.ts';
import type { ObjectVersion } from '../../events/index.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { RequestContext } from '../../platform/context.ts';
import { type OnceReply, once } from '../../platform/once.ts';
import type { Transaction } from '../../platform/transaction.ts';
import { replyOf } from '../../platform/useCase.ts';
import { assertHappened } from './moments.rules.ts';
import { attemptRecordWire, paymentRecordWire } from './paymentRecord.wire.ts';
import { findRecordOfAttempt, listRecords } from './paymentRecords.store.ts';
import { orApproved } from './recordOperations.ts';
import { type RecordParts, requireRecord } from './reportOn.ts';
import { reportInformation, reportOutcome } from './reportOutcome.ts';
import { OUTCOMES, reportAttempt, reportPayment } from './reportPayment.ts';
import { amountGiven, giveBack } from './reportRefund.ts';

const { address, amount, currency, email, enumOf, id, metadata, nullable, object, text, timestamp } = fields;

const SHORT = { max: 256 };
const PHONE = { max: 40 };
const money = () => object({ currency: currency(), value: amount() });
const place = () => ({ address: address().optional(), name: text(SHORT).optional(), phone: text(PHONE).optional() });
const customerDetails = () =>
  object({ customer: id('cus').optional(), email: email().optional(), name: text(SHORT).optional(), phone: text(PHONE).optional() });

const methodDetails = () =>
  object({
    billing_details: object({ ...place(), email: email().optional() }).optional(),
    custom: object({ display_name: text(SHORT).optional(), type: text(SHORT).optional() }).optional(),
    type: enumOf(['custom']).optional(),
  });

const outcomeFields = {
  outcome: enumOf(OUTCOMES).optional(),
  canceled: object({ canceled_at: timestamp() }).optional(),
  failed: object({ failed_at: timestamp() }).optional(),
  guaranteed: object({ guaranteed_at: timestamp() }).optional(),
};

const attemptFields = {
  ...outcomeFields,
  initiated_at: timestamp(),
  description: text().optional(),
  metadata: metadata().optional(),
  shipping_details: object(place()).optional(),
};

const paymentBody = object({
  ...attemptFields,
  amount_requested: money(),
  payment_method_details: methodDetails(),
  customer_details: customerDetails().optional(),
  customer_presence: enumOf(['off_session', 'on_session']).optional(),
  processor_details: object({
    type: enumOf(['custom']),
    custom: object({ payment_reference: text() }).optional(),
  }).optional(),
});

const refundBody = object({
  outcome: enumOf(['refunded']),
  processor_details: object({ type: enumOf(['custom']), custom: object({ refund_reference: text(SHORT) }).optional() }),
  amount: money().optional(),
  initiated_at: timestamp().optional(),
  metadata: metadata().optional(),
  refunded: object({ refunded_at: timestamp() }).optional(),
});

const informationBody = object({
  customer_details: customerDetails().optional(),
  description: nullable(text()).optional(),
  metadata: metadata().optional(),
  shipping_details: nullable(object(place())).optional(),
});

const WRITE = 'records.write';

/** Carries a report out once, if what it tells has happened. */
async function report(
  { database }: RecordParts,
  context: RequestContext,
  body: Readonly<Record<string, unknown>>,
  work: (tx: Transaction) => Promise<ObjectVersion>,
): Promise<OnceReply> {
  assertHappened(body, context.now);
  return once(database, context, async (tx) => replyOf(await work(tx)));
}

const guaranteed = (id: string, { guaranteed_at: at, metadata }: { guaranteed_at: Date; metadata?: MetadataChange | undefined }) => ({
  id,
  reported: { kind: 'guaranteed' as const, at, metadata },
});

/** Reports of what the latest attempt came to; each names the moment after itself. */
const outcomeRoutes = (parts: RecordParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_payment_attempt_canceled',
    permission: WRITE,
    answers: 'payment_record',
    body: object({ canceled_at: timestamp(), metadata: metadata().optional() }),
    handler: ({ context, params, body }) =>
      report(parts, context, body, (tx) => {
        const { canceled_at: at, metadata } = body;
        return reportOutcome(tx, parts, context, params.id, { kind: 'canceled', at, metadata });
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_payment_attempt_failed',
    permission: WRITE,
    answers: 'payment_record',
    body: object({ failed_at: timestamp(), metadata: metadata().optional() }),
    handler: ({ context, params, body }) =>
      report(parts, context, body, (tx) => {
        const { failed_at: at, metadata } = body;
        return reportOutcome(tx, parts, context, params.id, { kind: 'failed', at, metadata });
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_payment_attempt_guaranteed',
    permission: WRITE,
    answers: 'payment_record',
    body: object({ guaranteed_at: timestamp(), metadata: metadata().optional() }),
    handler: ({ context, params, body }) =>
      orApproved(parts, context, 'report_outcome', guaranteed(params.id, body), () =>
        report(parts, context, body, (tx) => reportOutcome(tx, parts, context, params.id, guaranteed(params.id, body).reported)),
      ),
  }),
];

/** `/v1/payment_records`: what is reported. */
const reportRoutes = (parts: RecordParts): AnyRoute[] => [
  route({
    method: 'POST',
    path: '/v1/payment_records/report_payment',
    permission: WRITE,
    answers: 'payment_record',
    body: paymentBody,
    handler: ({ context, body }) =>
      orApproved(parts, context, 'report_payment', body, () =>
        report(parts, context, body, (tx) => reportPayment(tx, parts, context, body)),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_payment_attempt',
    permission: WRITE,
    answers: 'payment_record',
    body: object({ ...attemptFields, payment_method_details: methodDetails().optional() }),
    handler: ({ context, params: { id }, body }) =>
      orApproved(parts, context, 'report_attempt', { id, input: body }, () =>
        report(parts, context, body, (tx) => reportAttempt(tx, parts, context, id, body)),
      ),
  }),
  ...outcomeRoutes(parts),
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_payment_attempt_informational',
    permission: WRITE,
    answers: 'payment_record',
    body: informationBody,
    handler: ({ context, params, body }) =>
      once(parts.database, context, async (tx) => replyOf(await reportInformation(tx, parts, context, params.id, body))),
  }),
  route({
    method: 'POST',
    path: '/v1/payment_records/:id/report_refund',
    permission: 'refunds.write',
    answers: 'payment_record',
    body: refundBody,
    handler: ({ context, params: { id }, body }) => {
      const { amount, processor_details: processor, initiated_at: initiated, refunded, metadata } = body;
      const asked = {
        ...amountGiven(amount),
        at: refunded?.refunded_at ?? initiated,
        reference: processor.custom?.refund_reference ?? null,
        metadata,
      };
      const param = 'amount[value]';
      return orApproved(parts, context, 'give_back', { id, asked, param }, () =>
        report(parts, context, body, async (tx) => (await giveBack(tx, parts, context, id, asked, param)).stored),
      );
    },
  }),
];

/** `/v1/payment_records` and `/v1/payment_attempt_records`. */
export const paymentRecordRoutes = (parts: RecordParts): AnyRoute[] => [
  ...reportRoutes(parts),
  route({
    method: 'GET',
    path: '/v1/payment_records',
    permission: 'payments.read',
    answers: { listOf: 'payment_record' },
    query: listQuery({ created_after: timestamp().optional(), created_before: timestamp().optional() }),
    handler: async ({ context: { caller }, query, path }) => {
      const { created_after: from, created_before: until } = query;
      // Both bounds leave out their own second.
      const bounds = { ...(from && { from: new Date(from.getTime() + 1000) }), ...(until && { until }) };
      const filter = { created: { ...query.created, ...bounds } };
      const { rows, hasMore } = await readPage(query, (page) => listRecords(parts.database, caller.tenantId, filter, page));
      const data = rows.map((record) => paymentRecordWire(record, caller.livemode));
      return ok(listBody(path, data, hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_records/:id',
    permission: 'payments.read',
    answers: 'payment_record',
    handler: async ({ context: { caller }, params }) =>
      ok(paymentRecordWire(await requireRecord(parts.database, caller.tenantId, params.id), caller.livemode)),
  }),
  route({
    method: 'GET',
    path: '/v1/payment_attempt_records',
    permission: 'payments.read',
    answers: { listOf: 'payment_attempt_record' },
    query: listQuery({ payment_record: id('pr') }),
    handler: async ({ context: { caller }, query, path }) => {
      const record = await requireRecord(parts.database, caller.tenantId, query.payment_record, 'payment_record');
      const { rows, hasMore } = await readPage(query, async ({ after, before, take }) => {
        const asked = record.attempts.filter(({ id }) => (after === undefined || id < after) && (before === undefined || id > before));
        return (before === undefined ? asked.toReversed() : asked).slice(0, take);
      });
      const data = rows.map((attempt) => attemptRecordWire(record, attempt, caller.livemode));
      return ok(listBody(path, data, hasMore));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/payment_attempt_records/:id',
    permission: 'payments.read',
    answers: 'payment_attempt_record',
    handler: async ({ context: { caller }, params }) => {
      const record = await findRecordOfAttempt(parts.database, caller.tenantId, params.id);
      const attempt = record?.attempts.find((each) => each.id === params.id);
      if (record === undefined || attempt === undefined)
        throw new ApiError('resource_missing', { param: 'id', message: `No such payment attempt record: '${params.id}'` });
      return ok(attemptRecordWire(record, attempt, caller.livemode));
    },
  }),
];
