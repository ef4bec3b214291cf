import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { replyOf } from '../../platform/useCase.ts';
import { type PaymentParts, requireCharge } from '../payments/index.ts';
import { cancelRefund } from './cancelRefund.ts';
import { createRefund } from './createRefund.ts';
import { refundWire } from './refund.wire.ts';
import { findRefunds, listRefunds } from './refunds.store.ts';
import { updateRefund } from './updateRefund.ts';

const { amount, enumOf, id, metadata, object } = fields;

/** `/v1/refunds`. */
export function refundRoutes(parts: PaymentParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'POST',
      path: '/v1/refunds',
      permission: 'refunds.write',
      answers: 'refund',
      body: object({
        charge: id('ch').optional(),
        payment_intent: id('pi').optional(),
        amount: amount().optional(),
        reason: enumOf(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
        metadata: metadata().optional(),
      }),
      handler: ({ context, body }) => createRefund(parts, context, body),
    }),
    route({
      method: 'GET',
      path: '/v1/refunds',
      permission: 'payments.read',
      answers: { listOf: 'refund' },
      query: listQuery({ charge: id('ch').optional(), payment_intent: id('pi').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { charge, payment_intent: paymentIntent, created } = query;
        const filter = {
          ...{ ...(charge && { charge }), ...(paymentIntent && { paymentIntent }), ...(created && { created }) },
          ...(caller.sight?.ownPayments && { ownOf: caller.actor.id }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listRefunds(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((row) => refundWire(row.refund, row.charge)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/charges/:id/refunds',
      permission: 'payments.read',
      answers: { listOf: 'refund' },
      query: listQuery(),
      handler: async ({ context: { caller }, params, query, path }) => {
        const charge = await requireCharge(database, caller.tenantId, params.id);
        const filter = { charge: charge.id, ...(query.created && { created: query.created }) };
        const { rows, hasMore } = await readPage(query, (page) => listRefunds(database, caller.tenantId, filter, page));
        const data = rows.map((row) => refundWire(row.refund, row.charge));
        return ok(listBody(path, data, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/refunds/:id',
      permission: 'payments.read',
      answers: 'refund',
      handler: async ({ context: { caller }, params }) => {
        const [found] = await findRefunds(database, caller.tenantId, [params.id]);
        if (found === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such refund: '${params.id}'` });
        return ok(refundWire(found.refund, found.charge));
      },
    }),
    route({
      method: 'POST',
      path: '/v1/refunds/:id',
      permission: 'refunds.write',
      answers: 'refund',
      body: object({ metadata: metadata().optional() }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await updateRefund(tx, parts, context, params.id, body.metadata))),
    }),
    route({
      method: 'POST',
      path: '/v1/refunds/:id/cancel',
      permission: 'refunds.write',
      answers: 'refund',
      handler: ({ context, params }) => cancelRefund(parts, context, params.id),
    }),
  ];
}
