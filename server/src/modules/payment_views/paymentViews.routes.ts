import { ApiError } from '@guichet/contract/errors.ts';
import { PAYMENT_STATUSES, type PossibleDuplicates, type RequestState, STAFF_CHANNELS } from '@guichet/contract/terminal.ts';
import { PAYMENT_METHOD_TYPES } from '@guichet/contract/wire/paymentMethod.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import { findKey } from '../../platform/idempotency.store.ts';
import type { Database } from '../../platform/transaction.ts';
import { listPayments, paymentViews } from './listPayments.ts';
import { paymentDetail } from './paymentDetail.ts';
import { possibleDuplicates } from './possibleDuplicates.ts';

const { amount, currency, enumOf, object, text, textAs, unreadText } = fields;

/** A day that exists, `2026-11-22`. */
function dayOf(given: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given) ? given : null;
}
const day = () =>
  textAs(dayOf, 'parameter_invalid', 'The parameter % must be a day such as 2026-11-22.', 10, {
    type: 'string',
    format: 'date',
  }).optional();

/** An answer is one to a field. */
function assertBoth({ field, answer }: { readonly field?: string | undefined; readonly answer?: string | undefined }): void {
  if ((field === undefined) === (answer === undefined)) return;
  throw new ApiError('parameter_missing', {
    param: field === undefined ? 'field' : 'answer',
    message: 'The parameters field and answer are only given together.',
  });
}

/** What the terminal shows of payments besides the wire's objects. */
export function paymentViewRoutes(database: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/guichet/v1/payments',
      permission: 'payments.read',
      answers: { listOf: 'payment_view' },
      query: listQuery({
        query: unreadText({ max: 200 }).optional(),
        from: day(),
        to: day(),
        status: enumOf(PAYMENT_STATUSES).optional(),
        channel: enumOf([...STAFF_CHANNELS, 'api']).optional(),
        staff: text({ max: 255 }).optional(),
        customer: text({ max: 255 }).optional(),
        method: enumOf(PAYMENT_METHOD_TYPES).optional(),
        currency: currency().optional(),
        field: text({ max: 40 }).optional(),
        answer: unreadText({ max: 500 }).optional(),
      }),
      handler: async ({ context: { caller }, query, path }) => {
        assertBoth(query);
        const { rows, hasMore } = await readPage(query, (page) => listPayments(database, caller, query, page));
        return ok(listBody(path, await paymentViews(database, caller.tenantId, rows), hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/payments/:id',
      permission: 'payments.read',
      answers: 'payment_detail',
      handler: async ({ context: { caller, now }, params }) =>
        ok(await paymentDetail(database, caller.tenantId, params.id, { livemode: caller.livemode, now })),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/possible_duplicates',
      permission: 'payments.write',
      answers: 'possible_duplicates',
      query: object({ source: text({ max: 255 }), amount: amount(), currency: currency() }),
      handler: async ({ context: { caller, now }, query }) =>
        ok({ data: await possibleDuplicates(database, caller.tenantId, query, now) } satisfies PossibleDuplicates),
    }),
    route({
      method: 'GET',
      path: '/guichet/v1/requests/:key',
      permission: 'payments.write',
      answers: 'request_state',
      handler: async ({ context: { caller }, params }) => {
        const known = await findKey(database, caller.tenantId, params.key);
        // As if it had never come: the answer may hold what the caller could not read elsewhere.
        if (known === undefined || known.claimedBy !== caller.actor.id)
          throw new ApiError('resource_missing', { param: 'key', message: 'No request with this Idempotency-Key has arrived.' });
        const state: RequestState =
          known.reply === null ? { status: 'running' } : { status: 'finished', http_status: known.reply.status, body: known.reply.body };
        return ok(state);
      },
    }),
  ];
}
