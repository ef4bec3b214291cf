import { asCurrency, isCurrency } from '@guichet/contract/currencies.ts';
import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { createdRange, listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { once } from '../../platform/once.ts';
import { replyOf } from '../../platform/useCase.ts';
import { cancelPayout, reversePayout, updatePayout } from './changePayout.ts';
import { createPayout } from './createPayout.ts';
import { PAYOUT_STATUSES } from './payout.ts';
import { payoutWire } from './payout.wire.ts';
import type { PayoutParts } from './payoutParts.ts';
import { findPayouts, listPayouts } from './payouts.store.ts';

const { amount, enumOf, id, metadata, object, text, textAs } = fields;

export const knownCurrency = () =>
  textAs(
    (given) => (isCurrency(given.toLowerCase()) ? asCurrency(given.toLowerCase()) : null),
    'parameter_invalid',
    'The parameter % must be a currency of three letters, such as eur.',
    3,
    { type: 'string', format: 'currency', pattern: '^[A-Za-z]{3}$' },
  );

/** `/v1/payouts`. */
export function payoutRoutes(parts: PayoutParts): AnyRoute[] {
  const { database } = parts;
  return [
    route({
      method: 'POST',
      path: '/v1/payouts',
      permission: 'payouts.write',
      answers: 'payout',
      body: object({
        amount: amount(),
        currency: knownCurrency(),
        description: text({ max: 500 }).optional(),
        destination: id('ba').optional(),
        metadata: metadata().optional(),
        method: enumOf(['instant', 'standard']).optional(),
        source_type: enumOf(['card']).optional(),
        statement_descriptor: text({ max: 22 }).optional(),
      }),
      handler: ({ context, body }) => createPayout(parts, context, body),
    }),
    route({
      method: 'GET',
      path: '/v1/payouts',
      permission: 'payouts.read',
      answers: { listOf: 'payout' },
      query: listQuery({
        arrival_date: createdRange.optional(),
        destination: id('ba').optional(),
        status: enumOf(PAYOUT_STATUSES).optional(),
      }),
      handler: async ({ context: { caller }, query, path }) => {
        const { status, destination, arrival_date: arrival, created } = query;
        const filter = {
          ...(status && { status }),
          ...(destination && { destination }),
          ...(arrival && { arrival }),
          ...(created && { created }),
        };
        const { rows, hasMore } = await readPage(query, (page) => listPayouts(database, caller.tenantId, filter, page));
        return ok(
          listBody(
            path,
            rows.map((row) => payoutWire(row, caller.livemode)),
            hasMore,
          ),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/v1/payouts/:id',
      permission: 'payouts.read',
      answers: 'payout',
      handler: async ({ context: { caller }, params }) => {
        const [found] = await findPayouts(database, caller.tenantId, [params.id]);
        if (found === undefined) throw new ApiError('resource_missing', { param: 'id', message: `No such payout: '${params.id}'` });
        return ok(payoutWire(found, caller.livemode));
      },
    }),
    route({
      method: 'POST',
      path: '/v1/payouts/:id',
      permission: 'payouts.write',
      answers: 'payout',
      body: object({ metadata: metadata().optional() }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await updatePayout(tx, parts, context, params.id, body.metadata))),
    }),
    route({
      method: 'POST',
      path: '/v1/payouts/:id/cancel',
      permission: 'payouts.write',
      answers: 'payout',
      handler: ({ context, params }) => once(database, context, async (tx) => replyOf(await cancelPayout(tx, parts, context, params.id))),
    }),
    route({
      method: 'POST',
      path: '/v1/payouts/:id/reverse',
      permission: 'payouts.write',
      answers: 'payout',
      body: object({ metadata: metadata().optional() }),
      handler: ({ context, params, body }) =>
        once(database, context, async (tx) => replyOf(await reversePayout(tx, parts, context, params.id, body.metadata))),
    }),
  ];
}
