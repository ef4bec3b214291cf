import { ApiError } from '@guichet/contract/errors.ts';
import { fields } from '../../http/fields.ts';
import { listBody, listQuery, readPage } from '../../http/pagination.ts';
import { type AnyRoute, ok, route } from '../../http/route.ts';
import type { Database } from '../../platform/transaction.ts';
import { fraudWarningWire } from './fraudWarning.wire.ts';
import { findFraudWarnings, listFraudWarnings } from './fraudWarnings.store.ts';

const { id } = fields;

/** `/v1/radar/early_fraud_warnings`. */
export function fraudWarningRoutes(database: Database): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/v1/radar/early_fraud_warnings',
      permission: 'payments.read',
      answers: { listOf: 'radar.early_fraud_warning' },
      query: listQuery({ charge: id('ch').optional(), payment_intent: id('pi').optional() }),
      handler: async ({ context: { caller }, query, path }) => {
        const { charge, payment_intent: paymentIntent, created } = query;
        const filter = { ...(charge && { charge }), ...(paymentIntent && { paymentIntent }), ...(created && { created }) };
        const { rows, hasMore } = await readPage(query, (page) => listFraudWarnings(database, caller.tenantId, filter, page));
        const data = rows.map((warning) => fraudWarningWire(warning, caller.livemode));
        return ok(listBody(path, data, hasMore));
      },
    }),
    route({
      method: 'GET',
      path: '/v1/radar/early_fraud_warnings/:id',
      permission: 'payments.read',
      answers: 'radar.early_fraud_warning',
      handler: async ({ context: { caller }, params }) => {
        const [warning] = await findFraudWarnings(database, caller.tenantId, [params.id]);
        if (warning === undefined)
          throw new ApiError('resource_missing', { param: 'id', message: `No such early fraud warning: '${params.id}'` });
        return ok(fraudWarningWire(warning, caller.livemode));
      },
    }),
  ];
}
